import { describe, expect, it } from "vitest";
import { runCommand } from "./run-command.ts";
import { countPlaywright, countVitest } from "./suites.ts";
import type { TestRecord } from "./totals-reporter.ts";

const test = (state: TestRecord["state"]): TestRecord => ({
  project: "core",
  file: "a.test.ts",
  name: "a",
  state,
  durationMs: 1,
  notes: [],
});

describe("totals", () => {
  it("count tests, and files that could not be loaded as failed", () => {
    const tests = [test("passed"), test("passed"), test("failed"), test("skipped")];
    expect(countVitest({ tests, broken: [] }, 1)).toEqual({ passed: 2, failed: 1 });
    expect(countVitest({ tests, broken: ["b.test.ts: no such module"] }, 1)).toEqual({
      passed: 2,
      failed: 2,
    });
  });

  it("never call a run that ended badly all passed", () => {
    expect(countVitest({ tests: [test("passed")], broken: [] }, 1)).toEqual({ passed: 1, failed: 1 });
    expect(countVitest({ tests: [test("passed")], broken: [] }, null)).toEqual({ passed: 1, failed: 1 });
    expect(countPlaywright(null, 1)).toEqual({ passed: 0, failed: 1 });
  });

  it("count a journey that needed a second try as failed", () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1 };
    expect(countPlaywright({ stats, errors: [] }, 1)).toEqual({ passed: 3, failed: 2 });
    expect(countPlaywright({ stats: { expected: 3, unexpected: 0, flaky: 0 }, errors: [] }, 0)).toEqual({
      passed: 3,
      failed: 0,
    });
  });
});

describe("a command", () => {
  const node = (code: string, timeoutMs = 20_000) =>
    runCommand({ command: process.execPath, args: ["-e", code], timeoutMs });

  it("hands back its code and all its output", async () => {
    const ended = await node('console.log("out"); console.error("err"); process.exitCode = 3;');
    expect(ended.code).toBe(3);
    expect(ended.output).toContain("out");
    expect(ended.output).toContain("err");
  });

  it("that hangs is ended together with what it started", async () => {
    const child = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => 1, 1000)"], { stdio: "inherit" })`;
    // The grandchild holds the output open: the call could not return while it lives.
    const ended = await node(`${child}; setInterval(() => 1, 1000);`, 500);
    expect(ended.code).toBeNull();
    expect(ended.output).toContain("took too long");
  });

  it("that does not exist is an answer, not a crash", async () => {
    expect(await runCommand({ command: "no-such-program-here", args: [] })).toMatchObject({ code: null });
  });
});
