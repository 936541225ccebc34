import { lotSchema } from "@tenure/core/contract";
import { creditLotStates } from "@tenure/core/credits";
import { isCurrency } from "@tenure/core/money";
import { z } from "zod";
import { Prisma } from "../generated/prisma/client.ts";
import type { Lot } from "../ledger/lots.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { showLot } from "./show-lot.ts";

const giftSchema = z.strictObject({
  /** The lot's id. */
  id: z.uuid(),
  lot: lotSchema,
  account: z.strictObject({ id: z.uuid(), name: z.string() }),
  /** Name of the administrator who gave it; null where that login is gone. */
  givenBy: z.string().nullable(),
});

interface GiftRow {
  readonly id: string;
  readonly state: Lot["state"];
  readonly currency: string;
  readonly granted_nanos: bigint;
  readonly remaining: string;
  readonly reason: string | null;
  readonly opened_at: Date;
  readonly expires_at: Date | null;
  readonly closed_at: Date | null;
  readonly account_id: string;
  readonly account_name: string;
  readonly now: Date;
  readonly given_by: string | null;
}

/** Gifts of all accounts, newest first; narrowed to a state, or to a text in the reason or the account's name. */
export const searchGifts = staffProcedureFor("wallet.search")
  .input(
    z.strictObject({
      ...pageShape,
      state: z.enum(creditLotStates).optional(),
      query: z.string().trim().min(2).max(200).optional(),
    }),
  )
  .output(pageOf(giftSchema))
  .query(({ ctx, input: { limit, cursor, state, query } }) =>
    ctx.read(async (tx) => {
      // LIKE's own characters are characters like any other here.
      const contains = query === undefined ? null : `%${query.replace(/[\\%_]/g, "\\$&")}%`;
      const rows = await tx.$queryRaw<GiftRow[]>`
        SELECT l.id, l.state, l.currency, l.granted_nanos, b.balance::text AS remaining, l.reason, l.opened_at,
               l.expires_at, l.closed_at, l.account_id, a.name AS account_name, tenure_now(l.account_id) AS now,
               (SELECT u.name FROM audit_row r JOIN auth_user u ON u.id::text = r.actor_id
                 WHERE r.account_id = l.account_id AND r.action = 'wallet.grant_gift' AND r.target_id = l.id::text
                 LIMIT 1) AS given_by
          FROM credit_lot l JOIN ledger_account b ON b.id = l.ledger_account_id JOIN account a ON a.id = l.account_id
         WHERE l.kind = 'gift'
           ${state === undefined ? Prisma.empty : Prisma.sql`AND CASE WHEN l.state = 'open' AND l.expires_at <= tenure_now(l.account_id) THEN 'expired' ELSE l.state END = ${state}`}
           ${contains === null ? Prisma.empty : Prisma.sql`AND (l.reason ILIKE ${contains} OR a.name ILIKE ${contains})`}
           ${cursor === undefined ? Prisma.empty : Prisma.sql`AND l.id < ${cursor}::uuid`}
         ORDER BY l.id DESC LIMIT ${limit + 1}`;
      return toPage(rows, limit, (row) => {
        const lot: Lot = {
          id: row.id,
          kind: "gift",
          state: row.state,
          grantedNanos: row.granted_nanos,
          remainingNanos: BigInt(row.remaining),
          reason: row.reason,
          orderId: null,
          openedAt: row.opened_at.toISOString(),
          expiresAt: row.expires_at?.toISOString() ?? null,
          closedAt: row.closed_at?.toISOString() ?? null,
        };
        return {
          id: row.id,
          lot: showLot(lot, isCurrency(row.currency) ? row.currency : "USD", row.now.toISOString()),
          account: { id: row.account_id, name: row.account_name },
          givenBy: row.given_by,
        };
      });
    }),
  );
