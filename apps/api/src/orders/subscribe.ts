import { nanosToMinorFloor } from "@tenure/core/money";
import { purchaseSubscription } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { billingFacts } from "../accounts/billing-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { priceInForce } from "../catalog/price-in-force.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import type { TaxCalculator } from "./tax.ts";

const input = z.strictObject({
  planPriceId: z.uuid(),
  /** What the customer agreed to on the review step (T1.2, T2.1). */
  consents: z.strictObject({
    /** Version of the terms that were shown, with the hash of their text. */
    termsVersion: z.string().max(40),
    termsHash: z.string().regex(/^[0-9a-f]{64}$/),
    language: z.enum(["en", "zh"]),
  }),
  /** The login that agreed; set by the door, never by the caller. */
  loginId: z.uuid(),
});

type Input = z.infer<typeof input>;

/**
 * Buys a subscription: reviews it, and makes a pending order with the consents it was bought under. Paying happens on
 * the provider's page; the subscription starts when the payment arrives.
 */
export const subscribe = (tax: TaxCalculator) =>
  decisionCommand({
    name: "orders.subscribe",
    input,
    rule: purchaseSubscription,
    facts: (reading, request) => purchaseFacts(reading, request, tax),
    async apply({ tx, now, policy, context, decisionId, outbox }, request, effects) {
      if (effects === null) throw new Error("granted without effects");
      const account = await readAccount(tx, context.accountId ?? "");
      const holder = await currentHolderPeriod(tx, account.id);
      const [numbered] = await tx.$queryRaw<{ number: string }[]>`
        SELECT 'SUB-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('order_number')::text, 5, '0') AS number`;
      const orderId = newId();
      await tx.order.createMany({
        data: {
          id: orderId,
          number: numbered?.number ?? orderId,
          accountId: account.id,
          holderPeriodId: holder.id,
          kind: "subscription",
          currency: account.currency,
          amountNanos: effects.amountNanos,
          taxNanos: effects.taxNanos,
          totalMinor: nanosToMinorFloor(effects.totalNanos, account.currency),
          policyVersion: policy.version,
          planPriceId: request.planPriceId,
          decisionId: decisionId ?? "",
          provider: "stripe",
          createdAt: new Date(now),
          expiresAt: new Date(effects.expiresAt),
        },
      });
      await tx.consent.createMany({
        data: ["terms", "charge", "renewal"].map((kind) => ({
          accountId: account.id,
          holderPeriodId: holder.id,
          loginId: request.loginId,
          orderId,
          kind,
          version: request.consents.termsVersion,
          textHash: request.consents.termsHash,
          language: request.consents.language,
          givenAt: new Date(now),
        })),
      });
      // The door opens the payment page right after the commit; the job does it where the door died.
      await outbox.enqueue(tx, "orders.open_checkout", { orderId }, { startAfterSeconds: 5 });
      return {
        answer: { orderId, number: numbered?.number ?? orderId, expiresAt: effects.expiresAt },
        target: { kind: "order", id: orderId },
        after: { state: "pending", planPriceId: request.planPriceId },
      };
    },
  });

async function purchaseFacts({ tx, now, context }: Reading, request: Input, tax: TaxCalculator) {
  const account = await readAccount(tx, context.accountId ?? "");
  const price = await tx.planPrice.findUnique({
    where: { id: request.planPriceId },
    include: { plan: true },
  });
  // T1.1: the fees are those listed. A version that was replaced, or taken back, is not on sale any more.
  if (price === null || !price.plan.onSale || (await priceInForce(tx, price, now))?.id !== price.id)
    throw new AppError("not_found", "No such plan price.");
  const running = await runningSubscription(tx, account.id);
  return {
    now,
    currency: account.currency,
    accountState: account.state,
    zone: account.timeZone,
    plan: {
      planPriceId: price.id,
      planId: price.planId,
      interval: price.interval === "year" ? ("year" as const) : ("month" as const),
      currency: price.currency as typeof account.currency,
      amountNanos: price.amountNanos,
      includedUsageNanos: price.includedUsageNanos,
    },
    ...(await billingFacts(tx, account.id, tax)),
    runningPlanId: running?.planId ?? null,
  };
}
