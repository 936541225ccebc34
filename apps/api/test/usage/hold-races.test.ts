import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { raceForHolds } from "./resolve-once.ts";
import { MODEL, usageWorld } from "./world.ts";
import { program, programEnv } from "../support/program.ts";

const world = await usageWorld();

/** A rival process that waits at the barrier. */
async function rival(accountId: string, requests: number) {
  const child: ChildProcess = spawn(
    process.execPath,
    [await program("test/usage/authorize-process.ts"), world.url, accountId, MODEL, String(requests)],
    { env: programEnv(), stdio: ["pipe", "pipe", "inherit"] },
  );
  if (child.stdout === null || child.stdin === null) throw new Error("no pipes");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("ready");
  return {
    async go(): Promise<{ granted: number; refused: number; failed: number }> {
      child.stdin?.write("go\n");
      const { value } = await lines.next();
      if (child.exitCode === null) await once(child, "exit");
      return JSON.parse(String(value));
    },
  };
}

describe("holds that race", () => {
  it("in two processes never promise the same nano twice", async () => {
    const accountId = await world.account();
    await world.term(accountId, 10_000_000n);
    await world.lot(accountId, 7_000_000n);
    const rivals = await Promise.all([rival(accountId, 30), rival(accountId, 30)]);
    const outcomes = await Promise.all(rivals.map((each) => each.go()));
    // 10 of the plan + 7 of the credits: 17 of 60 requests for one each.
    expect(outcomes.reduce((sum, each) => sum + each.granted, 0)).toBe(17);
    expect(outcomes.reduce((sum, each) => sum + each.refused, 0)).toBe(43);
    const [held] = await world.sql(
      `SELECT sum(plan_nanos) AS plan, sum(amount_nanos - plan_nanos) AS credit FROM usage_hold WHERE account_id = $1`,
      [accountId],
    );
    expect(held).toEqual({ plan: "10000000", credit: "7000000" });
  }, 60_000);

  it(
    "to be settled, released and expired end exactly once, 100 of them",
    { tags: ["deep"], timeout: 120_000 },
    () => raceForHolds(world, 100),
  );
});
