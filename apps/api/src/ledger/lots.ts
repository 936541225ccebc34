import type { CreditLotState } from "@tenure/core/credits";
import type { Currency } from "@tenure/core/money";
import type { LotKind } from "@tenure/core/policy";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { credit, postJournal, type PostingDraft } from "./post.ts";

/** A lot with what is left of it. */
export interface Lot {
  readonly id: string;
  readonly kind: LotKind;
  readonly state: CreditLotState;
  readonly grantedNanos: bigint;
  readonly remainingNanos: bigint;
  readonly reason: string | null;
  /** The order it came with; null for gifts and rewards. */
  readonly orderId: string | null;
  readonly openedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly closedAt: Instant | null;
}

interface LotRow {
  id: string;
  kind: LotKind;
  state: CreditLotState;
  granted_nanos: bigint;
  remaining: string;
  reason: string | null;
  order_id: string | null;
  opened_at: Date;
  expires_at: Date | null;
  closed_at: Date | null;
}

const toLot = (row: LotRow): Lot => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  grantedNanos: row.granted_nanos,
  remainingNanos: BigInt(row.remaining),
  reason: row.reason,
  orderId: row.order_id,
  openedAt: row.opened_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  closedAt: row.closed_at?.toISOString() ?? null,
});

/** Lots of an account, newest first; what remains is the ledger's balance, never a second copy of it. */
export async function lotsOf(tx: Tx, accountId: string): Promise<Lot[]> {
  const rows = await tx.$queryRaw<LotRow[]>`
    SELECT l.id, l.kind, l.state, l.granted_nanos, a.balance::text AS remaining, l.reason, l.order_id, l.opened_at, l.expires_at,
           l.closed_at
      FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.account_id = ${accountId}::uuid ORDER BY l.opened_at DESC, l.id DESC LIMIT 500`;
  return rows.map(toLot);
}

/** One lot of an account, or null. */
export async function lotById(tx: Tx, accountId: string, lotId: string): Promise<Lot | null> {
  const [row] = await tx.$queryRaw<LotRow[]>`
    SELECT l.id, l.kind, l.state, l.granted_nanos, a.balance::text AS remaining, l.reason, l.order_id, l.opened_at, l.expires_at,
           l.closed_at
      FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.account_id = ${accountId}::uuid AND l.id = ${lotId}::uuid`;
  return row === undefined ? null : toLot(row);
}

/** Sum of what remains in open lots that have not expired. */
export async function spendableNanos(tx: Tx, accountId: string, now: Instant): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ sum: string }[]>`
    SELECT coalesce(sum(a.balance), 0)::text AS sum FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.account_id = ${accountId}::uuid AND l.state = 'open'
       AND (l.expires_at IS NULL OR l.expires_at > ${now}::timestamptz)`;
  return BigInt(row?.sum ?? "0");
}

/** Credits that requests in flight were promised: the part of each live hold that no plan covers. */
export async function promisedNanos(tx: Tx, accountId: string, now: Instant): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ sum: string }[]>`
    SELECT coalesce(sum(left_credit_nanos), 0)::text AS sum FROM usage_hold
     WHERE account_id = ${accountId}::uuid AND state = 'open' AND expires_at > ${now}::timestamptz`;
  return BigInt(row?.sum ?? "0");
}

/** What a lot is, without the movement that fills it. */
export interface LotHead {
  readonly accountId: string;
  readonly kind: LotKind;
  readonly currency: Currency;
  readonly amountNanos: bigint;
  readonly expiresAt: Instant | null;
  readonly reason: string | null;
  /** The order it came with. */
  readonly orderId?: string | null;
  readonly now: Instant;
}

/** What opens a lot. `from` is the other side of the movement, such as the expense of a gift. */
export interface LotDraft extends LotHead {
  readonly decisionId: string | null;
  readonly journalKind: string;
  readonly from: PostingDraft["code"];
}

