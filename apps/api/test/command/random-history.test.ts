import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { replayStoredDecisions } from "../../src/decisions/replay-stored.ts";
import { type CaseWorld, caseWorld } from "./case-world.ts";
import { allIsWell, anyHistory, historyHolds } from "./random-history.ts";

describe("any history of commands", () => {
  let world: CaseWorld;
  beforeAll(async () => {
    world = await caseWorld();
  });

  it("keeps ledger, balances, decisions and audit rows in step, and every decision replays byte by byte", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anyHistory, (history) => historyHolds(world, history, `h${(run += 1)}`)),
      { seed: 20261120, numRuns: 10 },
    );
    const seen = await allIsWell(world);
    // The histories were not empty: some gifts were given, some refused.
    expect(seen.journals).toBeGreaterThan(15);
    expect(seen.decisions).toBeGreaterThan(seen.journals);
  });

  it("shows a stored fact that somebody altered afterwards, and nothing else", async () => {
    const [row] = await world.database.sql<{ id: string }>(
      "SELECT id FROM decision WHERE kind = 'wallet.grant_gift' AND outcome = 'granted' ORDER BY id LIMIT 1",
    );
    if (row === undefined) throw new Error("no decision");
    // The balance before the gift, one nano more.
    await world.database.sql(
      `UPDATE decision SET receipt = jsonb_set(receipt, '{body,facts,balanceNanos}',
         to_jsonb(((receipt->'body'->'facts'->>'balanceNanos')::numeric + 1)::text)) WHERE id = $1`,
      [row.id],
    );
    const { findings } = await replayStoredDecisions(world.database.db);
    expect(findings.map(({ decisionId, problem }) => [decisionId, problem])).toEqual([
      [row.id, "signature"],
      [row.id, "replay"],
    ]);
    expect(findings[1]?.detail).toContain("different");
  });

  it("shows a column that tells another story than the signed decision", async () => {
    const [row] = await world.database.sql<{ id: string }>(
      "UPDATE decision SET outcome = 'granted' WHERE id = (SELECT id FROM decision WHERE outcome = 'refused' LIMIT 1) RETURNING id",
    );
    const { decisions, findings } = await replayStoredDecisions(world.database.db, row?.id ?? "");
    expect(decisions).toBe(1);
    expect(findings).toMatchObject([
      { problem: "columns", detail: "outcome is granted, signed was refused" },
    ]);
  });
});
