import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const REPOSITORY = join(import.meta.dirname, "../..");
const STARTED_WITHIN_MS = 60_000;

/**
 * A session of its own. Linux shares processors out by session first (sched_autogroup) and every PostgreSQL backend is
 * one: in the bench's own session, API and load process together would get no more than a single backend.
 */
export const OWN_SESSION = { detached: true } as const;

/** The product in a process of its own, as an operator starts it. */
export interface Api {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** What an API process is started with. */
export interface ApiSettings {
  readonly databaseUrl: string;
  /** Where the simulated payment provider and mail server answer. */
  readonly stripeUrl: string;
  readonly smtpUrl: string;
  /** File that takes its log. */
  readonly logFile: string;
  /** Folder for a CPU profile, written when it stops; null without. */
  readonly profileDir: string | null;
}

/** What the image tells Node, read from where it stands. */
const IMAGE_NODE_OPTIONS =
  /^ENV NODE_OPTIONS="(.+)"$/m.exec(readFileSync(join(REPOSITORY, "Dockerfile"), "utf8"))?.[1] ?? "";

/** Settings of production: nothing of the product is switched off, requests are logged as they always are. */
const environment = (settings: ApiSettings, port: number): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  NODE_OPTIONS: IMAGE_NODE_OPTIONS,
  DATABASE_URL: settings.databaseUrl,
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  TENURE_SECRET: "the bench's secret, at least 32 characters long",
  TENURE_SIGNING_KEY: "11".repeat(32),
  TENURE_SIGNING_KEY_ID: "bench",
  TENURE_VAULT_KEY: "22".repeat(32),
  STRIPE_SECRET_KEY: "sk_test_bench",
  STRIPE_WEBHOOK_SECRET: "whsec_bench_secret",
  STRIPE_API_BASE: settings.stripeUrl,
  SMTP_URL: settings.smtpUrl,
  MAIL_FROM: "Tenure <billing@tenure.test>",
});

/** Starts the API with its workers and waits until it is ready. @throws Error with the end of its log */
export async function startApi(settings: ApiSettings): Promise<Api> {
  const port = await freePort();
  const log = openSync(settings.logFile, "a");
  const profiling =
    settings.profileDir === null
      ? []
      : ["--cpu-prof", "--cpu-prof-interval=500", `--cpu-prof-dir=${settings.profileDir}`];
  const child = spawn(process.execPath, [...profiling, "apps/api/dist/main.js"], {
    cwd: REPOSITORY,
    env: environment(settings, port),
    stdio: ["ignore", log, log],
    ...OWN_SESSION,
  });
  closeSync(log);
  const end = () => void child.kill();
  process.once("exit", end);
  const { pid } = child;
  if (pid === undefined) throw new Error("the API did not start");
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  for (const began = performance.now(); !(await isReady(url)); await sleep(50))
    if (child.exitCode !== null || performance.now() - began > STARTED_WITHIN_MS) {
      child.kill("SIGKILL");
      throw new Error(`the API did not start:\n${readFileSync(settings.logFile, "utf8").slice(-3000)}`);
    }
  return {
    url,
    pid,
    async stop() {
      process.off("exit", end);
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Runs a command of the product's command line. @throws Error with what it printed when it ends with another code than 0 */
export async function runTenure(databaseUrl: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, ["apps/api/src/cli.ts", ...args], {
    cwd: REPOSITORY,
    env: { DATABASE_URL: databaseUrl, ...commandLine },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`tenure ${args.join(" ")} ended with ${code}:\n${output}`);
  return output.trim();
}

/** Required with DATABASE_URL; the commands used here reach none of it. */
const commandLine = (() => {
  const { DATABASE_URL: _, ...rest } = environment(
    {
      databaseUrl: "",
      stripeUrl: "http://127.0.0.1:1",
      smtpUrl: "smtp://127.0.0.1:1",
      logFile: "",
      profileDir: null,
    },
    1,
  );
  return rest;
})();

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  );

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
