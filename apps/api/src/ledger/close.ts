import { sumNanos } from "@tenure/core/credits";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";
import { type Acting, type CommandContext, plainCommand } from "../command/command.ts";
import type { CommandRunner, Outcome } from "../command/runner.ts";
import { readClock } from "../db/clock.ts";
import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { type Month, monthEnd, monthOf, monthSchema, monthStart } from "./month.ts";
import { type MonthBooks, readMonthBooks, totalsJson } from "./month-books.ts";

/** Why a month cannot be closed; a screen has words for each. */
export const CLOSE_OBSTACLES = [
  "month_is_closed",
  "month_is_running",
  "earlier_month_is_open",
  "books_do_not_add_up",
  "nothing_moved",
] as const;

/** One reason why a month cannot be closed. */
export interface CloseObstacle {
  readonly code: (typeof CLOSE_OBSTACLES)[number];
  /** In English, with what is in the way. */
  readonly message: string;
}

/** What a close would store, and what stands in its way. */
export interface ClosePreview {
  readonly month: Month;
  readonly books: readonly MonthBooks[];
  readonly obstacles: readonly CloseObstacle[];
}

/** What a close stored. */
type Closed = { month: Month; closedAt: Instant; digests: { currency: string; digest: string }[] };

/** Adding up a month of a large platform takes minutes; a day at a time, in transactions of their own. */
const PATIENCE = { timeoutMs: 10 * 60_000 };
const reading =
  (db: Database) =>
  <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    db.within(PLATFORM, work, PATIENCE);

/** What closing a month would store; nothing is written or locked. */
export async function previewClose(db: Database, month: Month): Promise<ClosePreview> {
  const books = await readMonthBooks(reading(db), month);
  const obstacles = await db.within(PLATFORM, async (tx) =>
    obstaclesOf(tx, month, books, await readClock(tx, null)),
  );
  return { month, books, obstacles };
}

/**
 * Closes a month: its totals and the digest over its postings are kept, and the database refuses everything that would
 * be effective in it from then on.
 * @throws AppError conflict, naming every obstacle
 */
export async function closeMonth(
  { db, runner }: { readonly db: Database; readonly runner: CommandRunner },
  month: Month,
  context: CommandContext,
): Promise<Outcome<Closed>> {
  // Whoever began to write before the month ended has ended too: what is read now is all there is.
  await db.within(PLATFORM, (tx) => tx.$queryRaw`SELECT ledger_await_writers()::text`);
  const books = await readMonthBooks(reading(db), month);
  return runner.run(closeCommand(books), { month }, context);
}

const closeCommand = (books: readonly MonthBooks[]) =>
  plainCommand({
    name: "ledger.close",
    input: z.strictObject({ month: monthSchema }),
    async apply({ tx, now, context }: Acting, { month }) {
      // Writers into months that are over share this lock (migration 0005): none of them comes between count and close.
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('tenure.ledger_close', 0))::text`;
      const [obstacle, ...others] = await obstaclesOf(tx, month, books, now);
      if (obstacle !== undefined)
        throw new AppError(
          "conflict",
          [obstacle, ...others].map((each) => each.message).join(" "),
          [obstacle, ...others].map(({ code, message }) => ({ path: code, message })),
        );
      if ((await journalsIn(tx, month)) !== journalsOf(books))
        throw new AppError("conflict", "The month moved while it was added up. Try again.");
      await tx.ledgerClose.createMany({
        data: books.map((each) => ({
          month: new Date(monthStart(month)),
          currency: each.currency,
          totals: totalsJson(each.totals),
          digest: each.digest,
          closedBy: `${context.actor.kind}:${context.actor.id}`,
          closedAt: new Date(now),
        })),
      });
      const digests = books.map(({ currency, digest }) => ({ currency, digest }));
      return {
        answer: { month, closedAt: now, digests },
        target: { kind: "ledger_month", id: month },
        after: { month, digests },
      };
    },
  });

async function obstaclesOf(
  tx: Tx,
  month: Month,
  books: readonly MonthBooks[],
  now: Instant,
): Promise<CloseObstacle[]> {
  const [state] = await tx.$queryRaw<{ openFrom: string | null; earliest: string | null; alerts: number }[]>`
    SELECT tenure_iso(ledger_open_from()) AS "openFrom",
           (SELECT tenure_iso(min(effective_at)) FROM ledger_journal
             WHERE effective_at >= coalesce(ledger_open_from(), '-infinity')) AS earliest,
           (SELECT count(*)::int FROM operator_alert WHERE kind = 'ledger_imbalance' AND resolved_at IS NULL) AS alerts`;
  const { openFrom = null, earliest = null, alerts = 0 } = state ?? {};
  if (openFrom !== null && monthStart(month) < openFrom)
    return [{ code: "month_is_closed", message: `${month} is closed already.` }];
  const obstacles: CloseObstacle[] = [];
  if (now < monthEnd(month))
    obstacles.push({ code: "month_is_running", message: `${month} ends only at ${monthEnd(month)}.` });
  if (earliest !== null && monthOf(earliest) < month)
    obstacles.push({
      code: "earlier_month_is_open",
      message: `${monthOf(earliest)} has movements and is open: close it first.`,
    });
  if (alerts > 0 || books.some(isLopsided))
    obstacles.push({
      code: "books_do_not_add_up",
      message: "The books do not add up: run tenure ledger check, mend what it finds and resolve the alert.",
    });
  if (journalsOf(books) === 0)
    obstacles.push({
      code: "nothing_moved",
      message: `Nothing moved in ${month}; the close of a later month closes it too.`,
    });
  return obstacles;
}

const isLopsided = ({ totals }: MonthBooks): boolean =>
  sumNanos(totals.map((each) => each.debitNanos)) !== sumNanos(totals.map((each) => each.creditNanos));

const journalsOf = (books: readonly MonthBooks[]): number =>
  books.reduce((sum, each) => sum + each.journals, 0);

/** Journals are never removed: as many as were added up means the same ones. One in two currencies counts in each. */
async function journalsIn(tx: Tx, month: Month): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT (j.id, p.currency))::int AS count FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id
     WHERE j.effective_at >= ${monthStart(month)}::timestamptz AND j.effective_at < ${monthEnd(month)}::timestamptz`;
  return row?.count ?? 0;
}
