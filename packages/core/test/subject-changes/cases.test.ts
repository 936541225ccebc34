import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { grounds, readWorkedCases } from "./worked-cases.ts";

const file = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const cases = readWorkedCases(file("./cases.md"));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.info("skipped: the independent decisions need python3");

/** Every clause about which a case asks something; its cases run where this clause is switched off. */
const asked = (
  "C1.1 C1.2 C2.2 C3.1 C3.2 C3.3 C3.5 C3.6 C3.8 C3.9 C3.10 " +
  "C4.2 C4.3 C4.4 C4.6 C4.8 C4.9 C4.10 C5.1 C5.2 C5.3 C5.5"
).split(" ");

describe("changes of account subject worked out by hand (C1–C5)", () => {
  it("are at least sixty, with every ground among them", () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    const text = readFileSync(file("./cases.md"), "utf8");
    // A merger is what a case is about where nothing else is said.
    for (const ground of grounds) if (ground !== "merger") expect(text).toContain(`"ground": "${ground}"`);
  });

  it.each(asked)("ask about %s", (clause) => {
    const naming = cases.filter(({ title }) =>
      new RegExp(`[( ]${clause.replace(".", "\\.")}[,)]`).test(title),
    );
    expect(naming.length).toBeGreaterThan(0);
  });

  it.each(cases.map((each) => [each.title, each] as const))("%s", (_, worked) => {
    expect(worked.answer()).toMatchObject(worked.expect);
  });

  it.skipIf(!hasPython)("agree with decisions made a second time from the policy, case by case", () => {
    const run = spawnSync("python3", [file("./check_cases.py")], { encoding: "utf8" });
    expect(run.stdout + run.stderr).toBe(`ok: ${cases.length} cases\n`);
  });
});
