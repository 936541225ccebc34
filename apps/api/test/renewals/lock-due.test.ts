import { verify } from "@tenure/core/decision";
import { expect, it } from "vitest";
import { writeDueSubscriptions } from "../../../../bench/src/due-subscriptions.ts";
import { lockDue } from "../../src/renewals/lock-due.ts";
import { planBatch, renewSubscriptions } from "../../src/renewals/plan.ts";
import { openMarket } from "../support/market.ts";

const { database, services } = await openMarket();
const { sql, db } = database;
const DUE = 600;
const BATCH = 20;
const [price] = await sql<{ id: string }>(
  `SELECT id FROM plan_price WHERE plan_id = 'pro' AND "interval" = 'month' AND currency = 'USD'`,
);
await writeDueSubscriptions(
  sql,
  price?.id ?? "",
  Array.from({ length: DUE }, (_, at) => ({ customerId: `cus_${at}`, methodId: `pm_${at}` })),
);

it("T2.2: a batch reads as many subscriptions as it locks, however many are due", async () => {
  // Two batches at once: what one has locked the other walks past.
  await db.batch(async (one) => {
    const first = await lockDue(one, BATCH);
    await db.batch(async (other) => {
      const second = await lockDue(other, BATCH);
      expect([first, second].map((ids) => ids.length)).toEqual([BATCH, BATCH]);
      expect(new Set([...first, ...second]).size).toBe(2 * BATCH);
      const read = await other<{ relname: string; read: string }>(
        {
          name: null,
          text: `SELECT relname, seq_tup_read + coalesce(idx_tup_fetch, 0) AS read FROM pg_stat_xact_user_tables
                  WHERE schemaname = 'public' AND relname IN ('subscription', 'account') ORDER BY relname`,
        },
        [],
      );
      // The other's and its own. An account is read to be looked at and again to be locked.
      expect(read.map((each) => each.relname)).toEqual(["account", "subscription"]);
      expect(Number(read[0]?.read)).toBeLessThanOrEqual(4 * BATCH);
      expect(Number(read[1]?.read)).toBe(2 * BATCH);
    });
  });
});

it("T2.2: a run plans all that is due, each once, and every decision is signed", async () => {
  const batch = await planBatch(services, BATCH);
  expect(batch).toMatchObject({ found: BATCH, planned: BATCH });
  expect(await renewSubscriptions(services)).toBe(DUE - BATCH);
  expect(await renewSubscriptions(services)).toBe(0);
  const planned = await sql<{ receipt: unknown; digest: string }>(
    "SELECT d.receipt, d.digest FROM renewal r JOIN decision d ON d.id = r.decision_id WHERE r.number = 1",
  );
  expect(planned).toHaveLength(DUE);
  const { publicKey } = services.signer;
  for (const { receipt, digest } of planned.slice(0, 30)) {
    expect(verify(receipt, "tenure.decision.v1", [publicKey])).toEqual({ valid: true });
    expect(receipt).toMatchObject({ digest });
  }
});
