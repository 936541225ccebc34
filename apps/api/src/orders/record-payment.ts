import type { JsonObject } from "@tenure/core/decision";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import { applyPayment, type OrderState } from "@tenure/core/orders";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Done, decisionCommand } from "../command/command.ts";
import { issueInvoice } from "../invoices/issue.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { startSubscription } from "../subscriptions/start.ts";
import { capturedPaymentSchema, keepPayment, moveOrder, orderOf, takeSurplus } from "./captured-payment.ts";

/** What became of the payment; the subscription where it started one. */
interface Recorded extends JsonObject {
  readonly orderId: string;
  readonly use: "order" | "surplus";
  readonly subscriptionId: string | null;
}

/**
 * Records a captured payment, read from the provider, against its order of a plan: the order is paid and delivered, or
 * the money goes back whole. A wrong amount or currency is refused and nothing is delivered.
 */
export const recordPayment = decisionCommand({
  name: "orders.record_payment",
  input: capturedPaymentSchema,
  rule: applyPayment,
  policyVersion: async ({ tx }, { orderId }) => (await orderOf(tx, orderId)).policyVersion,
  async facts({ tx, now, context }, payment) {
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, payment.orderId);
    const running = await runningSubscription(tx, account.id);
    return {
      now,
      currency: isCurrency(order.currency) ? order.currency : account.currency,
      orderId: order.id,
      orderState: order.state as OrderState,
      orderTotalMinor: order.totalMinor,
      paidMinor: BigInt(payment.amountMinor),
      paidCurrency: payment.currency,
      accountState: account.state,
      hasRunningSubscription: running !== null && running.term?.orderId !== order.id,
    };
  },
  async apply(acting, payment, effects, decision): Promise<Done<Recorded>> {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, decisionId, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, payment.orderId);
    if (effects.use === "surplus") {
      const paymentId = await takeSurplus(acting, payment, order, effects.amountNanos, decision);
      return {
        answer: { orderId: order.id, use: "surplus", subscriptionId: null },
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
    const term = await startSubscription(acting, order);
    // A raise that was announced to everybody else concerns who buys the old price too (T3.2).
    await outbox.enqueue(tx, "price_changes.tell", { subscriptionId: term.subscriptionId });
    const invoice = await issueInvoice(acting, { paymentId });
    await queueNotice(tx, outbox, {
      kind: "subscription_started",
      dedupeKey: `subscription_started:${order.id}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        order: order.number,
        plan: term.planId,
        amount: effects.amountNanos.toString(),
        method: payment.methodLabel,
        renewsAt: term.endsAt,
        cancelBy: term.cancelBy,
        refundUntil: term.refundUntil,
      },
      decision,
      invoice,
    });
    return {
      answer: { orderId: order.id, use: "order", subscriptionId: term.subscriptionId },
      target: { kind: "order", id: order.id },
      before: { state: order.state },
      after: { state: "paid", subscriptionId: term.subscriptionId, termId: term.termId },
    };
  },
});
