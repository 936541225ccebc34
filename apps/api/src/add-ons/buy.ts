import { buyAddOn } from "@tenure/core/add-ons";
import { isCurrency, nanosToMinorFloor } from "@tenure/core/money";
import { plusMs } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { billingFacts } from "../accounts/billing-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { defaultPaymentMethod } from "../payment-methods/default.ts";

/** What is bought. */
export const purchaseShape = {
  addOnPriceId: z.uuid(),
  quantity: z.int().min(0).max(100_000),
};

const input = z.strictObject({
  ...purchaseShape,
  language: z.enum(["en", "zh"]),
  /** What was agreed to on the review; null: this is the review. */
  consent: z
    .strictObject({
      version: z.string().max(40),
      language: z.enum(["en", "zh"]),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .nullable(),
  /** The login that agreed; set by the door, never by the caller. */
  loginId: z.uuid(),
});

/**
 * Buys an add-on (T6.1): keeps the consent to exactly what will be charged, then the order, then what was bought. The
 * charge comes after this commit, by the door or by the job.
 */
export const buyAddOnCommand = (tax: TaxCalculator) =>
  decisionCommand({
    name: "add_ons.buy",
    input,
    rule: buyAddOn,
    facts: (reading, request) => buyFacts(reading, request, tax),
    async apply({ tx, now, policy, context, decisionId, outbox }, request, effects, decision) {
      const { consent } = request;
      if (effects === null || consent === null) throw new Error("nothing is charged without a consent");
      const account = await readAccount(tx, context.accountId ?? "");
      const holder = await currentHolderPeriod(tx, account.id);
      const { paymentMethodId } = buyAddOn.facts.parse(decision.facts);
      if (paymentMethodId === null) throw new Error("granted without a card");
      const [numbered] = await tx.$queryRaw<{ number: string }[]>`
        SELECT 'ADD-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('order_number')::text, 5, '0') AS number`;
      const orderId = newId();
      const consentId = newId();
      const number = numbered?.number ?? orderId;
      const totalMinor = nanosToMinorFloor(effects.totalNanos, account.currency);
      // In this order: the database takes no order of an add-on before its consent is there.
      await tx.consent.createMany({
        data: {
          id: consentId,
          accountId: account.id,
          holderPeriodId: holder.id,
          loginId: request.loginId,
          orderId,
          kind: "add_on",
          version: effects.consentVersion,
          textHash: effects.consentHash,
          language: consent.language,
          totalMinor,
          currency: account.currency,
          paymentMethodId,
          givenAt: new Date(now),
        },
      });
      await tx.order.createMany({
        data: {
          id: orderId,
          number,
          accountId: account.id,
          holderPeriodId: holder.id,
          kind: "add_on",
          currency: account.currency,
          amountNanos: effects.amountNanos,
          taxNanos: effects.taxNanos,
          totalMinor,
          policyVersion: policy.version,
          decisionId: decisionId ?? "",
          provider: "stripe",
          createdAt: new Date(now),
          expiresAt: new Date(plusMs(now, policy.subscriptions.checkoutMinutes * 60_000)),
        },
      });
      await tx.addOnPurchase.createMany({
        data: {
          orderId,
          accountId: account.id,
          addOnPriceId: request.addOnPriceId,
          quantity: request.quantity,
          paymentMethodId,
          consentId,
          createdAt: new Date(now),
        },
      });
      // The door charges right after the commit; the job does it where the door died.
      await outbox.enqueue(tx, "add_ons.charge", { orderId }, { startAfterSeconds: 5 });
      return {
        answer: { orderId, number },
        target: { kind: "order", id: orderId },
        after: {
          state: "pending",
          consentId,
          totalNanos: effects.totalNanos.toString(),
          quantity: request.quantity,
        },
      };
    },
  });

async function buyFacts({ tx, now, context }: Reading, request: z.infer<typeof input>, tax: TaxCalculator) {
  const account = await readAccount(tx, context.accountId ?? "");
  const holder = await currentHolderPeriod(tx, account.id);
  const price = await tx.addOnPrice.findUnique({
    where: { id: request.addOnPriceId },
    include: { addOn: true },
  });
  if (price === null || !isCurrency(price.currency)) throw new AppError("not_found", "No such add-on.");
  const newest = await tx.addOnPrice.findFirst({
    where: { addOnId: price.addOnId, currency: price.currency },
    orderBy: { version: "desc" },
    select: { id: true },
  });
  const method = await defaultPaymentMethod(tx, holder.id);
  return {
    now,
    currency: account.currency,
    accountState: account.state,
    ...(await billingFacts(tx, account.id, tax)),
    step: request.consent === null ? ("review" as const) : ("charge" as const),
    addOn: {
      id: price.addOnId,
      version: price.version,
      name: price.name,
      currency: price.currency,
      amountNanos: price.amountNanos,
      // An older version was on the screen of somebody who looked too long.
      forSale: price.addOn.state === "offered" && newest?.id === price.id,
    },
    quantity: request.quantity,
    paymentMethodId: method?.id ?? null,
    language: request.language,
    consent: request.consent,
  };
}
