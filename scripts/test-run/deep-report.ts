import type { TestReport } from "./totals-reporter.ts";

/** Where and when a deep run happened. */
export interface Machine {
  readonly date: string;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  readonly durationMs: number;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/**
 * The dated page of a deep run: the machine, every test with its counts and seeds, its time and its result, what the
 * browser did, and the files that the run had not come to.
 */
export function deepReport(
  machine: Machine,
  report: TestReport,
  { notYet = [], journeys = null }: { notYet?: readonly string[]; journeys?: string | null } = {},
): string {
  // What the ordinary run has in the same files is skipped here.
  const ran = report.tests.filter((test) => test.state !== "skipped");
  const files = [...new Set(ran.map((test) => test.file))].sort();
  const failed = report.tests.filter((test) => test.state === "failed").length + report.broken.length;
  const passed = report.tests.filter((test) => test.state === "passed").length;
  return [
    `# Deep run of ${machine.date}`,
    "",
    `- Commit ${machine.commit}`,
    `- ${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, ${machine.platform}, Node ${machine.node}`,
    `- ${seconds(machine.durationMs)} in all; ${passed} passed, ${failed} failed`,
    ...(journeys === null ? [] : [`- All browser journeys, and every page at both sizes: ${journeys}`]),
    ...files.flatMap((file) => [
      "",
      `## ${file}`,
      "",
      "| what | counts and seeds | time | result |",
      "| --- | --- | --: | --- |",
      ...ran
        .filter((test) => test.file === file)
        .map(
          (test) =>
            `| ${cell(test.name)} | ${cell(test.notes.join("; "))} | ${seconds(test.durationMs)} | ${test.state} |`,
        ),
    ]),
    ...(report.broken.length === 0
      ? []
      : ["", "## Could not run", "", ...report.broken.map((message) => `- ${cell(message)}`)]),
    ...(notYet.length === 0 ? [] : ["", "## Not run", "", ...notYet.map((file) => `- ${file}`)]),
    "",
  ].join("\n");
}
