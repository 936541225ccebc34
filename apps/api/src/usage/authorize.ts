import { authorizeUsageSchema } from "@tenure/core/contract";
import { authorizeUsage as rule, creditFreeNanos, planFreeNanos, planRepayment } from "@tenure/core/credits";
import { fromMoney } from "@tenure/core/money";
import { maxCost, RatingError, type ServiceTier } from "@tenure/core/pricing";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { readFunds } from "./funds.ts";
import { readHold, showHold } from "./holds.ts";
import { type PriceAt, readPrices } from "./prices.ts";
import { payFromLots } from "./write-charges.ts";

/** Promises the most a request can cost before it runs. Two holds never promise the same nano: the account is locked. */
export const authorizeUsage = decisionCommand({
  name: "usage.authorize",
  input: authorizeUsageSchema,
  rule,
  async facts({ tx, now, context }, input) {
    const account = await readAccount(tx, context.accountId ?? "");
    const funds = await readFunds(tx, account, now);
    const priceAt = await readPrices(tx, [input.model], account.currency);
    const requestedNanos =
      input.amount === undefined
        ? dearest(priceAt, input.model, now, {
            input: input.maxInputTokens ?? 0,
            output: input.maxOutputTokens ?? 0,
            tier: input.serviceTier ?? "standard",
          })
        : priceAt(input.model, now) === null
          ? null
          : fromMoney(input.amount);
    return {
      now,
      currency: account.currency,
      accountState: account.state,
      model: input.model,
      modelPriced: requestedNanos !== null,
      requestedCurrency: input.amount?.currency ?? account.currency,
      requestedNanos: requestedNanos ?? 0n,
      planFreeNanos: planFreeNanos(funds.plan, now, now),
      termId: funds.plan?.termId ?? null,
      creditFreeNanos: creditFreeNanos(funds.lots, funds.heldCreditNanos, now),
      debtNanos: funds.debtNanos,
      timeToLiveSeconds: input.timeToLiveSeconds ?? null,
    };
  },
  async apply(acting, { model }, effects) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, policy, context } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    if (effects.repayNanos > 0n) {
      const { lots } = await readFunds(tx, account, now);
      const { burns } = planRepayment(lots, effects.repayNanos, policy.credits.burnOrder, now);
      await payFromLots(acting, account, "usage.debt_repaid", burns);
    }
    const id = newId();
    await tx.usageHold.createMany({
      data: {
        id,
        accountId: account.id,
        termId: effects.termId,
        apiKeyId: context.actor.kind === "api_key" ? context.actor.id : null,
        model,
        amountNanos: effects.amountNanos,
        planNanos: effects.planNanos,
        leftPlanNanos: effects.planNanos,
        leftCreditNanos: effects.amountNanos - effects.planNanos,
        batchId: acting.commandId,
        openedAt: new Date(now),
        expiresAt: new Date(effects.expiresAt),
      },
    });
    const hold = await readHold(tx, account.id, id);
    if (hold === null) throw new Error("the hold was not written");
    return {
      answer: showHold(hold, account.currency),
      target: { kind: "usage_hold", id },
      after: { amountNanos: effects.amountNanos.toString(), expiresAt: effects.expiresAt },
    };
  },
});

/** The most the tokens can cost, or null where the model has no price for them. */
function dearest(
  priceAt: PriceAt,
  model: string,
  now: string,
  tokens: { readonly input: number; readonly output: number; readonly tier: ServiceTier },
): bigint | null {
  const price = priceAt(model, now);
  if (price === null) return null;
  try {
    return maxCost(price.rates, tokens.input, tokens.output, { tier: tokens.tier });
  } catch (error) {
    if (error instanceof RatingError && error.code === "rate_missing") return null;
    throw error;
  }
}
