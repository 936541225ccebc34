import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bin, ROOT, runCommand } from "./run-command.ts";
import type { TestReport } from "./totals-reporter.ts";

/** How a step or suite went. `output` is shown when something failed. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
}

/** Runs `use` with the path of a file in a folder of its own, so that parallel runs never share one. */
async function withFile<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tenure-test-"));
  try {
    return await use(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs Vitest over all projects and reads back every test. */
export const runVitest = (options: {
  args: readonly string[];
  env?: Record<string, string>;
  timeoutMs: number;
  onOutput?: (text: string) => void;
}): Promise<Outcome & { report: TestReport }> =>
  withFile(async (file) => {
    const reporters = ["--reporter=dot", "--reporter=./scripts/test-run/totals-reporter.ts"];
    const ended = await runCommand({
      command: bin("vitest"),
      args: ["run", ...reporters, ...options.args],
      env: { ...options.env, TENURE_TEST_REPORT: file },
      timeoutMs: options.timeoutMs,
      ...(options.onOutput && { onOutput: options.onOutput }),
    });
    const report: TestReport = existsSync(file)
      ? JSON.parse(readFileSync(file, "utf8"))
      : { tests: [], broken: ["vitest ended without a report"] };
    return { ...countVitest(report, ended.code), output: ended.output, report };
  });

/** Totals of a Vitest run. A run that ended badly never counts as all passed, whatever its tests say. */
export function countVitest(report: TestReport, code: number | null): { passed: number; failed: number } {
  const passed = report.tests.filter((test) => test.state === "passed").length;
  const failed = report.tests.filter((test) => test.state === "failed").length + report.broken.length;
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** The part of Playwright's JSON report that totals need. */
interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly errors: readonly unknown[];
}

/** Totals of a Playwright run; a journey that passed only on a second try has failed. */
export function countPlaywright(
  report: PlaywrightReport | null,
  code: number | null,
): { passed: number; failed: number } {
  if (report === null) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  const failed = unexpected + flaky + report.errors.length;
  return { passed: expected, failed: code !== 0 && failed === 0 ? 1 : failed };
}

const JOURNEYS = join(ROOT, "apps/journeys");

/** Why the browser journeys cannot run on this machine, or null when they can. */
export function journeysMissing(): string | null {
  if (!existsSync(join(JOURNEYS, "playwright.config.ts"))) return "apps/journeys has no playwright.config.ts";
  if (process.platform === "linux") {
    try {
      createRequire(join(JOURNEYS, "package.json")).resolve("@sparticuz/chromium");
      return null;
    } catch {
      // Not installed: a browser of the machine may do.
    }
  }
  const own = [process.env["CHROME_PATH"], "/usr/bin/chromium", "/usr/bin/google-chrome"];
  if (own.some((path) => path !== undefined && existsSync(path))) return null;
  return process.platform === "linux"
    ? "no Chromium found; set CHROME_PATH to one"
    : "no Chromium found; set CHROME_PATH to your Chrome or Chromium";
}

/** Runs the browser journeys. */
export const runJourneys = (
  timeoutMs: number,
  { env = {} }: { env?: Readonly<Record<string, string>> } = {},
): Promise<Outcome> =>
  withFile(async (file) => {
    const ended = await runCommand({
      command: bin("playwright", JOURNEYS),
      args: ["test", "--reporter=line,json"],
      cwd: JOURNEYS,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      timeoutMs,
    });
    const report: PlaywrightReport | null = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
    return { ...countPlaywright(report, ended.code), output: ended.output };
  });
