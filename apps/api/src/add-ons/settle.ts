import type { JsonObject } from "@tenure/core/decision";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import { applyPayment, type OrderState } from "@tenure/core/orders";
import { msBetween } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Done, decisionCommand, plainCommand } from "../command/command.ts";
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

/** What became of the payment. */
interface Recorded extends JsonObject {
  readonly orderId: string;
  readonly use: "order" | "surplus";
}

/** Records the captured payment of an add-on: it is bought, or the money goes back whole. */
export const recordAddOnPayment = decisionCommand({
  name: "add_ons.record_payment",
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
      hasRunningSubscription: false,
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
        answer: { orderId: order.id, use: "surplus" },
        target: { kind: "payment", id: paymentId },
        before: { state: order.state },
        after: { purpose: "surplus", paymentId },
      };
    }
    const paymentId = await keepPayment(acting, payment, "order");
    await moveOrder(acting, order.id, order.state as OrderState, "pay");
    await postJournal(tx, {
      kind: "add_on.paid",
      accountId: account.id,
      currency: account.currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        debit("cash.stripe", minorToNanos(BigInt(payment.amountMinor), account.currency)),
        credit("revenue.add_ons", order.amountNanos),
        credit("tax.payable", order.taxNanos),
      ],
    });
    const invoice = await issueInvoice(acting, { paymentId });
    const bought = await tx.addOnPurchase.findUniqueOrThrow({
      where: { orderId: order.id },
      include: { addOnPrice: true },
    });
    await tx.addOnPurchase.update({
      where: { orderId: order.id },
      data: { failureCode: null, failureMessage: null },
    });
    await queueNotice(tx, outbox, {
      kind: "add_on_bought",
      dedupeKey: `add_on_bought:${order.id}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        order: order.number,
        name: bought.addOnPrice.name,
        quantity: String(bought.quantity),
        amount: effects.amountNanos.toString(),
        method: payment.methodLabel,
      },
      decision,
      invoice,
    });
    return {
      answer: { orderId: order.id, use: "order" },
      target: { kind: "order", id: order.id },
      before: { state: order.state },
      after: { state: "paid" },
    };
  },
});

/** What the provider said against the charge. */
export const failAddOn = plainCommand({
  name: "add_ons.fail",
  input: z.strictObject({
    orderId: z.uuid(),
    code: z.string().min(1).max(120),
    message: z.string().max(500).nullable(),
    /** The bank wants its customer present: the order stays open, on the provider's page. */
    authenticate: z.boolean(),
  }),
  async apply(acting, { orderId, code, message, authenticate }): Promise<Done<{ state: string }>> {
    const { tx, now, context, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, orderId);
    const target = { kind: "order", id: orderId };
    // Paid after all, or reported before.
    if (order.state !== "pending") return { answer: { state: order.state }, target };
    await tx.addOnPurchase.update({
      where: { orderId },
      data: { failureCode: code, failureMessage: message },
    });
    if (authenticate) {
      await outbox.enqueue(tx, "orders.open_checkout", { orderId }, { startAfterSeconds: 5 });
      return { answer: { state: "pending" }, target, after: { code, authenticate } };
    }
    await moveOrder(acting, orderId, "pending", "fail");
    const bought = await tx.addOnPurchase.findUniqueOrThrow({
      where: { orderId },
      include: { addOnPrice: true },
    });
    await queueNotice(tx, outbox, {
      kind: "add_on_failed",
      dedupeKey: `add_on_failed:${orderId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        order: order.number,
        name: bought.addOnPrice.name,
        quantity: String(bought.quantity),
        problem: message === null ? code : `${message} (${code})`,
      },
    });
    return {
      answer: { state: "failed" },
      target,
      before: { state: "pending" },
      after: { state: "failed", code },
    };
  },
});

/** Longer than any call of ours can be under way; after it, a payment that the provider does not list was never made. */
const CALLS_END_AFTER_MINUTES = 10;

/** `call`: ask now. `wait`: an earlier call may still be under way. `late`: its time is over. `done`: nothing to ask. */
type Go = "call" | "wait" | "late" | "done";

/**
 * Asks, under lock, whether the provider may be asked to charge now, and writes down that it is: the account serves, the
 * card is still the holder's, and the consent is this order's (T6.1).
 */
export const markAddOnCalled = plainCommand({
  name: "add_ons.mark_called",
  input: z.strictObject({ orderId: z.uuid() }),
  async apply({ tx, now, context }, { orderId }): Promise<Done<{ go: Go }>> {
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, orderId);
    const target = { kind: "order", id: orderId };
    const bought = await tx.addOnPurchase.findUniqueOrThrow({ where: { orderId } });
    // On the provider's page since the bank asked for it: nothing is charged behind its customer's back.
    if (order.state !== "pending" || bought.failureCode !== null) return { answer: { go: "done" }, target };
    const consent = await tx.consent.findUnique({ where: { id: bought.consentId } });
    const method = await tx.paymentMethod.findUnique({ where: { id: bought.paymentMethodId } });
    const holds =
      account.state === "active" &&
      order.expiresAt.toISOString() > now &&
      method !== null &&
      method.endedAt === null &&
      method.holderPeriodId === order.holderPeriodId &&
      consent?.orderId === orderId &&
      consent.totalMinor === order.totalMinor;
    if (holds) {
      await tx.addOnPurchase.update({ where: { orderId }, data: { calledAt: new Date(now) } });
      return { answer: { go: "call" }, target, after: { calledAt: now, again: bought.calledAt !== null } };
    }
    const underWay =
      bought.calledAt !== null &&
      msBetween(bought.calledAt.toISOString(), now) <= CALLS_END_AFTER_MINUTES * 60_000;
    return { answer: { go: underWay ? "wait" : "late" }, target };
  },
});
