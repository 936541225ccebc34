import { expect, it } from "vitest";
import { deepReport } from "./deep-report.ts";

it("a deep report shows machine, counts, seeds, times, results and what could not run", () => {
  const page = deepReport(
    {
      date: "2026-11-20",
      commit: "abc1234",
      cpu: "Example CPU",
      cores: 2,
      memoryGiB: 8,
      platform: "linux x64",
      node: "v24.21.0",
      durationMs: 61_250,
    },
    {
      tests: [
        {
          project: "api",
          file: "apps/api/test/a.deep.test.ts",
          name: "one effect | each",
          state: "passed",
          durationMs: 1500,
          notes: ["10,000 cases", "seed 7"],
        },
        {
          project: "api",
          file: "apps/api/test/every-time.test.ts",
          name: "what the ordinary run has",
          state: "skipped",
          durationMs: 0,
          notes: [],
        },
      ],
      broken: ["apps/api/test/b.deep.test.ts: no database"],
    },
    { notYet: ["apps/api/test/c.deep.test.ts"], journeys: "70 passed, 0 failed in 600 s" },
  );
  expect(page).toContain("2 × Example CPU, 8 GiB, linux x64, Node v24.21.0");
  // One test passed; the file that could not run counts as failed. 61,250 ms are 61.25 s, shown as 61.3.
  expect(page).toContain("61.3 s in all; 1 passed, 1 failed");
  expect(page).toContain("| one effect \\| each | 10,000 cases; seed 7 | 1.5 s | passed |");
  expect(page).toContain("- apps/api/test/b.deep.test.ts: no database");
  expect(page).not.toContain("every-time");
  expect(page).toContain("every page at both sizes: 70 passed, 0 failed in 600 s");
  expect(page).toMatch(/## Not run\n\n- apps\/api\/test\/c\.deep\.test\.ts/);
});
