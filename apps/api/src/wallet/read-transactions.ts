import type { Role } from "@tenure/core/access";
import { type TransactionKind, type transactionSchema } from "@tenure/core/contract";
import { minorToNanos, toMoney } from "@tenure/core/money";
import type { z } from "zod";
import type { AccountFacts } from "../accounts/account-facts.ts";
import { methodShown } from "../accounts/own-periods.ts";
import { showDispute } from "../disputes/show.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Tx } from "../db/database.ts";
import { orderInclude } from "../orders/show.ts";
import { showRefund } from "../refunds/show.ts";

type Transaction = z.input<typeof transactionSchema>;

/** Which page of which transactions. */
export interface TransactionQuery {
  readonly take: number;
  /** The id the page before ended with. */
  readonly cursor: string | null;
  readonly kind: TransactionKind | null;
}

/**
 * Movements of the ledger by what they are to a person; any other that moves credits is an adjustment. Usage is no
 * transaction: the statement tells it by day; its corrections are. A paid top-up is told by its order. The partial index
 * `ledger_journal_transactions` says the same.
 */
const KINDS_OF_JOURNALS: Readonly<Record<string, TransactionKind>> = {
  "gift.granted": "gift",
  "gift.revoked": "gift_revoked",
  "referral.rewarded": "referral",
  "referral.restored": "referral",
  "referral.revoked": "referral_revoked",
  "credits.expired": "expiry",
};

/** Journals of these are told by the noun of their kind. */
const NOUNS = ["refund", "dispute"] as const;

const kindOfJournal = (kind: string): TransactionKind =>
  KINDS_OF_JOURNALS[kind] ?? NOUNS.find((noun) => kind.startsWith(`${noun}.`)) ?? "adjustment";

interface Found {
  readonly id: string;
  readonly order_id: string | null;
  readonly kind: string;
  readonly at: Date;
  readonly change: string;
  readonly bonus: string;
  readonly reason: string | null;
  readonly decision_id: string | null;
}

/**
 * Orders of credits and movements of lots, in one order: by their ids, which lie in the order they were made. A top-up
 * stands where it was ordered, however late it was paid.
 */
export async function readTransactions(
  tx: Tx,
  account: AccountFacts,
  role: Role,
  { take, cursor, kind }: TransactionQuery,
): Promise<Transaction[]> {
  const before = cursor ?? "ffffffff-ffff-ffff-ffff-ffffffffffff";
  const orders = Prisma.sql`
    SELECT o.id, o.id AS order_id, 'top_up' AS kind, coalesce(o.paid_at, o.created_at) AS at,
           (o.amount_nanos + o.bonus_nanos)::text AS change, o.bonus_nanos::text AS bonus, NULL AS reason,
           o.decision_id
      FROM "order" o
     WHERE o.account_id = ${account.id}::uuid AND o.kind = 'top_up' AND o.id < ${before}::uuid
     ORDER BY o.id DESC LIMIT ${take}`;
  const movements = Prisma.sql`
    SELECT j.id, NULL::uuid AS order_id, j.kind, j.recorded_at AS at, (-m.moved)::text AS change,
           (-m.bonus)::text AS bonus, m.reason, j.decision_id
      FROM ledger_journal j CROSS JOIN LATERAL (
        SELECT sum(p.amount) AS moved, coalesce(sum(p.amount) FILTER (WHERE l.kind = 'bonus'), 0) AS bonus,
               min(l.reason) AS reason
          FROM ledger_posting p JOIN credit_lot l ON l.ledger_account_id = p.ledger_account_id
         WHERE p.journal_id = j.id) m
     WHERE j.account_id = ${account.id}::uuid AND j.id < ${before}::uuid AND m.moved <> 0
       AND (j.kind NOT LIKE 'usage.%' OR j.kind = 'usage.corrected') AND j.kind <> 'top_up.paid' AND ${ofKind(kind)}
     ORDER BY j.id DESC LIMIT ${take}`;
  const rows = await tx.$queryRaw<Found[]>`
    SELECT * FROM (
      SELECT * FROM (${orders}) AS o WHERE ${kind === null || kind === "top_up"}
      UNION ALL
      SELECT * FROM (${movements}) AS m WHERE ${kind !== "top_up"}
    ) AS both_kinds ORDER BY id DESC LIMIT ${take}`;
  const ids = rows.flatMap((row) => (row.order_id === null ? [] : [row.order_id]));
  const known = await tx.order.findMany({ where: { id: { in: ids } }, include: orderInclude });
  return rows.map((row) => {
    const kindShown = row.order_id === null ? kindOfJournal(row.kind) : "top_up";
    const order = known.find((each) => each.id === row.order_id);
    const { currency } = account;
    return {
      id: row.id,
      kind: kindShown,
      state: order === undefined ? "done" : stateOf(order.state),
      at: row.at.toISOString(),
      amount: toMoney(BigInt(row.change), currency),
      bonus: toMoney(BigInt(row.bonus), currency),
      // A correction gives back to whichever lots had paid: their reasons say nothing of it.
      reason: kindShown === "adjustment" ? null : row.reason,
      decisionId: row.decision_id,
      order:
        order === undefined
          ? null
          : {
              id: order.id,
              number: order.number,
              total: toMoney(minorToNanos(order.totalMinor, currency), currency),
              method: methodShown(order, order.payments[0]?.methodLabel),
              checkoutUrl: order.state === "pending" ? order.checkoutUrl : null,
              automatic: order.automatic,
              refundability: null,
              refunds: order.refunds.map((refund) => showRefund(refund, order, role)),
              dispute: showDispute(order.payments[0]?.disputes[0]),
            },
    };
  });
}

/** The movements of one kind, as SQL. */
function ofKind(kind: TransactionKind | null): Prisma.Sql {
  if (kind === null) return Prisma.sql`true`;
  const named = Object.keys(KINDS_OF_JOURNALS);
  const ofThis = named.filter((each) => KINDS_OF_JOURNALS[each] === kind);
  if (kind === "refund" || kind === "dispute") return Prisma.sql`j.kind LIKE ${`${kind}.%`}`;
  if (kind === "adjustment")
    return Prisma.sql`split_part(j.kind, '.', 1) <> ALL (${[...NOUNS]}) AND j.kind <> ALL (${named})`;
  return Prisma.sql`j.kind = ANY (${ofThis})`;
}

const stateOf = (state: string): Transaction["state"] =>
  state === "paid" ? "done" : state === "failed" || state === "expired" ? state : "pending";
