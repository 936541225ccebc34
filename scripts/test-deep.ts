import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { deepReport } from "./test-run/deep-report.ts";
import { bin, endAll, ROOT, runCommand } from "./test-run/run-command.ts";
import { journeysMissing, runJourneys, runVitest } from "./test-run/suites.ts";
import type { TestReport } from "./test-run/totals-reporter.ts";

// The large counts: first the tests tagged "deep", which walk the rarer ways; then all browser journeys, alone on the
// machine, because a person who waits for a page is part of what they test; then the *.deep.test.ts files: campaigns that
// start and kill processes one by one, since each of them fills the machine, the others two at a time, since each of them
// waits half of its time. docs/reports/YYYY-MM-DD-deep.md is written anew after each, so that a run which is cut off still
// says what it did and what it did not come to. A test says what it counted with which seed by Vitest's
// `annotate("10,000 keys, seed 7")`; that text stands in the report.
// Arguments go to Vitest: `pnpm test:deep refunds` runs the files whose path contains "refunds", and writes no report,
// because a part must not replace the report of the whole.

const LIMIT_MS = 60 * 60_000;
/** As many as cores of the smallest machine we test on. Three put a load of 25 on it, and waits ran out. */
const AT_ONCE = 2;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    endAll();
    process.exit(130);
  });

const prepared = await runCommand({
  command: bin("turbo"),
  args: ["run", "build", "--output-logs=errors-only", "--log-prefix=none", "--no-update-notifier"],
});
if (prepared.code !== 0) console.log(prepared.output);

const wanted = process.argv.slice(2);
const tests = globSync(["{apps,packages}/*/test/**/*.test.ts", "scripts/**/*.test.ts"], { cwd: ROOT }).sort();
const isWhole = (file: string) => file.endsWith(".deep.test.ts");
const isTagged = (file: string) => /\btags\b.*"deep"/.test(readFileSync(join(ROOT, file), "utf8"));
/** Whoever starts processes by the dozen: beside something else they wait for each other until their waits run out. */
const ALONE = [
  "refunds/killed-process",
  "command/crash",
  "money/killed",
  "renewals/many-due",
  "renewals/killed-renewals",
];
const isAlone = (file: string) => ALONE.some((part) => file.includes(part));
/** The longest first: those at work then end together, and a run that is cut off has done the weightiest. */
const LONGEST_FIRST = [
  "audit/tampering",
  "refunds/races",
  "renewals/random-lives",
  "money/histories",
  "switch-off/switch-off",
  "command/idempotency",
  "http/openapi-fuzz",
  "refunds/rough-weather",
  "payments/conformance",
  "subject-changes/",
  "auto-top-up/",
];
const rank = (file: string) => {
  const place = LONGEST_FIRST.findIndex((part) => file.includes(part));
  return place === -1 ? LONGEST_FIRST.length : place;
};
const files = tests.filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
const wholes = files.filter(isWhole).sort((a, b) => rank(a) - rank(b));
const tagged = files.filter((file) => !isWhole(file) && isTagged(file));

const began = performance.now();
const date = new Date().toISOString().slice(0, 10);
const described = await runCommand({ command: "git", args: ["describe", "--always", "--dirty"] });
const commit = described.code === 0 ? described.output.trim() : "unknown";
/** What one run of Vitest takes: a file by itself, so that its end is seen; those with a few such tests together. */
const taken = (file: string) => ({ name: file, args: [file] });
const alone = wholes.filter(isAlone).map(taken);
const together = wholes.filter((file) => !isAlone(file)).map(taken);
const reports: TestReport[] = [];
/** What the browser did: one line in the report, since it counts journeys and no cases. */
let journeys: string | null = null;
let passed = 0;
let failed = prepared.code === 0 ? 0 : 1;

async function take(next: { readonly name: string; readonly args: readonly string[] }): Promise<void> {
  const fileBegan = performance.now();
  const ended = await runVitest({
    args: next.args,
    env: { TENURE_DEEP: "1" },
    timeoutMs: Math.max(1000, LIMIT_MS - (performance.now() - began)),
  });
  passed += ended.passed;
  failed += ended.failed;
  reports.push(ended.report);
  const seconds = Math.round((performance.now() - fileBegan) / 1000);
  console.log(`${ended.failed === 0 ? "✓" : "✗"} ${next.name} (${seconds} s)`);
  if (ended.failed > 0) console.log(ended.output);
  if (wanted.length === 0) writeReport();
}

/** What is begun after the hour says nothing: the report names it as not run. */
const isOver = () => performance.now() - began >= LIMIT_MS;

/** Takes one after another until none is left, or the hour is over. */
async function work(waiting: (typeof together)[number][]): Promise<void> {
  for (let next = waiting.shift(); next !== undefined && !isOver(); next = waiting.shift()) await take(next);
}

/** All journeys, and every page at both sizes, in both looks. */
async function walk(): Promise<void> {
  const journeysBegan = performance.now();
  const looks = await runJourneys(Math.max(60_000, LIMIT_MS - (performance.now() - began)), {
    env: { TENURE_DEEP: "1" },
  });
  passed += looks.passed;
  failed += looks.failed;
  const seconds = Math.round((performance.now() - journeysBegan) / 1000);
  journeys = `${looks.passed} passed, ${looks.failed} failed in ${seconds} s`;
  console.log(`${looks.failed === 0 ? "✓" : "✗"} all journeys, and every page at both sizes (${journeys})`);
  if (looks.failed > 0) console.log(looks.output);
  writeReport();
}

function writeReport(): void {
  const folder = join(ROOT, "docs/reports");
  mkdirSync(folder, { recursive: true });
  const done = new Set(reports.flatMap((report) => report.tests.map((test) => test.file)));
  const notYet = [...wholes, ...tagged].filter((file) => !done.has(file));
  writeFileSync(
    join(folder, `${date}-deep.md`),
    deepReport(
      {
        date,
        commit,
        cpu: cpus()[0]?.model ?? "unknown CPU",
        cores: cpus().length,
        memoryGiB: Math.round(totalmem() / 2 ** 30),
        platform: `${process.platform} ${process.arch}`,
        node: process.version,
        durationMs: performance.now() - began,
      },
      {
        tests: reports.flatMap((report) => report.tests),
        broken: reports.flatMap((report) => report.broken),
      },
      { notYet, journeys },
    ),
  );
}

if (tagged.length > 0)
  await take({
    name: `the rarer ways in ${tagged.length} other files`,
    args: [...tagged, "--tags-filter=deep"],
  });
if (wanted.length === 0 && journeysMissing() === null) await walk();
await work(alone);
await Promise.all(Array.from({ length: AT_ONCE }, () => work(together)));
const notRun = alone.length + together.length;
if (notRun > 0) console.log(`the hour was over before ${notRun} files`);
if (wanted.length === 0) console.log(`docs/reports/${date}-deep.md`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed + notRun === 0 ? 0 : 1;
