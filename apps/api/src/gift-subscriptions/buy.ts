import { digestOf } from "@tenure/core/decision";
import { buyGiftSubscription } from "@tenure/core/gift-subscriptions";
import { isCurrency, nanosToMinorFloor } from "@tenure/core/money";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { billingFacts } from "../accounts/billing-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { lineOfText, linesOfText } from "../accounts/input.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { planOf } from "./row.ts";

/** Longer than any policy allows, so that the rule says what is too long. */
const LONGEST_MESSAGE = 2000;

/** An address to write to, compared without case. */
export const recipientEmailSchema = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase());

/** What a giver says. */
export const giftShape = {
  planPriceId: z.uuid(),
  /** How many terms, one after the other. */
  terms: z.int().min(0).max(1000),
  recipientEmail: recipientEmailSchema,
  /** As the giver signs. */
  senderName: lineOfText(80),
  message: linesOfText(LONGEST_MESSAGE).nullable().default(null),
  /** Of the mail to the recipient. */
  language: z.enum(["en", "zh"]),
  /** Null: as soon as it is paid. */
  deliverAt: z.iso.datetime().nullable().default(null),
};

const input = z.strictObject({
  ...giftShape,
  consents: z.strictObject({
    termsVersion: z.string().max(40),
    termsHash: z.string().regex(/^[0-9a-f]{64}$/),
    language: z.enum(["en", "zh"]),
  }),
  /** The login that agreed; set by the door, never by the caller. */
  loginId: z.uuid(),
});

/**
 * Buys a subscription for somebody else (R2.7): reviews it, and makes a pending order with what the giver asked for.
 * Paying happens on the provider's page; the gift begins with the payment.
 */
export const buyGift = (tax: TaxCalculator) =>
  decisionCommand({
    name: "gift_subscriptions.buy",
    input,
    rule: buyGiftSubscription,
    facts: (reading, request) => buyFacts(reading, request, tax),
    async apply({ tx, now, policy, context, decisionId, outbox }, request, effects) {
      if (effects === null) throw new Error("granted without effects");
      const account = await readAccount(tx, context.accountId ?? "");
      const holder = await currentHolderPeriod(tx, account.id);
      const [numbered] = await tx.$queryRaw<{ number: string }[]>`
        SELECT 'GFT-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('order_number')::text, 5, '0') AS number`;
      const orderId = newId();
      const number = numbered?.number ?? orderId;
      await tx.order.createMany({
        data: {
          id: orderId,
          number,
          accountId: account.id,
          holderPeriodId: holder.id,
          kind: "gift_subscription",
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
      await tx.giftOrder.createMany({
        data: {
          orderId,
          accountId: account.id,
          terms: request.terms,
          recipientEmail: request.recipientEmail,
          senderName: request.senderName,
          message: request.message,
          language: request.language,
          deliverAt: request.deliverAt === null ? null : new Date(request.deliverAt),
        },
      });
      await tx.consent.createMany({
        data: ["terms", "charge"].map((kind) => ({
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
        answer: { orderId, number, expiresAt: effects.expiresAt },
        target: { kind: "order", id: orderId },
        after: { state: "pending", planPriceId: request.planPriceId, terms: request.terms },
      };
    },
  });

async function buyFacts({ tx, now, context }: Reading, request: z.infer<typeof input>, tax: TaxCalculator) {
  const account = await readAccount(tx, context.accountId ?? "");
  const price = await tx.planPrice.findUnique({
    where: { id: request.planPriceId },
    include: { plan: true },
  });
  if (price === null || price.effectiveFrom.toISOString() > now || !isCurrency(price.currency))
    throw new AppError("not_found", "No such plan price.");
  const newest = await tx.planPrice.findFirst({
    where: {
      planId: price.planId,
      interval: price.interval,
      currency: price.currency,
      effectiveFrom: { lte: new Date(now) },
    },
    orderBy: { version: "desc" },
    select: { id: true },
  });
  return {
    now,
    currency: account.currency,
    accountState: account.state,
    ...(await billingFacts(tx, account.id, tax)),
    plan: {
      planPriceId: price.id,
      ...planOf(price),
      currency: price.currency,
      amountNanos: price.amountNanos,
      includedUsageNanos: price.includedUsageNanos,
      forSale: price.plan.onSale,
      current: newest?.id === price.id,
    },
    terms: request.terms,
    recipientHash: digestOf(request.recipientEmail),
    messageHash: request.message === null ? null : digestOf(request.message),
    // Characters as people count them, not as the machine stores them.
    messageLength: request.message === null ? 0 : [...request.message].length,
    deliverAt: request.deliverAt === null ? null : new Date(request.deliverAt).toISOString(),
  };
}
