import type { JsonObject } from "@tenure/core/decision";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import type { OrderState } from "@tenure/core/orders";
import {
  applyRenewalPayment,
  cancelBy,
  type RenewalState,
  type SubscriptionState,
} from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, type Done, decisionCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
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
import { applyScheduled } from "../plan-changes/settle.ts";
import { recordAcceptance } from "../price-changes/record-acceptance.ts";
import { closePage, dropRenewal } from "./drop.ts";
import { tellLapsed } from "./notices.ts";
import {
  moveAttempt,
  moveRenewal,
  moveSubscription,
  readRenewal,
  renewalInclude,
  type RenewalRow,
} from "./renewal-row.ts";

interface Recorded extends JsonObject {
  readonly orderId: string;
  readonly use: "renewal" | "surplus";
  readonly termId: string | null;
}

async function renewalOfOrder(tx: Tx, orderId: string): Promise<RenewalRow> {
  const row = await tx.renewal.findUnique({ where: { orderId }, include: renewalInclude });
  if (row === null) throw new AppError("not_found", "No renewal has this order.");
  return row;
}

/**
 * Records a captured payment against its renewal (T2.2, T2.3): the term that was frozen when it was decided begins, at
 * the price it was decided at; or the money goes back whole. A wrong amount or currency is refused.
 */
