import { emptyModelRates, type ModelRates } from "@tenure/core/pricing";
import { newId } from "../../src/db/ids.ts";
import { PLATFORM } from "../../src/db/database.ts";
import type { CommandContext } from "../../src/command/command.ts";
import { createRunner, type CommandRunner } from "../../src/command/runner.ts";
import { openLot } from "../../src/ledger/lots.ts";
import type { LotKind } from "@tenure/core/policy";
import { createUsageEngine } from "../../src/usage/engine/engine.ts";
import type { UsageEngine } from "../../src/usage/engine/types.ts";
import { afterAll } from "vitest";
import { TEST_SIGNER } from "../support/caller.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { usageOf } from "../support/usage.ts";
import { outboxOf } from "../support/outbox.ts";

/** One input token costs 1,000 nanos, one output token 3,000: sums are done in the head. */
export const MODEL = "test-model";
const rates: ModelRates = {
  ...emptyModelRates("USD"),
  base: {
    standard: { input: "1000", output: "3000" },
    batch: { input: "500", output: "1500" },
    priority: {},
    flex: {},
  },
};

/** A job that a command put into the outbox. */
export interface SentJob {
  readonly name: string;
  readonly payload: unknown;
}

/** A database with a price list, and what arranges accounts in it. */
export interface UsageWorld extends TestDatabase {
  readonly runner: CommandRunner;
  readonly engine: UsageEngine;
  /** The engine, asked under a context as commands are. */
  readonly usage: ReturnType<typeof usageOf>;
  readonly jobs: SentJob[];
  /** An account without money. @returns its id */
  account(more?: { readonly state?: string }): Promise<string>;
  /** A subscription that runs, with one month begun an hour ago. */
  term(accountId: string, includedNanos: bigint, more?: TermOptions): Promise<TermIds>;
  /** Credits from nowhere but the ledger's gift expense. @returns the lot's id */
  lot(accountId: string, amountNanos: bigint, more?: LotOptions): Promise<string>;
  /** A refund of an order, in a state. */
  refund(accountId: string, orderId: string, state: "draining" | "ready"): Promise<string>;
  /** Makes a hold expire a second ago, by moving its life back. */
  overdue(holdId: string): Promise<void>;
  /** The context of a partner's key. */
  as(accountId: string, idempotencyKey?: string): CommandContext;
  /** Balances and sums of an account, in nanos. */
  totals(accountId: string): Promise<Totals>;
}

/** Ids of a subscription's parts. */
export interface TermIds {
  readonly termId: string;
  readonly orderId: string;
  readonly subscriptionId: string;
}

interface TermOptions {
  readonly state?: string;
  readonly usedNanos?: bigint;
}

interface LotOptions {
  readonly kind?: LotKind;
  readonly expiresAt?: string | null;
}

/** See {@link UsageWorld.totals}. */
export interface Totals {
  readonly credits: bigint;
  readonly debt: bigint;
  readonly value: bigint;
  readonly plan: bigint;
  readonly events: number;
  readonly termUsed: bigint;
}

