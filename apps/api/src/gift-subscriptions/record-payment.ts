import type { JsonObject } from "@tenure/core/decision";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import { applyPayment, type OrderState } from "@tenure/core/orders";
import { plusHours } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Done, decisionCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { issueInvoice } from "../invoices/issue.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import {
  capturedPaymentSchema,
  keepPayment,
  moveOrder,
  orderOf,
  takeSurplus,
} from "../orders/captured-payment.ts";
import { planOf } from "./row.ts";

/** What became of the payment; the gift where it began one. */
interface Recorded extends JsonObject {
  readonly orderId: string;
  readonly use: "order" | "surplus";
  readonly giftId: string | null;
}

/**
 * Records a captured payment against the order of a gift: the gift begins and waits to be sent, or the money goes back
 * whole. A wrong amount or currency is refused and nothing is given.
 */
export const recordGiftPayment = decisionCommand({
  name: "gift_subscriptions.record_payment",
  input: capturedPaymentSchema,
  rule: applyPayment,
  policyVersion: async ({ tx }, { orderId }) => (await orderOf(tx, orderId)).policyVersion,
  async facts({ tx, now, context }, payment) {
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, payment.orderId);
    return {
      now,
      currency: isCurrency(order.currency) ? order.currency : account.currency,
      orderId: order.id,
      orderState: order.state as OrderState,
      orderTotalMinor: order.totalMinor,
      paidMinor: BigInt(payment.amountMinor),
      paidCurrency: payment.currency,
      accountState: account.state,
      // What the giver has for themselves does not matter.
      hasRunningSubscription: false,
    };
  },
  async apply(acting, payment, effects, decision): Promise<Done<Recorded>> {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, policy, context, decisionId, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, payment.orderId);
    if (effects.use === "surplus") {
      const paymentId = await takeSurplus(acting, payment, order, effects.amountNanos, decision);
      return {
        answer: { orderId: order.id, use: "surplus", giftId: null },
        target: { kind: "payment", id: paymentId },
        before: { state: order.state },
        after: { purpose: "surplus", paymentId },
      };
    }
    const paymentId = await keepPayment(acting, payment, "order");
    await moveOrder(acting, order.id, order.state as OrderState, "pay");
    await postJournal(tx, {
      kind: "payment.captured",
      accountId: account.id,
      currency: account.currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        debit("cash.stripe", minorToNanos(BigInt(payment.amountMinor), account.currency)),
        credit("subscription.paid", order.amountNanos),
        credit("tax.payable", order.taxNanos),
      ],
    });
    const invoice = await issueInvoice(acting, { paymentId });
    const asked = await tx.giftOrder.findUniqueOrThrow({ where: { orderId: order.id } });
    const price = await tx.planPrice.findUniqueOrThrow({ where: { id: order.planPriceId ?? "" } });
    const giftId = newId();
    const redeemBy = plusHours(now, 24 * policy.giftSubscriptions.expiryDays);
    // Paid after the day it was meant for: it is sent at once.
    const deliverAt =
      asked.deliverAt === null || asked.deliverAt.toISOString() < now ? new Date(now) : asked.deliverAt;
    await tx.giftSubscription.createMany({
      data: {
        id: giftId,
        accountId: account.id,
        orderId: order.id,
        planPriceId: price.id,
        terms: asked.terms,
        recipientEmail: asked.recipientEmail,
        senderName: asked.senderName,
        message: asked.message,
        language: asked.language,
        deliverAt,
        redeemBy: new Date(redeemBy),
        createdAt: new Date(now),
      },
    });
    if (deliverAt.toISOString() <= now) await outbox.enqueue(tx, "gift_subscriptions.send", { giftId });
    await queueNotice(tx, outbox, {
      kind: "gift_bought",
      dedupeKey: `gift_bought:${giftId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        order: order.number,
        plan: planOf(price).planId,
        interval: price.interval,
        terms: String(asked.terms),
        amount: effects.amountNanos.toString(),
        method: payment.methodLabel,
        recipient: asked.recipientEmail,
        deliverAt: deliverAt.toISOString(),
        redeemBy,
        cancelUntil: plusHours(now, policy.refunds.windowHours),
      },
      decision,
      invoice,
    });
    return {
      answer: { orderId: order.id, use: "order", giftId },
      target: { kind: "order", id: order.id },
      before: { state: order.state },
      after: { state: "paid", giftId },
    };
  },
});
