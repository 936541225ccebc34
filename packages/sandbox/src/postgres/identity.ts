import { lstatSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** PostgreSQL refuses to run as uid 0; 65534 ("nobody") exists on every Unix. */
const NOBODY = 65534;

/** True when this process is root and the server must run as somebody else. */
export const runsAsRoot = process.getuid?.() === 0;

/** Options for `spawn`: who the server runs as. Empty for an ordinary user. */
export const serverIdentity: { uid?: number; gid?: number } = runsAsRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** The uid and gid a folder must belong to so that the server accepts it. */
export const serverOwner = { uid: NOBODY, gid: NOBODY };

/**
 * Whether the server's user can walk down to `path`: every existing folder above it needs the search bit.
 * Always true for an ordinary user, who created the path himself.
 */
export function reachableForServer(path: string): boolean {
  if (!runsAsRoot) return true;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      const search = stat.uid === NOBODY ? 0o100 : stat.gid === NOBODY ? 0o010 : 0o001;
      if ((stat.mode & search) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}