/** A fresh database (or the given one) with a price list, its runner and its builders. */
export async function usageWorld(existing?: TestDatabase): Promise<UsageWorld> {
  const database = existing ?? (await freshDatabase());
  const { sql, db } = database;
  const jobs: SentJob[] = [];
  const keep = async (_in: unknown, name: string, payload: unknown) => {
    jobs.push({ name, payload });
  };
  const outbox = outboxOf(keep);
  const runner = createRunner({ db, signer: TEST_SIGNER, outbox });
  const engine = createUsageEngine({ databaseUrl: database.url, signer: TEST_SIGNER, outbox });
  // Before the database's own: hooks run from the last to the first.
  afterAll(() => engine.close());
  await sql(
    `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
     VALUES ($1, 1, 'USD', $2, 'd1', 'test', '2020-01-01')`,
    [MODEL, JSON.stringify(rates)],
  );
  await sql(`INSERT INTO plan (id, name, rank) VALUES ('pro', '"Pro"', 1) ON CONFLICT DO NOTHING`);
  const [price] = await sql<{ id: string }>(
    `INSERT INTO plan_price (plan_id, version, interval, currency, amount_nanos, included_usage_nanos, features, effective_from)
     VALUES ('pro', 77, 'month', 'USD', 20000000000, 40000000000, '[]', '2020-01-01') RETURNING id`,
  );

  return {
    ...database,
    runner,
    engine,
    usage: usageOf({ usage: engine }),
    jobs,
    async account({ state = "active" } = {}) {
      const [id, subjectId] = [newId(), newId()];
      await sql(`INSERT INTO subject (id, kind, display_name) VALUES ($1, 'individual', 'Ada')`, [subjectId]);
      await sql(
        `INSERT INTO account (id, name, state, currency, time_zone, livemode) VALUES ($1, 'A', $2, 'USD', 'UTC', false)`,
        [id, state],
      );
      await sql(
        `INSERT INTO holder_period (account_id, subject_id, started_at) VALUES ($1, $2, now() - interval '1 year')`,
        [id, subjectId],
      );
      return id;
    },
    async term(accountId, includedNanos, { state = "active", usedNanos = 0n } = {}) {
      const [subscriptionId, orderId, termId] = [newId(), newId(), newId()];
      const [holder] = await sql<{ id: string }>(`SELECT id FROM holder_period WHERE account_id = $1`, [
        accountId,
      ]);
      await sql(
        `INSERT INTO "order" (id, number, account_id, holder_period_id, kind, state, currency, amount_nanos, tax_nanos,
           total_minor, policy_version, plan_price_id, decision_id, provider, created_at, expires_at, paid_at)
         VALUES ($1::uuid, $1::uuid::text, $2, $3, 'subscription', 'paid', 'USD', 20000000000, 0, 2000, '2026-11', $4, $1::uuid, 'stripe',
           now(), now() + interval '1 hour', now() - interval '1 hour')`,
        [orderId, accountId, holder?.id, price?.id],
      );
      await sql(
        `INSERT INTO subscription (id, account_id, plan_id, state, time_zone, created_at, canceled_at, last_term_number)
         VALUES ($1, $2, 'pro', $3, 'UTC', now(), CASE WHEN $3 = 'canceling' THEN now() END,
                 CASE WHEN $3 = 'canceling' THEN 1 END)`,
        [subscriptionId, accountId, state],
      );
      await sql(
        `INSERT INTO term (id, account_id, subscription_id, order_id, plan_price_id, number, anchor_at, starts_at, ends_at,
           included_nanos, used_nanos)
         VALUES ($1, $2, $3, $4, $5, 1, now(), now() - interval '1 hour', now() + interval '30 days', $6, $7)`,
        [
          termId,
          accountId,
          subscriptionId,
          orderId,
          price?.id,
          includedNanos.toString(),
          usedNanos.toString(),
        ],
      );
      return { termId, orderId, subscriptionId };
    },
    async lot(accountId, amountNanos, { kind = "gift", expiresAt = null } = {}) {
      return db.within(PLATFORM, async (tx) => {
        const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT tenure_now() AS now`;
        return openLot(tx, {
          accountId,
          kind,
          currency: "USD",
          amountNanos,
          expiresAt,
          reason: "test",
          now: row?.now.toISOString() ?? "",
          decisionId: null,
          journalKind: "gift.granted",
          from: "expense.gifts",
        });
      });
    },
    async refund(accountId, orderId, state) {
      const id = newId();
      const frozen = state === "draining" ? "NULL" : "0";
      await sql(
        `INSERT INTO refund (id, number, account_id, order_id, kind, state, currency, floor_nanos, expected_nanos,
           gross_nanos, fee_nanos, remainder_nanos, net_nanos, submitted_at, drain_until)
         VALUES ($1::uuid, $1::uuid::text, $2, $3, 'subscription', $4, 'USD', 0, 0, ${frozen}, ${frozen}, ${frozen}, ${frozen},
           tenure_now(), tenure_now() + interval '15 minutes')`,
        [id, accountId, orderId, state],
      );
      await sql(`UPDATE subscription SET state = 'refunding' WHERE account_id = $1 AND state <> 'ended'`, [
        accountId,
      ]);
      return id;
    },
    async overdue(holdId) {
      await sql(
        `UPDATE usage_hold SET opened_at = opened_at - interval '20 minutes', expires_at = tenure_now() - interval '1 second'
          WHERE id = $1`,
        [holdId],
      );
    },
    as: (accountId, idempotencyKey = newId()) => ({
      actor: { kind: "api_key", id: "00000000-0000-7000-8000-000000000001" },
      accountId,
      asPlatform: false,
      requestId: null,
      idempotencyKey,
    }),
    async totals(accountId) {
      const [row] = await sql<Record<keyof Totals, string>>(
        `SELECT (SELECT coalesce(sum(balance), 0) FROM ledger_account WHERE account_id = $1 AND code = 'wallet.lot') AS credits,
                (SELECT coalesce(sum(balance), 0) FROM ledger_account WHERE account_id = $1 AND code = 'wallet.debt') AS debt,
                (SELECT coalesce(sum(amount_nanos), 0) FROM usage_event WHERE account_id = $1) AS value,
                (SELECT coalesce(sum(plan_nanos), 0) FROM usage_event WHERE account_id = $1) AS plan,
                (SELECT count(*) FROM usage_event WHERE account_id = $1) AS events,
                (SELECT coalesce(sum(used_nanos), 0) FROM term WHERE account_id = $1) AS "termUsed"`,
        [accountId],
      );
      if (row === undefined) throw new Error("no totals");
      return {
        credits: BigInt(row.credits),
        debt: BigInt(row.debt),
        value: BigInt(row.value),
        plan: BigInt(row.plan),
        events: Number(row.events),
        termUsed: BigInt(row.termUsed),
      };
    },
  };
}
