import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { deepReport } from "./test-run/deep-report.ts";
import { bin, endAll, ROOT, runCommand } from "./test-run/run-command.ts";
import { runVitest } from "./test-run/suites.ts";

// Runs the *.deep.test.ts files, which hold the large counts, and writes docs/reports/YYYY-MM-DD-deep.md. A test says
// what it counted with which seed by Vitest's `annotate("10,000 keys, seed 7")`; that text stands in the report.
// Arguments go to Vitest: `pnpm test:deep refunds` runs the files whose path contains "refunds", and writes no report,
// because a part must not replace the report of the whole.

const LIMIT_MS = 60 * 60_000;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    endAll();
    process.exit(130);
  });

const prepared = await runCommand({
  command: bin("turbo"),
  args: ["run", "generate", "--output-logs=errors-only", "--log-prefix=none", "--no-update-notifier"],
});
if (prepared.code !== 0) console.log(prepared.output);

const began = performance.now();
const { passed, failed, report } = await runVitest({
  args: process.argv.slice(2),
  env: { TENURE_DEEP: "1" },
  timeoutMs: LIMIT_MS,
  onOutput: (text) => process.stdout.write(text),
});

if (process.argv.length === 2) {
  const commit = await runCommand({ command: "git", args: ["describe", "--always", "--dirty"] });
  const date = new Date().toISOString().slice(0, 10);
  const folder = join(ROOT, "docs/reports");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${date}-deep.md`),
    deepReport(
      {
        date,
        commit: commit.code === 0 ? commit.output.trim() : "unknown",
        cpu: cpus()[0]?.model ?? "unknown CPU",
        cores: cpus().length,
        memoryGiB: Math.round(totalmem() / 2 ** 30),
        platform: `${process.platform} ${process.arch}`,
        node: process.version,
        durationMs: performance.now() - began,
      },
      report,
    ),
  );
  console.log(`docs/reports/${date}-deep.md`);
}
console.log(`${passed} passed, ${failed + (prepared.code === 0 ? 0 : 1)} failed`);
process.exitCode = failed === 0 && prepared.code === 0 ? 0 : 1;
