import { runAutoTopUp } from "@tenure/core/auto-top-up";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { insertTopUpOrder } from "../top-ups/insert-order.ts";
import { readBalance } from "./facts.ts";
import { billingFacts } from "../accounts/billing-facts.ts";
import { dayOf, readAutoTopUp } from "./row.ts";

/**
 * Decides whether the card is charged now, and if so writes the order it is charged for, before anybody is asked to
 * charge it: the order is under way, and counts in its month, from this commit on.
 */
export const startAutoTopUp = (tax: TaxCalculator) =>
  decisionCommand({
    name: "auto_top_up.start",
    input: z.strictObject({}),
    rule: runAutoTopUp,
    facts: (reading) => runFacts(reading, tax),
    async apply(acting, _input, effects) {
      if (effects === null) throw new Error("granted without effects");
      const { tx, now, context } = acting;
      const accountId = context.accountId ?? "";
      const { orderId, number } = await insertTopUpOrder(acting, effects, true);
      await tx.autoTopUp.update({
        where: { accountId, state: "on", pendingOrderId: null },
        data: {
          pendingOrderId: orderId,
          calledAt: null,
          month: dayOf(effects.month),
          monthChargedNanos: effects.monthChargedNanos,
          updatedAt: new Date(now),
        },
      });
      return {
        answer: { orderId, number },
        target: { kind: "order", id: orderId },
        after: {
          state: "pending",
          automatic: true,
          month: effects.month,
          monthChargedNanos: effects.monthChargedNanos.toString(),
        },
      };
    },
  });

async function runFacts({ tx, now, context }: Reading, tax: TaxCalculator) {
  const account = await readAccount(tx, context.accountId ?? "");
  const row = await readAutoTopUp(tx, account.id);
  if (row === null) throw new AppError("not_found", "Automatic top-up was never switched on.");
  const holder = await currentHolderPeriod(tx, account.id);
  // Card and consent count only as those of the present holder (C4.10).
  const method =
    row.paymentMethodId === null
      ? null
      : await tx.paymentMethod.findFirst({
          where: { id: row.paymentMethodId, holderPeriodId: holder.id, endedAt: null },
          select: { id: true },
        });
  const consent =
    row.consentId === null
      ? null
      : await tx.consent.findFirst({
          where: { id: row.consentId, holderPeriodId: holder.id, kind: "auto_top_up" },
        });
  const { taxBps } = await billingFacts(tx, account.id, tax);
  return {
    now,
    currency: account.currency,
    accountState: account.state,
    zone: account.timeZone,
    state: row.state,
    amountNanos: row.amountNanos,
    thresholdNanos: row.thresholdNanos,
    monthlyCapNanos: row.monthlyCapNanos,
    taxBps,
    paymentMethodId: method?.id ?? null,
    consent:
      consent === null
        ? null
        : {
            version: consent.version,
            language: consent.language === "zh" ? ("zh" as const) : ("en" as const),
            hash: consent.textHash,
          },
    month: row.month,
    monthChargedNanos: row.monthChargedNanos,
    orderPending: row.pendingOrderId !== null,
    ...(await readBalance(tx, account, now)),
  };
}
