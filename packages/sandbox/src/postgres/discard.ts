import { rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { folderError } from "../sandbox-error.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { findRunning } from "./running-server.ts";

/**
 * Removes the data of a folder that was given to `startPostgres`, wherever it really lies; a damaged one too.
 * @returns false, with nothing removed, while a server runs in it
 * @throws SandboxError `unwritable_folder`
 */
export async function discardPostgres(requested: string): Promise<boolean> {
  const { dir } = prepareDataFolder(requested);
  if ((await findRunning(dir)) !== undefined) return false;
  try {
    // Data that could not lie where it was asked for lies alone in a folder below the temporary one.
    const redirected = dir !== resolve(requested);
    rmSync(redirected ? dirname(dir) : dir, { recursive: true, force: true });
    for (const beside of [".lock", ".unfinished"]) rmSync(`${dir}${beside}`, { force: true });
  } catch (error) {
    throw folderError(dir, error);
  }
  return true;
}
