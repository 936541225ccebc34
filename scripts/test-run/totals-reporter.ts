import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** One test as it went. `notes` are what the test said about itself with `annotate`: counts, seeds, measurements. */
export interface TestRecord {
  readonly project: string;
  readonly file: string;
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped";
  readonly durationMs: number;
  readonly notes: readonly string[];
}

/** A whole run. `broken` are files that could not be loaded and errors outside any test; each counts as failed. */
export interface TestReport {
  readonly tests: readonly TestRecord[];
  readonly broken: readonly string[];
}

/** Writes a {@link TestReport} as JSON to the file named by TENURE_TEST_REPORT. */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    const report: TestReport = {
      tests: modules.flatMap((module) =>
        [...module.children.allTests()].map((test): TestRecord => {
          const { state } = test.result();
          return {
            project: module.project.name,
            file: module.relativeModuleId,
            name: test.fullName,
            // A test that never came to an end has not passed.
            state: state === "pending" ? "failed" : state,
            durationMs: Math.round(test.diagnostic()?.duration ?? 0),
            notes: test.annotations().map(({ message }) => message),
          };
        }),
      ),
      broken: [
        ...modules.flatMap((module) =>
          module.errors().map(({ message }) => `${module.relativeModuleId}: ${message}`),
        ),
        ...unhandled.map(({ message }) => message),
      ],
    };
    const file = process.env["TENURE_TEST_REPORT"];
    if (file !== undefined) writeFileSync(file, JSON.stringify(report));
  }
}
