import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inDatabase } from "./database.ts";
import { ownEnvironment } from "./product.ts";
import { signInDemoAdministrator } from "./staff.ts";

const API = join(import.meta.dirname, "../../../api/dist/main.js");
/** The demo world tells its story first; on a busy machine that is most of a minute. */
const READY_WITHIN_MS = 300_000;
const TRIES = 5;

/**
 * Starts the product as a stranger gets it, sandbox and demo world included, on data and ports of its own; every
 * journey runs against it with people of its own. The addresses reach the tests through the environment.
 */
export default async function startProduct(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "tenure-journeys-"));
  // Run by root, PostgreSQL is another user: closed to it, the data would lie elsewhere and stay behind.
  chmodSync(dataDir, 0o755);
  const forget = () => rmSync(dataDir, { recursive: true, force: true });
  let product: ChildProcess | undefined;
  try {
    product = await startOnFreePort(dataDir);
    process.env["TENURE_JOURNEY_ADMIN"] = JSON.stringify(await signInDemoAdministrator());
  } catch (error) {
    if (product !== undefined) await stop(product);
    forget();
    throw error;
  }
  const running = product;
  const kept = setInterval(() => void keepAdministratorFresh().catch(() => undefined), 60_000);
  return async () => {
    clearInterval(kept);
    await stop(running);
    forget();
  };
}

/**
 * The demo world's administrator signs in once, since each code works once, and serves every journey. What was proven then is
 * good for five minutes in the product; on a slow machine the journeys take longer.
 */
const keepAdministratorFresh = (): Promise<void> =>
  inDatabase(
    `UPDATE auth_session SET stepped_up_at = clock_timestamp(), created_at = clock_timestamp()
      WHERE user_id = (SELECT id FROM auth_user WHERE email = $1) AND stepped_up_at IS NOT NULL`,
    ["max@example.com"],
  );

/** Between finding a port free and taking it another run may take it: then another one is tried. */
async function startOnFreePort(dataDir: string): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const product = spawn(process.execPath, [API], {
      env: {
        ...ownEnvironment(),
        TENURE_DATA_DIR: dataDir,
        PORT: String(await freePort()),
        LOG_LEVEL: "warn",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    try {
      const banner = await ready(product);
      const address = (name: string) => new RegExp(`^ *${name} +(\\S+)$`, "m").exec(banner)?.[1] ?? "";
      process.env["TENURE_JOURNEY_URL"] = new URL(address("Dashboard")).origin;
      process.env["TENURE_JOURNEY_SANDBOX"] = new URL(address("Mailbox")).origin;
      process.env["TENURE_JOURNEY_DATA"] = dataDir;
      return product;
    } catch (error) {
      await stop(product);
      if (attempt >= TRIES || !(error instanceof Error && /is taken/.test(error.message))) throw error;
    }
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address === null || typeof address === "string"
          ? reject(new Error("no port"))
          : resolve(address.port),
      );
    });
  });

const ready = (product: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(
      () => reject(new Error(`the product was not ready in time:\n${said}`)),
      READY_WITHIN_MS,
    );
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Begin anew")) {
        clearTimeout(timer);
        resolve(said);
      }
    };
    product.stdout?.on("data", hear);
    product.stderr?.on("data", hear);
    product.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the product stopped (${code}):\n${said}`));
    });
  });

const stop = (product: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (product.exitCode !== null || product.signalCode !== null) return resolve();
    product.once("exit", () => resolve());
    product.kill("SIGTERM");
    setTimeout(() => product.kill("SIGKILL"), 15_000).unref();
  });
