import { expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { caseWorld } from "./case-world.ts";
import { CASE_KINDS, idempotencyCase } from "./idempotency-case.ts";

const CASES = 10_000;
/** Cases side by side; each kind has its turn. */
const LANES = 4;

it(`keeps one effect and one answer in ${CASES} cases of a key that comes again`, async () => {
  // An account per lane: commands of one account wait for each other anyway.
  const worlds = [];
  for (let lane = 0; lane < LANES; lane += 1) worlds.push(await caseWorld());
  let done = 0;
  await Promise.all(
    worlds.map(async (world, lane) => {
      for (let number = lane; number < CASES; number += LANES) {
        const kind = CASE_KINDS[Math.floor(number / LANES) % CASE_KINDS.length];
        if (kind === undefined) throw new Error("no kind");
        await idempotencyCase(world, kind, number);
        done += 1;
      }
    }),
  );
  expect(done).toBe(CASES);
  for (const { database } of worlds) expect(isHealthy(await checkLedger(database.db))).toBe(true);
});