export const recordRenewalPayment = decisionCommand({
  name: "renewals.record_payment",
  input: capturedPaymentSchema.extend({
    /** Our try, where the payment names one. */
    attemptId: z.uuid().nullable(),
  }),
  rule: applyRenewalPayment,
  policyVersion: async ({ tx }, { orderId }) => (await orderOf(tx, orderId)).policyVersion,
  async facts({ tx, now, context }, payment) {
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, payment.orderId);
    const row = await renewalOfOrder(tx, order.id);
    return {
      now,
      currency: isCurrency(order.currency) ? order.currency : account.currency,
      orderId: order.id,
      // The CHECK constraints repeat the tables' states; a test compares both.
      orderState: order.state as OrderState,
      orderTotalMinor: order.totalMinor,
      paidMinor: BigInt(payment.amountMinor),
      paidCurrency: payment.currency,
      accountState: account.state,
      subscriptionState: row.subscription.state as SubscriptionState,
      renewal: {
        state: row.state as RenewalState,
        plannedAt: row.plannedAt.toISOString(),
        startsAt: row.startsAt.toISOString(),
        endsAt: row.endsAt.toISOString(),
        last: row.last,
        acceptedChangeId: row.acceptedChangeId,
      },
    };
  },
  async apply(acting, payment, effects, decision): Promise<Done<Recorded>> {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, decisionId, outbox, policy } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const row = await renewalOfOrder(tx, payment.orderId);
    await succeed(acting, row, payment.attemptId, payment.paymentId);
    if (effects.use === "surplus" || effects.term === null) {
      const paymentId = await takeSurplus(acting, payment, row.order, effects.amountNanos, decision);
      await giveUp(acting, row);
      return {
        answer: { orderId: row.orderId, use: "surplus", termId: null },
        target: { kind: "payment", id: paymentId },
        before: { state: row.order.state },
        after: { purpose: "surplus", paymentId },
      };
    }

    const paymentId = await keepPayment(acting, payment, "order");
    await moveOrder(acting, row.orderId, row.order.state as OrderState, "pay");
    const currency = isCurrency(row.currency) ? row.currency : account.currency;
    await postJournal(tx, {
      kind: "payment.captured",
      accountId: account.id,
      currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        debit("cash.stripe", minorToNanos(BigInt(payment.amountMinor), currency)),
        credit("subscription.paid", row.amountNanos),
        credit("tax.payable", row.taxNanos),
      ],
    });
    const { state: subscriptionState, acceptedChangeId, endsAt } = effects.term;
    const { termId, planId } = await beginTerm(acting, row, payment.attemptId, subscriptionState);
    if (acceptedChangeId !== null)
      await recordAcceptance(tx, {
        subscriptionId: row.subscriptionId,
        changeId: acceptedChangeId,
        termId,
        now,
      });
    await applyScheduled(acting, row.subscriptionId, {
      planPriceId: row.planPriceId,
      startsAt: row.startsAt.toISOString(),
    });
    const invoice = await issueInvoice(acting, { paymentId });
    const notice = {
      dedupeKey: `subscription_renewed:${row.orderId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      decision,
      invoice,
    };
    const params = {
      order: row.order.number,
      plan: planId,
      amount: effects.amountNanos.toString(),
      method: payment.methodLabel,
    };
    if (subscriptionState === "canceling")
      await queueNotice(tx, outbox, {
        ...notice,
        kind: "subscription_renewed_last",
        params: { ...params, endsAt },
      });
    else
      await queueNotice(tx, outbox, {
        ...notice,
        kind: "subscription_renewed",
        params: {
          ...params,
          renewsAt: endsAt,
          cancelBy: cancelBy(endsAt, policy.subscriptions.cancelBeforeHours),
        },
      });
    // Where a clock jumped, the next term is due at once.
    if (endsAt <= now) await outbox.enqueue(tx, "subscriptions.renew", {}, { singletonKey: "schedule" });
    return {
      answer: { orderId: row.orderId, use: "renewal", termId },
      target: { kind: "renewal", id: row.id },
      before: { state: row.state, subscription: row.subscription.state },
      after: { state: "paid", subscription: subscriptionState, termId, paymentId },
    };
  },
});

/** The try that was paid. A page that still waits beside it is not waited for any more. */
async function succeed(
  acting: Acting,
  row: RenewalRow,
  attemptId: string | null,
  paymentId: string,
): Promise<void> {
  const tried = row.attempts.find((each) => each.id === attemptId);
  if (tried === undefined || tried.state === "succeeded" || tried.state === "failed") return;
  const from = tried.state === "ready" ? moveAttempt("ready", "show") : tried.state;
  await acting.tx.renewalAttempt.update({
    where: { id: tried.id, state: tried.state },
    data: {
      state: moveAttempt(from, "succeed"),
      providerPaymentId: paymentId,
      endedAt: new Date(acting.now),
    },
  });
}

/** The frozen term begins where the last one ended, and the subscription is what it brings. */
async function beginTerm(
  acting: Acting,
  row: RenewalRow,
  paidAttemptId: string | null,
  state: "active" | "canceling",
) {
  const { tx, now } = acting;
  const newest = await tx.term.findFirst({
    where: { subscriptionId: row.subscriptionId },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  const { planId } = await tx.planPrice.findUniqueOrThrow({
    where: { id: row.planPriceId },
    select: { planId: true },
  });
  const termId = newId();
  await closePage(acting, { ...row, attempts: row.attempts.filter(({ id }) => id !== paidAttemptId) });
  await tx.renewal.update({
    where: { id: row.id, state: row.state },
    data: { state: moveRenewal(row.state, "pay"), termId, nextAt: null, settledAt: new Date(now) },
  });
  const from = row.subscription.state;
  const to =
    from === "past_due"
      ? moveSubscription(from, state === "canceling" ? "recover_canceling" : "recover")
      : from;
  if (to !== state) throw new AppError("conflict", "The subscription changed meanwhile.");
  await tx.subscription.update({
    where: { id: row.subscriptionId, state: from },
    data: { state, planId },
  });
  await tx.term.createMany({
    data: {
      id: termId,
      accountId: row.accountId,
      subscriptionId: row.subscriptionId,
      orderId: row.orderId,
      planPriceId: row.planPriceId,
      number: (newest?.number ?? 0) + 1,
      anchorAt: row.anchorAt,
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      includedNanos: row.includedNanos,
    },
  });
  return { termId, planId };
}

/**
 * Its payment went back: an open renewal is given up with it. Where its subscription still ran, the term went by unpaid,
 * so that nothing is left to renew and Free applies.
 */
async function giveUp(acting: Acting, stale: RenewalRow): Promise<void> {
  if (stale.settledAt !== null) return;
  const { tx, now } = acting;
  if (stale.state === "charging" || stale.state === "unknown")
    await tx.renewal.update({
      where: { id: stale.id, state: stale.state },
      data: { state: moveRenewal(stale.state, "fail"), pastDueSince: stale.pastDueSince ?? new Date(now) },
    });
  const row = await readRenewal(tx, stale.id);
  const to = moveSubscription(row.subscription.state, "terminate");
  if (to !== null) {
    await tx.subscription.update({
      where: { id: row.subscriptionId, state: row.subscription.state },
      data: { state: to, endedAt: new Date(now) },
    });
    await tellLapsed(acting, row);
  }
  if (row.subscription.state !== "refunding") await dropRenewal(acting, row);
}
