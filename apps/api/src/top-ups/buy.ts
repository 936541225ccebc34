import { customerMoneySchema, fromMoney } from "@tenure/core/money";
import { chargedCurrency, purchaseTopUp, topUpMethods } from "@tenure/core/top-ups";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { billingFacts } from "../accounts/billing-facts.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import { balanceOf } from "../ledger/post.ts";
import { rateFor } from "../exchange-rates/rate-for.ts";
import type { Services } from "../runtime/services.ts";
import { insertTopUpOrder } from "./insert-order.ts";
import { isReady } from "./methods.ts";

const input = z.strictObject({
  /** Credits to buy, before tax. */
  amount: customerMoneySchema,
  method: z.enum(topUpMethods).default("card"),
  /** What the customer agreed to on the review step (T1.2). */
  consents: z.strictObject({
    /** Version of the terms that were shown, with the hash of their text. */
    termsVersion: z.string().max(40),
    termsHash: z.string().regex(/^[0-9a-f]{64}$/),
    language: z.enum(["en", "zh"]),
  }),
  /** The login that agreed; set by the door, never by the caller. */
  loginId: z.uuid(),
});

/**
 * Buys credits: reviews the top-up, and makes a pending order with the consents it was bought under. Paying happens on
 * the provider's page; the credits come with the payment.
 */
export const buyTopUp = (services: Pick<Services, "tax" | "payments">) =>
  decisionCommand({
    name: "top_ups.create",
    input,
    rule: purchaseTopUp,
    async facts({ tx, now, policy, context }: Reading, { amount, method }) {
      const account = await readAccount(tx, context.accountId ?? "");
      return {
        now,
        currency: account.currency,
        accountState: account.state,
        amountNanos: fromMoney(amount),
        amountCurrency: amount.currency,
        ...(await billingFacts(tx, account.id, services.tax)),
        debtNanos: await balanceOf(tx, "wallet.debt", account.currency, account.id),
        method,
        methodReady: isReady(services, method),
        exchange: await rateFor(tx, account.currency, chargedCurrency(policy, method, account.currency), now),
      };
    },
    async apply(acting, request, effects) {
      if (effects === null) throw new Error("granted without effects");
      const { tx, now, context, outbox } = acting;
      const { orderId, number, holderPeriodId } = await insertTopUpOrder(acting, effects, false, effects);
      await tx.consent.createMany({
        data: ["terms", "charge"].map((kind) => ({
          accountId: context.accountId ?? "",
          holderPeriodId,
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
        after: {
          state: "pending",
          amountNanos: effects.amountNanos.toString(),
          bonusNanos: effects.bonusNanos.toString(),
          provider: effects.provider,
        },
      };
    },
  });
