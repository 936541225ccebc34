import type { Currency } from "@tenure/core/money";
import type { LotKind } from "@tenure/core/policy";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { ledgerAccountId, postJournal, type PostingDraft } from "./post.ts";

/** A lot with what is left of it. */
export interface Lot {
  readonly id: string;
  readonly kind: LotKind;
  readonly state: "open" | "spent" | "expired" | "revoked";
  readonly grantedNanos: bigint;
  readonly remainingNanos: bigint;
  readonly reason: string | null;
  readonly openedAt: Instant;
  readonly expiresAt: Instant | null;
}

interface LotRow {
  id: string;
  kind: LotKind;
  state: Lot["state"];
  granted_nanos: bigint;
  remaining: string;
  reason: string | null;
  opened_at: Date;
  expires_at: Date | null;
}

const toLot = (row: LotRow): Lot => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  grantedNanos: row.granted_nanos,
  remainingNanos: BigInt(row.remaining),
  reason: row.reason,
  openedAt: row.opened_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
});

/** Lots of an account, newest first; what remains is the ledger's balance, never a second copy of it. */
export async function lotsOf(tx: Tx, accountId: string): Promise<Lot[]> {
  const rows = await tx.$queryRaw<LotRow[]>`
    SELECT l.id, l.kind, l.state, l.granted_nanos, a.balance::text AS remaining, l.reason, l.opened_at, l.expires_at
      FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.account_id = ${accountId}::uuid ORDER BY l.opened_at DESC, l.id DESC LIMIT 500`;
  return rows.map(toLot);
}

/** One lot of an account, or null. */
export async function lotById(tx: Tx, accountId: string, lotId: string): Promise<Lot | null> {
  const [row] = await tx.$queryRaw<LotRow[]>`
    SELECT l.id, l.kind, l.state, l.granted_nanos, a.balance::text AS remaining, l.reason, l.opened_at, l.expires_at
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
    SELECT coalesce(sum(amount_nanos - plan_nanos), 0)::text AS sum FROM usage_hold
     WHERE account_id = ${accountId}::uuid AND state = 'open' AND expires_at > ${now}::timestamptz`;
  return BigInt(row?.sum ?? "0");
}

/** What opens a lot. `from` is the other side of the movement, such as the expense of a gift. */
export interface LotDraft {
  readonly accountId: string;
  readonly kind: LotKind;
  readonly currency: Currency;
  readonly amountNanos: bigint;
  readonly expiresAt: Instant | null;
  readonly reason: string | null;
  readonly now: Instant;
  readonly decisionId: string | null;
  readonly journalKind: string;
  readonly from: PostingDraft["code"];
}

/** Opens a lot and fills it, as one movement of the ledger. @returns the lot's id */
export async function openLot(tx: Tx, draft: LotDraft): Promise<string> {
  const id = newId();
  const holder = await tx.holderPeriod.findFirstOrThrow({
    where: { accountId: draft.accountId, endedAt: null },
    select: { id: true },
  });
  await tx.creditLot.createMany({
    data: {
      id,
      accountId: draft.accountId,
      holderPeriodId: holder.id,
      ledgerAccountId: await ledgerAccountId(tx, "wallet.lot", draft.currency, draft.accountId, id),
      kind: draft.kind,
      currency: draft.currency,
      grantedNanos: draft.amountNanos,
      reason: draft.reason,
      expiresAt: draft.expiresAt === null ? null : new Date(draft.expiresAt),
      openedAt: new Date(draft.now),
    },
  });
  await postJournal(tx, {
    kind: draft.journalKind,
    accountId: draft.accountId,
    currency: draft.currency,
    decisionId: draft.decisionId,
    effectiveAt: draft.now,
    recordedAt: draft.now,
    postings: [
      { code: draft.from, amountNanos: draft.amountNanos },
      { code: "wallet.lot", reference: id, amountNanos: -draft.amountNanos },
    ],
  });
  return id;
}

/** Closes a lot for good; what was left of it has been posted away before. */
export async function closeLot(
  tx: Tx,
  lotId: string,
  state: "revoked" | "expired" | "spent",
  now: Instant,
): Promise<void> {
  await tx.creditLot.update({ where: { id: lotId }, data: { state, closedAt: new Date(now) } });
}
