import type { JsonObject } from "@tenure/core/decision";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import { applyPayment, type OrderState, orderLifecycle } from "@tenure/core/orders";
import { attempt } from "@tenure/core/lifecycle";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, type Done, decisionCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import { returnSurplus } from "../refunds/return-surplus.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { startSubscription } from "../subscriptions/start.ts";

const input = z.strictObject({
  orderId: z.uuid(),
  provider: z.literal("stripe"),
  paymentId: z.string(),
  chargeId: z.string().nullable(),
  /** Minor units as text. */
  amountMinor: z.string().regex(/^\d{1,18}$/),
  currency: z.string().max(8),
  methodLabel: z.string().max(80),
});

/** What became of the payment; the subscription where it started one. */
interface Recorded extends JsonObject {
  readonly orderId: string;
  readonly use: "order" | "surplus";
  readonly subscriptionId: string | null;
}

/**
 * Records a captured payment, read from the provider, against its order: the order is paid and delivered, or the
 * money goes back whole. A wrong amount or currency is refused and nothing is delivered.
 */
export const recordPayment = decisionCommand({
  name: "orders.record_payment",
  input,
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
    const paymentId = newId();
    await tx.payment.createMany({
      data: {
        id: paymentId,
        orderId: order.id,
        accountId: account.id,
        purpose: effects.use,
        provider: payment.provider,
        providerPaymentId: payment.paymentId,
        providerChargeId: payment.chargeId,
        amountMinor: BigInt(payment.amountMinor),
        currency: payment.currency,
        methodLabel: payment.methodLabel,
        capturedAt: new Date(now),
      },
    });
    const movement = {
      accountId: account.id,
      currency: account.currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
    };
    if (effects.use === "surplus") {
      await postJournal(tx, {
        ...movement,
        kind: "payment.surplus",
        postings: [
          debit("cash.stripe", effects.amountNanos),
          credit("payment.unapplied", effects.amountNanos),
        ],
      });
      await moveOrder(acting, order.id, order.state as OrderState, "fail");
      await returnSurplus(acting, {
        orderId: order.id,
        paymentId,
        amountMinor: BigInt(payment.amountMinor),
        currency: account.currency,
      });
      await queueNotice(tx, outbox, {
        kind: "payment_returned",
        dedupeKey: `payment_returned:${paymentId}`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
        now,
        zone: account.timeZone,
        params: { order: order.number, amount: effects.amountNanos.toString(), method: payment.methodLabel },
        decision,
      });
      return {
        answer: { orderId: order.id, use: "surplus", subscriptionId: null },
        target: { kind: "payment", id: paymentId },
        before: { state: order.state },
        after: { purpose: "surplus", paymentId },
      };
    }

    await moveOrder(acting, order.id, order.state as OrderState, "pay");
    await postJournal(tx, {
      ...movement,
      kind: "payment.captured",
      postings: [
        debit("cash.stripe", minorToNanos(BigInt(payment.amountMinor), account.currency)),
        credit("subscription.paid", order.amountNanos),
        credit("tax.payable", order.taxNanos),
      ],
    });
    const term = await startSubscription(acting, order);
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
    });
    return {
      answer: { orderId: order.id, use: "order", subscriptionId: term.subscriptionId },
      target: { kind: "order", id: order.id },
      before: { state: order.state },
      after: { state: "paid", subscriptionId: term.subscriptionId, termId: term.termId },
    };
  },
});

async function orderOf(tx: Acting["tx"], orderId: string) {
  const order = await tx.order.findUnique({ where: { id: orderId } });
  if (order === null) throw new AppError("not_found", "No such order.");
  return order;
}

/** Moves an order by its lifecycle; a move that the table does not have leaves it as it is (already paid). */
async function moveOrder(
  { tx, now }: Acting,
  orderId: string,
  from: OrderState,
  action: "pay" | "fail",
): Promise<void> {
  const move = attempt(orderLifecycle, from, action);
  if (!move.legal) return;
  await tx.order.update({
    where: { id: orderId, state: from },
    data: { state: move.to, ...(move.to === "paid" ? { paidAt: new Date(now) } : {}) },
  });
}
