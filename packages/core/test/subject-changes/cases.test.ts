import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const file = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const [, ...sections] = readFileSync(file("./cases.md"), "utf8").split(/^### (?=H\d)/m);
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.info("skipped: the independent decisions need python3");

describe("changes of account subject worked out by hand (C1–C5)", () => {
  it("are at least sixty", () => {
    expect(sections.length).toBeGreaterThanOrEqual(60);
  });

  it.skipIf(!hasPython)("agree with decisions made a second time from the policy, case by case", () => {
    const run = spawnSync("python3", [file("./check_cases.py")], { encoding: "utf8" });
    expect(run.stdout + run.stderr).toBe(`ok: ${sections.length} cases\n`);
  });
});
