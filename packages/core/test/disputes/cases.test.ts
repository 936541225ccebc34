import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { answerOf, readWorkedCases } from "./worked-cases.ts";

const file = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const cases = readWorkedCases(file("./cases.md"));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.info("skipped: the independent amounts need python3");

describe("disputes worked out by hand (R2.8, R3.8, C4.10)", () => {
  it("are all there", () => {
    expect(cases).toHaveLength(41);
  });

  it.each(cases.map((each) => [each.title, each.given] as const))("%s", (_, given) => {
    expect(answerOf(given)).toEqual(given.expect);
  });

  it.skipIf(!hasPython)("agree with amounts worked out a second time from the policy, case by case", () => {
    const run = spawnSync("python3", [file("./check_cases.py")], { encoding: "utf8" });
    expect(run.stdout + run.stderr).toBe(`ok: ${cases.length} cases\n`);
  });
});
