import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { folderError, SandboxError } from "../sandbox-error.ts";
import { reachableForServer, runsAsRoot, serverIdentity, serverOwner } from "./identity.ts";

const run = promisify(execFile);

/** A folder the server can use. `temporary` ones are removed when the server stops. */
export interface DataFolder {
  readonly dir: string;
  readonly temporary: boolean;
}

function chosen(requested: string | undefined): DataFolder {
  if (requested === undefined) {
    const parent = mkdtempSync(join(tmpdir(), "tenure-pg-"));
    if (runsAsRoot) chmodSync(parent, 0o755);
    return { dir: join(parent, "data"), temporary: true };
  }
  const dir = resolve(requested);
  if (reachableForServer(dir)) return { dir, temporary: false };
  // Same request, same folder: the data survives restarts although it lives elsewhere than asked.
  const key = createHash("sha256").update(dir).digest("hex").slice(0, 16);
  return { dir: join(tmpdir(), `tenure-pg-${key}`, "data"), temporary: false };
}

/** `mkdir -p`. Node's own recursive form never returns where the system answers ENOENT (below /proc). */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  mkdirSync(path);
}

/**
 * Creates the folder with the owner and mode PostgreSQL insists on.
 * @throws SandboxError `unwritable_folder`, `disk_full`
 */
export function prepareDataFolder(requested: string | undefined): DataFolder {
  const folder = chosen(requested);
  try {
    makeFolders(folder.dir);
    if (runsAsRoot) chownSync(folder.dir, serverOwner.uid, serverOwner.gid);
    chmodSync(folder.dir, 0o700);
  } catch (error) {
    throw folderError(folder.dir, error);
  }
  return folder;
}

/** Runs `initdb` unless the folder already holds a complete cluster. */
export async function initialise(bin: string, dir: string): Promise<void> {
  // initdb writes PG_VERSION early, so its presence does not prove that initdb finished. The mark stands
  // beside the folder, because initdb refuses a folder that is not empty.
  const unfinished = `${dir}.unfinished`;
  if (existsSync(join(dir, "PG_VERSION")) && !existsSync(unfinished)) return;
  try {
    if (existsSync(unfinished)) {
      rmSync(dir, { recursive: true, force: true });
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      if (runsAsRoot) chownSync(dir, serverOwner.uid, serverOwner.gid);
    }
    writeFileSync(unfinished, "initdb has not finished here; this folder is made anew at the next start\n");
  } catch (error) {
    throw folderError(dir, error);
  }
  try {
    // The builtin locale provider sorts alike on every platform, with no locale installed on the machine.
    const args = [
      "-D",
      dir,
      "-U",
      "postgres",
      "--auth=trust",
      "--encoding=UTF8",
      "--no-sync",
      "--no-instructions",
    ];
    args.push("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
    await run(join(bin, "initdb"), args, { ...serverIdentity, cwd: dir });
  } catch (error) {
    throw serverFailure(
      dir,
      error instanceof Error && "stderr" in error ? String(error.stderr) : String(error),
    );
  }
  rmSync(unfinished, { force: true });
}

/** Puts what the server or initdb printed into one sentence. */
export function serverFailure(dir: string, log: string): SandboxError {
  if (/No space left on device|Disk quota exceeded/.test(log)) {
    return new SandboxError(
      "disk_full",
      `The disk holding ${dir} is full: free some space and start again.`,
      log,
    );
  }
  if (
    /not empty|incompatible with server|not a valid data directory|invalid checkpoint|could not find a valid/.test(
      log,
    )
  ) {
    return new SandboxError(
      "damaged_data",
      `The folder ${dir} does not hold a database this PostgreSQL can open: choose another data folder, or move this one away.`,
      log,
    );
  }
  if (/Permission denied|Operation not permitted/.test(log)) {
    return new SandboxError(
      "unwritable_folder",
      `PostgreSQL may not use the folder ${dir}: give this user access to it, or choose another data folder.`,
      log,
    );
  }
  return new SandboxError(
    "start_failed",
    `PostgreSQL did not start in ${dir}: ${log.trim().split("\n").at(-1) ?? "no reason given"}`,
    log,
  );
}
