import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Death, FromProcess, Settings, Task, ToProcess } from "./killable-process.ts";
import { program, programEnv } from "../support/program.ts";

/** The answer to a task: done, refused by the product with a code, or nobody knows, since the process died. */
export type Answer =
  | { readonly kind: "done"; readonly answer: string }
  | { readonly kind: "failed"; readonly code: string; readonly error: string }
  | { readonly kind: "died" };

/** One process of the product. */
export class ProductProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly port: number;
  /** Settles when the process is gone, with the signal that ended it. */
  readonly gone: Promise<string>;
  #tasks = 0;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    child.on("message", (message: FromProcess) => {
      if (message.kind !== "done" && message.kind !== "failed") return;
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    });
    this.gone = once(child, "exit").then(([code, signal]) => {
      for (const answer of this.#waiting.values()) answer({ kind: "died" });
      this.#waiting.clear();
      return String(signal ?? `exit ${String(code)}`);
    });
  }

  /** Boots a process that stands ready but does not work yet. */
  static async boot(settings: Settings): Promise<ProductProcess> {
    const child = fork(await program("test/refunds/killable-process.ts"), [JSON.stringify(settings)], {
      env: programEnv(),
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const [message]: FromProcess[] = await Promise.race([
      once(child, "message"),
      once(child, "exit").then(([code]) => Promise.reject(new Error(`no start: exit ${String(code)}`))),
    ]);
    if (message?.kind !== "ready") throw new Error("the process did not get ready");
    return new ProductProcess(child, message.port);
  }

  #send(message: ToProcess): void {
    // A process that died meanwhile says so by `gone`.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  /** Starts workers, and sets the moment of death. */
  start(dieAt: Death | null): void {
    this.#send({ kind: "start", dieAt });
  }

  /** Asks for something. Never rejects: a caller of a dead process sees a broken connection. */
  ask(task: Task): Promise<Answer> {
    if (!this.#child.connected) return Promise.resolve({ kind: "died" });
    this.#tasks += 1;
    const id = this.#tasks;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ kind: "task", id, task });
    });
  }

  /** Ends it as a machine that loses its power. */
  async end(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.gone;
  }
}

/** The address people know: passes on to the process that works now, and refuses while there is none. */
export class Front {
  readonly #server: Server;
  #current: ProductProcess | null = null;

  constructor() {
    this.#server = createServer((incoming, outgoing) => {
      const target = this.#current;
      const away = () => {
        if (!outgoing.headersSent) outgoing.writeHead(503);
        outgoing.end();
      };
      if (target === null) return away();
      const passed = request(
        {
          host: "127.0.0.1",
          port: target.port,
          method: incoming.method,
          path: incoming.url,
          headers: incoming.headers,
          agent: false,
        },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502);
          answer.on("error", away).pipe(outgoing);
        },
      );
      passed.on("error", away);
      incoming.pipe(passed);
    });
  }

  /** @returns its base URL, on a free port */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return `http://127.0.0.1:${address.port}`;
  }

  use(process: ProductProcess | null): void {
    this.#current = process;
  }

  /** Asks whoever works now, again after each death, as a client with an idempotency key does. */
  async ask(task: Task): Promise<Exclude<Answer, { kind: "died" }>> {
    for (;;) {
      const answer: Answer = (await this.#current?.ask(task)) ?? { kind: "died" };
      if (answer.kind !== "died") return answer;
      await sleep(20);
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
