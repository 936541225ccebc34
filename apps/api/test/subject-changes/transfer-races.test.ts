import { expect, it } from "vitest";
import { openRacingWorld, raceTransfer } from "./racing.ts";
import { checkLedger } from "../../src/ledger/check.ts";

// Whichever wins, the other is refused or waits.
it("usage, renewal, refund, top-up, a hold and dying processes race the transfer: never half a transfer (invariants 22 to 35)", async () => {
  const world = await openRacingWorld();
  const states = new Set<string>();
  for (let seed = 1; seed <= 2; seed += 1) states.add((await raceTransfer(world, seed)).state);
  expect(states).toContain("effective");
  expect((await checkLedger(world.market.services.db)).findings).toEqual([]);
}, 240_000);
