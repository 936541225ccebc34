import { expect, it } from "vitest";
import { chainAudit } from "../../src/audit/chain.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import { checkLedger } from "../../src/ledger/check.ts";
import { openRacingWorld, raceTransfer } from "./racing.ts";

const RACES = 60;

it(`${RACES} transfers race usage, renewals, refunds, top-ups, holds and dying processes: never half a transfer (invariants 22 to 35)`, async () => {
  const world = await openRacingWorld();
  const seen = new Set<string>();
  let effective = 0;
  for (let seed = 5000; seed < 5000 + RACES; seed += 1) {
    const { state, raced, death } = await raceTransfer(world, seed);
    if (state === "effective") effective += 1;
    for (const what of [...raced, death ?? "nobody died"]) seen.add(what);
  }
  expect(effective).toBeGreaterThan(RACES / 3);
  // Everything raced, and processes died before and after each commit: otherwise this would show little.
  expect([...seen].toSorted()).toEqual([
    "hold",
    "nobody died",
    "pay",
    "refund",
    "renew",
    "settle",
    "subject_changes.accept:after_commit",
    "subject_changes.accept:before_commit",
    "subject_changes.take_effect:after_commit",
    "subject_changes.take_effect:before_commit",
    "sweep",
    "usage",
    "usageAgain",
  ]);
  const { db } = world.market.services;
  expect((await checkLedger(db)).findings).toEqual([]);
  await chainAudit(db);
  expect((await verifyAudit(db)).findings).toEqual([]);
}, 1_800_000);
