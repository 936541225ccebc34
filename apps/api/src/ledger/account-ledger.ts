import { lotKindSchema } from "@tenure/core/contract";
import { moneySchema } from "@tenure/core/money";
import { localDateSchema, plusDays, startOfDay } from "@tenure/core/statements";
import { type Instant, instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { accountInput, pageOf, pageShape } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { balancesAt, type LedgerTime, timeColumn } from "./balances.ts";
import { bookMoney, journalSchema, readJournals } from "./show-journal.ts";

/** An account's own ledger accounts with what they hold: now, or rebuilt as they were at an instant. */
export const listLedgerAccounts = procedureFor("ledger.read")
  .input(
    accountInput({
      at: instantSchema.exactOptional(),
      by: z.enum(["effective", "recorded"]).default("recorded"),
    }),
  )
  .output(
    z.strictObject({
      at: instantSchema,
      accounts: z.array(
        z.strictObject({
          ledgerAccountId: z.uuid(),
          code: z.string(),
          reference: z.string().nullable(),
          /** Which credits it holds; null where it is not the account of a credit lot. */
          lotKind: lotKindSchema.nullable(),
          balance: moneySchema,
          journals: z.int(),
        }),
      ),
    }),
  )
  .query(({ ctx, input }) =>
    ctx.read(async (tx) => {
      const at = input.at ?? (await readClock(tx, ctx.account.id));
      const balances = await balancesAt(tx, { accountId: ctx.account.id, at, by: input.by });
      const lots = await tx.creditLot.findMany({
        where: { ledgerAccountId: { in: balances.map((each) => each.ledgerAccountId) } },
        select: { ledgerAccountId: true, kind: true },
      });
      const kindOf = new Map(lots.map((lot) => [lot.ledgerAccountId, lotKindSchema.parse(lot.kind)]));
      return {
        at,
        accounts: balances.map(({ balanceNanos, currency, ...each }) => ({
          ...each,
          lotKind: kindOf.get(each.ledgerAccountId) ?? null,
          balance: bookMoney(balanceNanos, currency),
        })),
      };
    }),
  );

const filters = {
  /** Kind of movement, such as `gift.granted`. */
  kind: z
    .string()
    .regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/)
    .exactOptional(),
  /** First and last local day of the account, both included. */
  from: localDateSchema.exactOptional(),
  to: localDateSchema.exactOptional(),
  /** By which of its two times a journal is looked for and ordered. */
  by: z.enum(["effective", "recorded"]).default("recorded"),
};

/** An account's journals with all their postings, newest first, each with what the wallet was worth after it. */
export const listJournals = procedureFor("ledger.read")
  .input(accountInput({ ...pageShape, ...filters }))
  .output(pageOf(journalSchema.extend({ walletAfter: moneySchema })))
  .query(({ ctx, input: { limit, cursor, kind, from, to, by } }) =>
    ctx.read(async (tx) => {
      const { id: accountId, timeZone, currency } = ctx.account;
      const rows = await readPage(tx, {
        accountId,
        limit: limit + 1,
        cursor,
        kind,
        by,
        start: from === undefined ? undefined : startOfDay(from, timeZone),
        end: to === undefined ? undefined : startOfDay(plusDays(to, 1), timeZone),
      });
      const shown = rows.slice(0, limit);
      const journals = await readJournals(
        tx,
        shown.map((row) => row.id),
      );
      return {
        items: journals.map((journal) => ({
          ...journal,
          walletAfter: bookMoney(BigInt(shown.find((row) => row.id === journal.id)?.worth ?? 0), currency),
        })),
        nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    }),
  );

interface PageWanted {
  readonly accountId: string;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly kind: string | undefined;
  readonly by: LedgerTime;
  readonly start: Instant | undefined;
  /** Exclusive. */
  readonly end: Instant | undefined;
}

/** What the wallet was worth after a journal is the opening of its day and that day's movements up to it. */
function readPage(tx: Tx, { accountId, limit, cursor, kind, by, start, end }: PageWanted) {
  const time = timeColumn(by);
  return tx.$queryRaw<{ id: string; worth: string }[]>`
    SELECT page.id, (coalesce(d.opening_nanos, 0) + m.moved)::text AS worth
      FROM (SELECT j.id, j.recorded_at, ${time} AS ordered_at FROM ledger_journal j
             WHERE j.account_id = ${accountId}::uuid
               ${kind === undefined ? Prisma.empty : Prisma.sql`AND j.kind = ${kind}`}
               ${start === undefined ? Prisma.empty : Prisma.sql`AND ${time} >= ${start}::timestamptz`}
               ${end === undefined ? Prisma.empty : Prisma.sql`AND ${time} < ${end}::timestamptz`}
               ${
                 cursor === undefined
                   ? Prisma.empty
                   : Prisma.sql`AND (${time}, j.id) < (SELECT ${time}, j.id FROM ledger_journal j
                       WHERE j.id = ${cursor}::uuid AND j.account_id = ${accountId}::uuid)`
               }
             ORDER BY ${time} DESC, j.id DESC LIMIT ${limit}) AS page
      LEFT JOIN LATERAL (SELECT opening_nanos, starts_at FROM wallet_day
                          WHERE account_id = ${accountId}::uuid AND starts_at <= page.recorded_at
                          ORDER BY day DESC LIMIT 1) AS d ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(-sum(p.amount), 0) AS moved FROM ledger_journal k JOIN ledger_posting p ON p.journal_id = k.id
          JOIN ledger_account l ON l.id = p.ledger_account_id AND l.code IN ('wallet.lot', 'wallet.debt')
         WHERE k.account_id = ${accountId}::uuid AND k.recorded_at >= d.starts_at
           AND (k.recorded_at, k.id) <= (page.recorded_at, page.id)) AS m
     ORDER BY page.ordered_at DESC, page.id DESC`;
}
