import type { UsageHold } from "@tenure/core/contract";
import type { HoldFacts, HoldRefund } from "@tenure/core/credits";
import { type Currency, toMoney } from "@tenure/core/money";
import type { Tx } from "../db/database.ts";

/** A hold with what its settlement needs besides. */
export interface Hold extends HoldFacts {
  readonly model: string;
  readonly creditNanos: bigint;
  /** Whether usage was recorded with it; so it is after settling, and after settling late. */
  readonly usageRecorded: boolean;
}

interface HoldRow {
  id: string;
  model: string;
  state: Hold["state"];
  term_id: string | null;
  amount_nanos: bigint;
  plan_nanos: bigint;
  credit_nanos: bigint;
  opened_at: Date;
  expires_at: Date;
  settled_nanos: bigint | null;
  counted_refund_id: string | null;
  refund_id: string | null;
  refund_state: HoldRefund["state"] | null;
}

/** Holds of an account by id, each with the refund of its term's order that is under way or was paid. */
export async function readHolds(
  tx: Tx,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Hold>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<HoldRow[]>`
    SELECT h.id, h.model, h.state, h.term_id, h.amount_nanos, h.plan_nanos, h.amount_nanos - h.plan_nanos AS credit_nanos,
           h.opened_at, h.expires_at, h.settled_nanos, h.counted_refund_id, r.id AS refund_id, r.state AS refund_state
      FROM usage_hold h
      LEFT JOIN term t ON t.id = h.term_id
      LEFT JOIN LATERAL (
        SELECT id, state FROM refund
         WHERE order_id = t.order_id AND kind = 'subscription' AND state NOT IN ('failed', 'canceled')
         ORDER BY submitted_at DESC LIMIT 1) r ON true
     WHERE h.account_id = ${accountId}::uuid AND h.id = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, toHold(row)]));
}

/** One hold of an account, or null. */
export const readHold = async (tx: Tx, accountId: string, id: string): Promise<Hold | null> =>
  (await readHolds(tx, accountId, [id])).get(id) ?? null;

const toHold = (row: HoldRow): Hold => ({
  id: row.id,
  model: row.model,
  state: row.state,
  termId: row.term_id,
  amountNanos: row.amount_nanos,
  planNanos: row.plan_nanos,
  creditNanos: row.credit_nanos,
  openedAt: row.opened_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  usageRecorded: row.settled_nanos !== null,
  refund:
    row.refund_id === null || row.refund_state === null
      ? null
      : { id: row.refund_id, state: row.refund_state },
  counted: row.counted_refund_id !== null && row.counted_refund_id === row.refund_id,
});

/** A hold as the API shows it. */
export const showHold = (hold: Hold, currency: Currency): UsageHold => ({
  holdId: hold.id,
  model: hold.model,
  state: hold.state,
  guaranteed: toMoney(hold.amountNanos, currency),
  planPart: toMoney(hold.planNanos, currency),
  creditPart: toMoney(hold.creditNanos, currency),
  openedAt: hold.openedAt,
  expiresAt: hold.expiresAt,
});