/** Opens a lot and fills it, as one movement of the ledger. @returns the lot's id */
export async function openLot(tx: Tx, draft: LotDraft): Promise<string> {
  const id = await createLot(tx, draft);
  await postJournal(tx, {
    kind: draft.journalKind,
    accountId: draft.accountId,
    currency: draft.currency,
    decisionId: draft.decisionId,
    effectiveAt: draft.now,
    recordedAt: draft.now,
    postings: [
      { code: draft.from, amountNanos: draft.amountNanos },
      credit("wallet.lot", draft.amountNanos, id),
    ],
  });
  return id;
}

/**
 * Writes an empty lot. The caller's journal fills it, by a credit of `wallet.lot` with the lot's id as reference: for
 * movements with more sides than two, such as a payment with tax.
 * @returns the lot's id
 */
export async function createLot(tx: Tx, head: LotHead): Promise<string> {
  const id = newId();
  const ledgerAccountId = newId();
  const expiresAt = head.expiresAt;
  const written = await tx.$executeRaw`
    WITH opened AS (
      INSERT INTO ledger_account (id, code, account_id, reference, currency, normal, balance)
      VALUES (${ledgerAccountId}::uuid, 'wallet.lot', ${head.accountId}::uuid, ${id}, ${head.currency}, 'credit', 0)
    )
    INSERT INTO credit_lot (id, account_id, holder_period_id, ledger_account_id, kind, currency, granted_nanos, order_id,
                            reason, expires_at, opened_at)
    SELECT ${id}::uuid, h.account_id, h.id, ${ledgerAccountId}::uuid, ${head.kind}, ${head.currency}, ${head.amountNanos},
           ${head.orderId ?? null}::uuid, ${head.reason}, ${expiresAt}::timestamptz, ${head.now}::timestamptz
      FROM holder_period h WHERE h.account_id = ${head.accountId}::uuid AND h.ended_at IS NULL`;
  if (written !== 1) throw new Error(`account ${head.accountId} has no holder to open a lot for`);
  return id;
}

/** Closes a lot; what was left of it has been posted away before. */
export async function closeLot(
  tx: Tx,
  lotId: string,
  state: Exclude<CreditLotState, "open">,
  now: Instant,
): Promise<void> {
  await tx.creditLot.update({ where: { id: lotId }, data: { state, closedAt: new Date(now) } });
}

/** Carries the empty lots of an order from one of the states of a dispute to the other (C4.10). */
export async function moveLotsOfOrder(
  tx: Tx,
  orderId: string,
  from: "frozen" | "charged_back",
  to: "frozen" | "charged_back",
): Promise<void> {
  await tx.creditLot.updateMany({ where: { orderId, state: from }, data: { state: to } });
}

/**
 * Opens a lot that ended again: a refund that bounced (R6.4), a reward restored. Its warnings of expiry are due again
 * where the expiry moves. @throws Error when the lot did not end in `from`
 */
export async function reopenLot(
  tx: Tx,
  lotId: string,
  from: Exclude<CreditLotState, "open">,
  expiresAt: Instant | null,
): Promise<void> {
  const reopened = await tx.$executeRaw`
    UPDATE credit_lot SET state = 'open', closed_at = NULL, expires_at = ${expiresAt}::timestamptz,
           warned_at = CASE WHEN expires_at IS NOT DISTINCT FROM ${expiresAt}::timestamptz THEN warned_at END
     WHERE id = ${lotId}::uuid AND state = ${from}`;
  if (reopened !== 1) throw new Error(`lot ${lotId} is not ${from} and cannot be opened again`);
}

/** Moves the expiry of an open lot; its warning is due again. */
export async function extendLot(tx: Tx, lotId: string, expiresAt: Instant | null): Promise<void> {
  if (expiresAt === null) return;
  await tx.creditLot.update({
    where: { id: lotId },
    data: { expiresAt: new Date(expiresAt), warnedAt: null },
  });
}

/** Remembers that the owner of lots was told of their expiry. */
export async function markLotsWarned(tx: Tx, lotIds: readonly string[], now: Instant): Promise<void> {
  await tx.creditLot.updateMany({ where: { id: { in: [...lotIds] } }, data: { warnedAt: new Date(now) } });
}
