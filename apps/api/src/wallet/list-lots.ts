import type { CreditLotState } from "@tenure/core/credits";
import { Prisma } from "../generated/prisma/client.ts";
import type { LotKind } from "@tenure/core/policy";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import type { Lot } from "../ledger/lots.ts";

/** What a list of lots is narrowed to. */
export interface LotFilter {
  readonly state?: CreditLotState | undefined;
  readonly kind?: LotKind | undefined;
}

interface LotRow {
  readonly id: string;
  readonly kind: LotKind;
  readonly state: CreditLotState;
  readonly granted_nanos: bigint;
  readonly remaining: string;
  readonly reason: string | null;
  readonly order_id: string | null;
  readonly opened_at: Date;
  readonly expires_at: Date | null;
  readonly closed_at: Date | null;
}

/**
 * Lots of an account in the order their owner asks about them: what expires next first, then what never expires, then
 * what is over, the latest first. A cursor is the last lot of the page before.
 */
export async function listLots(
  tx: Tx,
  accountId: string,
  now: Instant,
  { state, kind }: LotFilter,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Lot[]> {
  const rows = await tx.$queryRaw<LotRow[]>`
    WITH lot AS (
      SELECT l.id, l.kind, l.granted_nanos, a.balance::text AS remaining, l.reason, l.order_id, l.opened_at, l.expires_at,
             l.closed_at, CASE WHEN l.state = 'open' AND l.expires_at <= ${now}::timestamptz THEN 'expired' ELSE l.state END AS state
        FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
       WHERE l.account_id = ${accountId}::uuid
    ), placed AS (
      SELECT lot.*, CASE WHEN state <> 'open' THEN 2 WHEN expires_at IS NULL THEN 1 ELSE 0 END AS part,
             extract(epoch FROM CASE WHEN state <> 'open' THEN timestamptz 'epoch' - (coalesce(closed_at, expires_at, opened_at) - timestamptz 'epoch')
                                     ELSE coalesce(expires_at, opened_at) END) AS place
        FROM lot
    )
    SELECT id, kind, state, granted_nanos, remaining, reason, order_id, opened_at, expires_at, closed_at FROM placed
     WHERE true ${state === undefined ? Prisma.empty : Prisma.sql`AND state = ${state}`}
       ${kind === undefined ? Prisma.empty : Prisma.sql`AND kind = ${kind}`}
       ${
         page.cursor === undefined
           ? Prisma.empty
           : Prisma.sql`AND (part, place, id) > (SELECT part, place, id FROM placed WHERE id = ${page.cursor}::uuid)`
       }
     ORDER BY part, place, id LIMIT ${page.limit}`;
  return rows.map((row) => ({
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
  }));
}
