import { autoTopUpLifecycle, chargedIn, nextMonthStart } from "@tenure/core/auto-top-up";
import { type AutoTopUp, autoTopUpSchema } from "@tenure/core/contract";
import { actionsFor } from "@tenure/core/lifecycle";
import { isCurrency, minorToNanos, toMoney } from "@tenure/core/money";
import type { Instant } from "@tenure/core/time";
import { currentHolderPeriod } from "../accounts/holder.ts";
import type { AccountFacts } from "../accounts/account-facts.ts";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { type AutoTopUpRow, readAutoTopUp } from "./row.ts";

/** How many of its last top-ups are shown. */
const SHOWN_RUNS = 10;

/** Automatic top-up of the account: state, terms, this month against its cap, the last runs. */
export const get = procedureFor("auto_top_up.read", {
  method: "get",
  path: "/auto-top-up",
  summary: "Automatic top-up: its state, terms, this month's charges and last runs",
})
  .input(accountInput({}))
  .output(autoTopUpSchema)
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, ctx.account.id);
      const row = await readAutoTopUp(tx, ctx.account.id);
      return {
        ...(await showAutoTopUp(tx, ctx.account, row, now)),
        runs: await lastRuns(tx, ctx.account),
        actions: actionsFor(autoTopUpLifecycle, row?.state ?? autoTopUpLifecycle.initial, ctx.role),
      };
    }),
  );

async function showAutoTopUp(
  tx: Tx,
  account: AccountFacts,
  row: AutoTopUpRow | null,
  now: Instant,
): Promise<Omit<AutoTopUp, "runs" | "actions">> {
  const money = (amountNanos: bigint) => toMoney(amountNanos, account.currency);
  const nextMonthAt = nextMonthStart(now, account.timeZone);
  if (row === null)
    return {
      state: "off",
      terms: null,
      monthCharged: money(0n),
      nextMonthAt,
      cappedUntil: null,
      consentedAt: null,
      stopped: null,
    };
  const holder = await currentHolderPeriod(tx, account.id);
  // Terms, card and consent of an earlier holder are theirs alone (C4.10).
  const consent =
    row.consentId === null
      ? null
      : await tx.consent.findFirst({ where: { id: row.consentId, holderPeriodId: holder.id } });
  const method =
    row.paymentMethodId === null
      ? null
      : await tx.paymentMethod.findFirst({
          where: { id: row.paymentMethodId, holderPeriodId: holder.id, endedAt: null },
        });
  const charged = chargedIn({ month: row.month, chargedNanos: row.monthChargedNanos }, now, account.timeZone);
  return {
    state: row.state,
    terms:
      consent === null
        ? null
        : {
            amount: money(row.amountNanos),
            threshold: money(row.thresholdNanos),
            monthlyCap: money(row.monthlyCapNanos),
            method: method?.label ?? null,
            paymentMethodId: method?.id ?? null,
          },
    monthCharged: money(charged.chargedNanos),
    nextMonthAt,
    cappedUntil:
      row.state === "on" && row.quietUntil !== null && row.quietUntil.toISOString() > now
        ? row.quietUntil.toISOString()
        : null,
    consentedAt: consent?.givenAt.toISOString() ?? null,
    stopped: row.stoppedCode === null ? null : { code: row.stoppedCode, message: row.stoppedMessage },
  };
}

async function lastRuns(tx: Tx, account: AccountFacts): Promise<AutoTopUp["runs"]> {
  const orders = await tx.order.findMany({
    where: { accountId: account.id, automatic: true },
    orderBy: { id: "desc" },
    take: SHOWN_RUNS,
  });
  return orders.map((order) => {
    const currency = isCurrency(order.currency) ? order.currency : account.currency;
    return {
      orderId: order.id,
      number: order.number,
      // The CHECK constraint repeats the lifecycle's states; a test compares both.
      state: order.state as AutoTopUp["runs"][number]["state"],
      total: toMoney(minorToNanos(order.totalMinor, currency), currency),
      credits: toMoney(order.amountNanos, currency),
      bonus: toMoney(order.bonusNanos, currency),
      startedAt: order.createdAt.toISOString(),
      paidAt: order.paidAt?.toISOString() ?? null,
      decisionId: order.decisionId,
    };
  });
}
