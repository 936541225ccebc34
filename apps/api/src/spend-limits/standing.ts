import type { SpendLimits } from "@tenure/core/contract";
import type { SpendLimitFacts } from "@tenure/core/credits";
import { toMoney } from "@tenure/core/money";
import { firstOfMonth, type LocalDate, localDateOf } from "@tenure/core/statements";
import type { Instant } from "@tenure/core/time";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** Where an account stands in its own limits, in the present local day and month. */
export interface SpendStanding {
  readonly facts: Omit<SpendLimitFacts, "requestedNanos">;
  readonly today: LocalDate;
  /** First day of the present local month. */
  readonly month: LocalDate;
  readonly warnedDay: boolean;
  readonly warnedMonth: boolean;
}

/** Reads limits and counters. A counter of an earlier day or month stands for nothing spent in the present one. */
export async function readStanding(
  tx: Tx,
  account: Pick<AccountFacts, "id" | "timeZone">,
  now: Instant,
): Promise<SpendStanding> {
  const wallet = await tx.wallet.findUnique({ where: { accountId: account.id } });
  if (wallet === null) throw new AppError("not_found", "No such account.");
  const today = localDateOf(now, account.timeZone);
  const month = firstOfMonth(today);
  const isToday = dateOf(wallet.day) === today;
  const isThisMonth = dateOf(wallet.month) === month;
  return {
    facts: {
      dayLimitNanos: wallet.dayLimitNanos,
      monthLimitNanos: wallet.monthLimitNanos,
      daySpentNanos: isToday ? wallet.daySpentNanos : 0n,
      monthSpentNanos: isThisMonth ? wallet.monthSpentNanos : 0n,
      heldNanos: wallet.heldNanos,
      warnBps: wallet.warnBps,
    },
    today,
    month,
    warnedDay: dateOf(wallet.warnedDay) === today,
    warnedMonth: dateOf(wallet.warnedMonth) === month,
  };
}

const dateOf = (date: Date | null): LocalDate | null => date?.toISOString().slice(0, 10) ?? null;

/** The standing as the API shows it. */
export function showStanding(
  { facts, today, month, warnedDay, warnedMonth }: SpendStanding,
  { currency }: Pick<AccountFacts, "currency">,
): SpendLimits {
  const money = (amountNanos: bigint) => toMoney(amountNanos, currency);
  const limit = (limitNanos: bigint | null) => (limitNanos === null ? null : money(limitNanos));
  return {
    day: {
      limit: limit(facts.dayLimitNanos),
      spent: money(facts.daySpentNanos),
      startsOn: today,
      warned: warnedDay,
    },
    month: {
      limit: limit(facts.monthLimitNanos),
      spent: money(facts.monthSpentNanos),
      startsOn: month,
      warned: warnedMonth,
    },
    held: money(facts.heldNanos),
    warnAtPercent: Math.round(facts.warnBps / 100),
  };
}
