import type { StatementView } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import {
  assembleStatement,
  daysBetween,
  firstOfMonth,
  type LocalDate,
  localDateOf,
  MAX_STATEMENT_DAYS,
  type Statement,
  type StatementFault,
} from "@tenure/core/statements";
import type { AccountFacts } from "../accounts/account-facts.ts";
import { readClock } from "../db/clock.ts";
import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { openAlert } from "../payments/alerts.ts";
import { MAX_MOVEMENTS, statementFacts } from "./statement-facts.ts";

/** The days a statement is asked for; without them, the present local month up to today. */
export interface StatementPeriod {
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

/** What reading a statement stands on. */
export interface StatementReading {
  readonly db: Database;
  readonly account: AccountFacts;
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

/**
 * A statement that adds up. Where it does not, the operator is told and nobody is shown a figure that may be wrong.
 * @throws AppError validation_failed for a period that is empty or too long, internal when the books disagree
 */
export async function readStatement(
  { db, account, read }: StatementReading,
  asked: StatementPeriod,
): Promise<StatementView> {
  const { made, period, now } = await read(async (tx) => {
    const readAt = await readClock(tx, account.id);
    const days = periodAsked(asked, localDateOf(readAt, account.timeZone));
    const facts = await statementFacts(tx, account.id, days.from, days.to);
    if (facts.movements.length > MAX_MOVEMENTS)
      throw new AppError("validation_failed", undefined, [
        { path: "from", message: `more than ${MAX_MOVEMENTS} movements; ask for a shorter period` },
      ]);
    return { made: assembleStatement(facts), period: days, now: readAt };
  });
  if (!made.adds) {
    await db.within(PLATFORM, (tx) => alertOf(tx, account.id, period, made));
    throw new AppError(
      "internal",
      "The statement does not add up, so it is not shown. We are looking into it.",
    );
  }
  return show(made, account, period, now);
}

function periodAsked({ from, to }: StatementPeriod, today: LocalDate): { from: LocalDate; to: LocalDate } {
  const last = to ?? today;
  const first = from ?? firstOfMonth(last);
  const days = daysBetween(first, last) + 1;
  const problem =
    days < 1
      ? { path: "to", message: "must not come before from" }
      : days > MAX_STATEMENT_DAYS
        ? { path: "from", message: `at most ${MAX_STATEMENT_DAYS} days` }
        : null;
  if (problem !== null) throw new AppError("validation_failed", undefined, [problem]);
  return { from: first, to: last };
}

const alertOf = (
  tx: Tx,
  accountId: string,
  period: { from: LocalDate; to: LocalDate },
  { fault, day, expectedNanos, foundNanos }: StatementFault,
): Promise<void> =>
  openAlert(tx, "statement_mismatch", accountId, accountId, accountId, {
    ...period,
    fault,
    day,
    expectedNanos: expectedNanos.toString(),
    foundNanos: foundNanos.toString(),
  });

function show(
  { openingNanos, lines, usageNanos, movedInNanos, movedOutNanos, closingNanos }: Statement,
  account: AccountFacts,
  period: { from: LocalDate; to: LocalDate },
  issuedAt: string,
): StatementView {
  const money = (amountNanos: bigint) => toMoney(amountNanos, account.currency);
  return {
    accountName: account.name,
    timeZone: account.timeZone,
    ...period,
    issuedAt,
    opening: money(openingNanos),
    usage: money(usageNanos),
    movedIn: money(movedInNanos),
    movedOut: money(movedOutNanos),
    lines: lines.map((line) => {
      const { day, amountNanos, balanceNanos } = line;
      const shared = { day, amount: money(amountNanos), balance: money(balanceNanos) };
      if (line.type === "usage") return { type: "usage", ...shared };
      const { kind, at, reference, journalId } = line;
      return { type: "movement", ...shared, kind, at, reference, journalId };
    }),
    closing: money(closingNanos),
  };
}
