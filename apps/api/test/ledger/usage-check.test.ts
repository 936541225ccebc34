import { beforeAll, describe, expect, it } from "vitest";
import { checkLedger } from "../../src/ledger/check.ts";
import { checkBooksNightly } from "../../src/ledger/jobs.ts";
import { quietLog } from "../support/quiet-log.ts";
import { MODEL, usageWorld } from "../usage/world.ts";

const world = await usageWorld();
const { usage, sql } = world;
const MILLION = 1_000_000n;
const event = (thousands: number, more: object = {}) => ({
  clientEventId: crypto.randomUUID(),
  model: MODEL,
  tokens: { inputTokens: thousands * 1_000, outputTokens: 0 },
  ...more,
});
const found = async () =>
  [...new Set((await checkLedger(world.db)).findings.map((each) => each.check))].sort();

let accountId = "";

beforeAll(async () => {
  // A plan of 5 million nanos and credits of 10; usage of 4 from the plan, of 3 from plan and credits, of 20 into debt;
  // one event corrected; one request in flight on another account.
  accountId = await world.account();
  await world.term(accountId, 5n * MILLION);
  await world.lot(accountId, 10n * MILLION);
  const wrong = event(3);
  await usage.record({ events: [event(4), wrong] }, world.as(accountId));
  await usage.record({ events: [event(1, { corrects: wrong.clientEventId })] }, world.as(accountId));
  await usage.record({ events: [event(20)] }, world.as(accountId));
  const inFlight = await world.account();
  await world.term(inFlight, 2n * MILLION);
  await world.lot(inFlight, 5n * MILLION);
  await usage.authorize({ model: MODEL, maxInputTokens: 4_000, maxOutputTokens: 0 }, world.as(inFlight));
});

