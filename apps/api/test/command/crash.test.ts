import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CrashPool } from "../support/crash-pool.ts";
import { type CaseWorld, caseWorld, effectsOf, ONCE } from "./case-world.ts";
import { crashCase, lostCase } from "./crash-case.ts";

describe("a process killed within a command", () => {
  let world: CaseWorld;
  let pool: CrashPool;
  beforeAll(async () => {
    world = await caseWorld();
    pool = new CrashPool(world.database.url, 2);
  });
  afterAll(() => pool.close());

  it("after the commits of three: each repetition answers what was stored, with one effect", {
    tags: ["deep"],
  }, async () => {
    await crashCase(world, pool, "after_commit", [0, 2, 3]);
  });

  it("before its commit: nothing of it is there, and the repetition does it once", async () => {
    await crashCase(world, pool, "before_commit", [0]);
    await lostCase(world, pool, 1);
  });

  it("while others send the same request: one of them does it", { tags: ["deep"] }, async () => {
    const gift = { accountId: world.account.accountId, key: "race", reason: "race of processes" };
    const ends = await Promise.all([
      pool.run({ gifts: [gift], dieAt: "wallet.grant_gift:after_commit" }),
      pool.run({ gifts: [gift], dieAt: null }),
    ]);
    expect(ends.map((end) => end.kind).filter((kind) => kind === "answered")).toHaveLength(1);
    expect(await effectsOf(world.database, gift.reason)).toEqual(ONCE);
  });
});
