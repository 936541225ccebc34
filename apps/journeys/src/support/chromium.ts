import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Full Chromium without a sandbox, because tests also run as root, drawn by software, because servers have no GPU. */
export const CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu"];

/** The Chromium that CHROME_PATH names, or that comes from npm, or that is usual on this machine. */
export async function chromiumPath(): Promise<string> {
  const own = process.env["CHROME_PATH"];
  if (own !== undefined && own !== "") return own;
  if (process.platform === "linux") return unpackedChromium();
  const usual = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/usr/bin/google-chrome"];
  return usual.find((path) => existsSync(path)) ?? "chromium";
}

/**
 * The package unpacks itself into the system's temporary folder, under one name for everybody: a copy of another user
 * cannot be run, and one that is being written is taken for whole. So each user has a folder, which appears whole.
 */
async function unpackedChromium(): Promise<string> {
  const { default: chromium } = await import("@sparticuz/chromium");
  const { version } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.resolve("@sparticuz/chromium")), "utf8"),
  ) as { version: string };
  const folder = join(tmpdir(), `tenure-chromium-${process.getuid?.() ?? 0}-${version}`);
  if (isOurs(folder)) return join(folder, "chromium");
  const fresh = mkdtempSync(`${folder}-`);
  const { TMPDIR: before } = process.env;
  process.env["TMPDIR"] = fresh;
  try {
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another run was first, and its copy is as good; a stranger's folder under our name is not.
    if (!isOurs(folder)) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  return join(folder, "chromium");
}

const isOurs = (folder: string): boolean =>
  existsSync(join(folder, "chromium")) && statSync(folder).uid === (process.getuid?.() ?? 0);