describe("the check of the books", () => {
  it("finds nothing after usage from plan, credits and debt, a correction and a request in flight", async () => {
    const [row] = await sql<{ debt: string; held: string; reversals: number; batches: number }>(
      `SELECT (SELECT sum(debt_nanos) FROM usage_event)::text AS debt, (SELECT sum(held_nanos) FROM wallet)::text AS held,
              (SELECT count(*)::int FROM usage_event WHERE kind = 'reversal') AS reversals,
              (SELECT count(DISTINCT batch_id)::int FROM ledger_journal WHERE batch_id IS NOT NULL) AS batches`,
    );
    // 4 + 1 + 20 of usage, 5 from the plan and 10 from credits: 10 of debt. 4 promised, 2 of them from credits.
    expect(row).toMatchObject({ debt: "10000000", held: "2000000", reversals: 1 });
    expect(row?.batches).toBeGreaterThanOrEqual(3);
    expect(await found()).toEqual([]);
  });

  // What is changed by force, and the laws that must name it.
  const forgeries: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "a wallet that holds more than open requests were promised",
      "UPDATE wallet SET held_nanos = held_nanos + 1 WHERE held_nanos > 0",
      ["wallet_holds_what_is_promised"],
    ],
    [
      "a term that holds less than open requests were promised",
      "UPDATE term SET held_nanos = held_nanos - 1 WHERE held_nanos > 0",
      ["term_holds_what_is_promised"],
    ],
    [
      "a wallet whose usage was made less",
      "UPDATE wallet SET used_nanos = used_nanos - 1 WHERE used_nanos > 0",
      ["wallet_used_is_its_usage"],
    ],
    [
      "a term whose usage was made more",
      "UPDATE term SET used_nanos = used_nanos + 1 WHERE used_nanos > 0",
      ["term_used_is_its_usage"],
    ],
    [
      "an hour of the roll-ups",
      "UPDATE usage_rollup SET requests = requests + 1 WHERE grain = 'hour'",
      ["rollup_by_hour_is_its_events"],
    ],
    [
      "the tokens of a day of the roll-ups",
      "UPDATE usage_rollup SET input_tokens = input_tokens - 1 WHERE grain = 'day'",
      ["rollup_by_day_is_its_events"],
    ],
    [
      "a day of the wallet",
      "UPDATE wallet_day SET opening_nanos = opening_nanos + 1, closing_nanos = closing_nanos + 1",
      ["wallet_day_is_its_postings"],
    ],
    [
      "what an event took of a lot",
      "UPDATE usage_event SET burns = jsonb_build_object(gen_random_uuid(), '1') WHERE burns IS NOT NULL",
      ["burn_is_its_posting"],
    ],
    [
      "an event that names a term that is not there",
      "UPDATE usage_event SET term_id = gen_random_uuid() WHERE term_id IS NOT NULL",
      ["term_used_is_its_usage", "usage_refers"],
    ],
    [
      "a hold of nobody",
      "UPDATE usage_hold SET account_id = gen_random_uuid()",
      ["usage_refers", "wallet_holds_what_is_promised"],
    ],
    [
      "a batch without its journal",
      "UPDATE ledger_journal SET batch_id = NULL WHERE kind = 'usage.debt'",
      ["batch_is_its_journals"],
    ],
    [
      "a correction of another event",
      "UPDATE usage_event SET corrects_id = gen_random_uuid() WHERE kind = 'reversal'",
      ["correction_is_opposite", "usage_refers"],
    ],
    [
      "a lot that says it was granted more",
      "UPDATE credit_lot SET granted_nanos = granted_nanos + 1",
      ["lot_is_its_account"],
    ],
    [
      "a lot that ended with something left",
      "UPDATE credit_lot SET state = 'expired' WHERE state = 'open'",
      ["lot_is_its_account"],
    ],
    [
      "a movement of an account that is not there",
      "UPDATE ledger_journal SET decision_id = gen_random_uuid() WHERE kind = 'gift.granted'",
      ["journal_refers"],
    ],
    [
      "a refund that drains without what it set aside",
      `INSERT INTO refund (id, number, account_id, order_id, kind, state, currency, floor_nanos, expected_nanos, reserved_nanos,
                           forfeited_nanos, submitted_at, drain_until)
       SELECT gen_random_uuid(), 'REF-forged', id, gen_random_uuid(), 'top_up', 'draining', 'USD', 0, 0, 7, 0, now(), now()
         FROM account ORDER BY id LIMIT 1`,
      ["reserved_is_what_drains"],
    ],
    [
      "postings of a journal that is gone",
      "DELETE FROM ledger_journal WHERE kind = 'usage.debt'",
      ["batch_is_its_journals", "posting_belongs", "wallet_day_is_its_postings"],
    ],
    [
      "a journal without its postings",
      "DELETE FROM ledger_posting WHERE journal_id = (SELECT id FROM ledger_journal WHERE kind = 'usage.debt')",
      [
        "balance_is_its_postings",
        "batch_is_its_journals",
        "journal_has_postings",
        "wallet_day_is_its_postings",
      ],
    ],
  ];

  const TABLES = [
    "credit_lot",
    "ledger_journal",
    "ledger_posting",
    "refund",
    "term",
    "usage_event",
    "usage_hold",
    "usage_rollup",
    "wallet",
    "wallet_day",
  ];
  // Past every trigger and foreign key, as somebody with the owner's password could; then everything as it was.
  const byForce = (statements: readonly string[]) =>
    sql(
      `SET session_replication_role = replica; ${statements.join("; ")}; SET session_replication_role = origin`,
    );

  it.each(forgeries)("names %s", async (_, forge, checks) => {
    await byForce(TABLES.map((table) => `CREATE TABLE kept_${table} AS TABLE ${table}`));
    try {
      await byForce([forge]);
      expect(await found()).toEqual([...checks].sort());
    } finally {
      await byForce(
        TABLES.flatMap((table) => [
          `DELETE FROM ${table}`,
          `INSERT INTO ${table} SELECT * FROM kept_${table}`,
          `DROP TABLE kept_${table}`,
        ]),
      );
    }
    expect(await found()).toEqual([]);
  });

  it("by night looks at what is new in the same way, and tells a person", async () => {
    const alerts = () =>
      sql<{ check: string; subject: string }>(
        `SELECT detail->>'check' AS check, reference AS subject FROM operator_alert WHERE kind = 'ledger_imbalance'`,
      );
    const night = () => checkBooksNightly({ db: world.db, log: quietLog() as never });
    await night();
    expect(await alerts()).toEqual([]);
    await sql("UPDATE wallet SET used_nanos = used_nanos - 1 WHERE account_id = $1", [accountId]);
    await sql("UPDATE usage_rollup SET debt_nanos = debt_nanos + 1 WHERE grain = 'day' AND account_id = $1", [
      accountId,
    ]);
    await night();
    expect((await alerts()).map((each) => each.check).sort()).toEqual([
      "rollup_by_day_is_its_events",
      "rollup_by_hour_is_its_events",
      "wallet_used_is_its_usage",
    ]);
    expect(new Set((await alerts()).map((each) => each.subject))).toEqual(new Set([accountId]));
  });
});
