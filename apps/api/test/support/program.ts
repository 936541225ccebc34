import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import { bundle } from "../../scripts/bundle.ts";

const API = join(import.meta.dirname, "../..");
/** Whatever tests run as a process of its own: the product, its command line, and what they write for the purpose. */
const SOURCES = [
  "src/main.ts",
  "src/cli.ts",
  "test/command/crash-process.ts",
  "test/jobs/worker-process.ts",
  "test/refunds/killable-process.ts",
  "test/usage/authorize-process.ts",
  "test/usage/resolve-process.ts",
  "test/usage-reports/download-process.ts",
  "test/webhook-endpoints/deliver-process.ts",
] as const;

/**
 * A program to run in a process of its own, built once in a run from what the sources are now: starting it takes a
 * quarter of the time that its many sources would.
 * @param source path below apps/api
 */
export async function program(source: (typeof SOURCES)[number]): Promise<string> {
  const built = join(inject("programsDir"), "built");
  const building = `${built}-by`;
  if (!existsSync(built) && claim(building)) {
    try {
      await bundle(Object.fromEntries(SOURCES.map((path) => [nameOf(path), join(API, path)])), building);
      renameSync(building, built);
    } catch (error) {
      writeFileSync(`${building}-failed`, String(error));
    }
  }
  while (!existsSync(built)) {
    if (existsSync(`${building}-failed`)) throw new Error(readFileSync(`${building}-failed`, "utf8"));
    await sleep(50);
  }
  return join(built, `${nameOf(source)}.js`);
}

/** What every program finds around it. What Node compiles of the programs is kept for the run, not for ever. */
export const programEnv = () => ({
  PATH: process.env["PATH"] ?? "",
  NODE_COMPILE_CACHE: join(inject("programsDir"), "compiled"),
});

const nameOf = (source: string) => source.replace(/\.ts$/, "").replaceAll("/", "-");

/** Whether it is for this process to build: of several that ask at once, the folder can be made by one. */
function claim(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
