import { expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { CrashPool } from "../support/crash-pool.ts";
import { caseWorld } from "./case-world.ts";
import { crashCase } from "./crash-case.ts";

const KILLS = 1000;
const LANES = 4;

it(`keeps one effect and the stored answer through ${KILLS} SIGKILLs around the commit`, async () => {
  const world = await caseWorld();
  const pool = new CrashPool(world.database.url, LANES);
  let done = 0;
  try {
    await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        for (let number = lane; number < KILLS; number += LANES) {
          // Nine in ten between commit and answer, where a repetition could do harm.
          await crashCase(world, pool, number % 10 === 0 ? "before_commit" : "after_commit", number);
          done += 1;
        }
      }),
    );
  } finally {
    await pool.close();
  }
  expect(done).toBe(KILLS);
  expect(isHealthy(await checkLedger(world.database.db))).toBe(true);
});
