import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";
import { program, programEnv } from "../support/program.ts";

/** The product's own process, started as an operator starts it, on a port that stays the same. */
export class ApiProcess {
  readonly url: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;
  #log = "";

  private constructor(databaseUrl: string, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = {
      ...programEnv(),
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      PUBLIC_URL: this.url,
      TENURE_SECRET: "a secret of the tests, at least 32 characters long",
      TENURE_SIGNING_KEY: "11".repeat(32),
      TENURE_SIGNING_KEY_ID: "test-1",
      TENURE_VAULT_KEY: "22".repeat(32),
      STRIPE_SECRET_KEY: "sk_test_1234567890",
      STRIPE_WEBHOOK_SECRET: "whsec_1234567890",
      STRIPE_API_BASE: "http://127.0.0.1:1",
      SMTP_URL: "smtp://127.0.0.1:1",
      MAIL_FROM: "Tenure <billing@tenure.test>",
      LOG_LEVEL: "error",
    };
  }

  static async start(databaseUrl: string): Promise<ApiProcess> {
    const api = new ApiProcess(databaseUrl, await freePort());
    afterAll(() => api.kill());
    await api.startAgain();
    return api;
  }

  /** As an orchestrator does with a process that is gone. Waits until it answers. */
  async startAgain(): Promise<void> {
    const child = spawn(process.execPath, [await program("src/main.ts")], {
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (this.#log = (this.#log + chunk.toString()).slice(-4000)));
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the API ended by itself: ${this.#log}`);
      const ready = await fetch(`${this.url}/ready`).then(
        (response) => response.ok,
        () => false,
      );
      if (ready) return;
      await sleep(20);
    }
  }

  /** Whether it still is the process that was started. */
  get isAlive(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it wrote last, and how it ended where it did. */
  get lastWords(): string {
    const { exitCode = null, signalCode = null } = this.#child ?? {};
    return `${exitCode === null && signalCode === null ? "alive" : `ended with ${exitCode ?? signalCode}`}: ${this.#log}`;
  }

  /** SIGKILL: no handler, no rollback sent, no closing of connections. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
