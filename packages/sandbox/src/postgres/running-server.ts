import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A server that already owns the data folder. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** Whether the process that started it (or took it over) is still there. */
  readonly ownerAlive: boolean;
}

const OWNER_FILE = "tenure-owner.pid";

/**
 * Whether a process runs, whoever it belongs to. One that has ended but that nobody has waited for yet (in a
 * container without an init) does not count: it holds nothing any more.
 */
export function isAlive(pid: number): boolean {
  if (process.platform === "linux" && /\) Z /.test(readLines(`/proc/${pid}/stat`)[0] ?? "")) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    return [];
  }
}

/** Remembers that this process looks after the server in `dir`. */
export function claim(dir: string): void {
  writeFileSync(join(dir, OWNER_FILE), `${process.pid}\n`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => end(false));
    socket.once("error", () => end(false));
    // An SSLRequest: a live server answers one byte, S or N; a closing one hangs up.
    socket.once("connect", () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.once("data", () => end(true));
    socket.once("close", () => end(false));
  });
}

/**
 * The server that a former process left in `dir`, or undefined when there is none. Waits for one that is just
 * starting or stopping, and gives an orphan's watchdog a moment to stop it first.
 */
export async function findRunning(dir: string): Promise<RunningServer | undefined> {
  let orphanPatience = 20;
  for (let attempt = 0; attempt < 600; attempt++) {
    // Lines of postmaster.pid: pid, folder, start time, port, socket folder, address, memory key, status.
    const lines = readLines(join(dir, "postmaster.pid"));
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
    const ownerPid = Number(readLines(join(dir, OWNER_FILE))[0]);
    const ownerAlive = Number.isInteger(ownerPid) && ownerPid > 0 && isAlive(ownerPid);
    const ready = lines[7]?.trim() === "ready";
    if (ready && (ownerAlive || orphanPatience-- <= 0) && (await answers(port)))
      return { pid, port, ownerAlive };
    await sleep(50);
  }
  return undefined;
}
