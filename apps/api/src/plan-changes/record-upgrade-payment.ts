import type { JsonObject } from "@tenure/core/decision";
import { attempt } from "@tenure/core/lifecycle";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import { type OrderState, orderLifecycle } from "@tenure/core/orders";
import {
  type ApplyUpgradePaymentEffects,
  applyUpgradePayment,
  cancelBy,
  changePlan,
  includedLeft,
} from "@tenure/core/subscriptions";
import { plusHours } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, decisionCommand, type Done } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { decisionBody } from "../decisions/body.ts";
import { issueInvoice } from "../invoices/issue.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import {
  type CapturedPayment,
  capturedPaymentSchema,
  keepPayment,
  moveOrder,
  orderOf,
  takeSurplus,
} from "../orders/captured-payment.ts";
import { requireRunning, runningSubscription } from "../subscriptions/running.ts";
import { dropScheduled } from "./settle.ts";
import { suspendTerm } from "./suspension.ts";

/** What became of the payment; the new term where it began one. */
interface Recorded extends JsonObject {
  readonly orderId: string;
  readonly use: "upgrade" | "surplus";
  readonly termId: string | null;
}

type Order = Awaited<ReturnType<typeof orderOf>>;
type Upgrade = Extract<NonNullable<ApplyUpgradePaymentEffects>, { use: "upgrade" }>;

/** The quote of an upgrade: the decision its order was made under. @throws Error where the order is none */
export async function quoteOf(tx: Tx, decisionId: string) {
  const quote = changePlan.effects.parse((await decisionBody(tx, decisionId)).effects);
  if (quote?.applies !== "now") throw new Error("an upgrade's order carries the quote it was made at");
  return quote;
}

/**
 * Records a captured payment, read from the provider, against the order of an upgrade: the running term is suspended
 * and the new one begins at this instant, or, where the quote closed or its term runs no more, all of it goes back.
 */
export const recordUpgradePayment = decisionCommand({
  name: "plan_changes.record_payment",
  input: capturedPaymentSchema,
  rule: applyUpgradePayment,
  policyVersion: async ({ tx }, { orderId }) => (await orderOf(tx, orderId)).policyVersion,
  async facts({ tx, now, context }, payment) {
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, payment.orderId);
    const quote = await quoteOf(tx, order.decisionId);
    const running = await runningSubscription(tx, account.id);
    const term =
      running?.term == null ? null : await tx.term.findUniqueOrThrow({ where: { id: running.term.id } });
    const credited = await tx.term.findUniqueOrThrow({
      where: { id: quote.suspends.termId },
      include: { subscription: true },
    });
    return {
      now,
      currency: isCurrency(order.currency) ? order.currency : account.currency,
      orderId: order.id,
      orderState: order.state as OrderState,
      orderTotalMinor: order.totalMinor,
      paidMinor: BigInt(payment.amountMinor),
      paidCurrency: payment.currency,
      accountState: account.state,
      quote: {
        termId: quote.suspends.termId,
        expiresAt: quote.expiresAt,
        zone: credited.subscription.timeZone,
        interval: quote.interval,
        includedNanos: quote.includedNanos,
        usedAtQuoteNanos: quote.usedAtQuoteNanos,
      },
      running:
        running === null || term === null
          ? null
          : {
              state: running.state,
              termId: term.id,
              termEnd: term.endsAt.toISOString(),
              usedNanos: term.usedNanos,
              heldNanos: term.heldNanos,
            },
    };
  },
  async apply(acting, payment, effects, decision): Promise<Done<Recorded>> {
    if (effects === null) throw new Error("granted without effects");
    const order = await orderOf(acting.tx, payment.orderId);
    if (effects.use === "surplus") {
      const paymentId = await takeSurplus(
        acting,
        payment,
        order,
        effects.amountNanos,
        decision,
        "upgrade_payment_returned",
      );
      return {
        answer: { orderId: order.id, use: "surplus", termId: null },
        target: { kind: "payment", id: paymentId },
        before: { state: order.state },
        after: { purpose: "surplus", paymentId },
      };
    }
    const paymentId = await takeCash(acting, payment, order);
    const termId = await beginTerm(acting, order, effects);
    const invoice = await issueInvoice(acting, { paymentId });
    await tellOwner(acting, payment, order, effects, invoice);
    return {
      answer: { orderId: order.id, use: "upgrade", termId },
      target: { kind: "order", id: order.id },
      before: { state: order.state, termId: effects.suspends.termId },
      after: { state: "paid", termId, suspendsTermId: effects.suspends.termId },
    };
  },
});

/** @returns the payment's id */
async function takeCash(acting: Acting, payment: CapturedPayment, order: Order): Promise<string> {
  const { tx, now, decisionId } = acting;
  const account = await readAccount(tx, order.accountId);
  const paymentId = await keepPayment(acting, payment, "order");
  await moveOrder(acting, order.id, order.state as OrderState, "pay");
  // The credit moves no money: what it is worth was received, and stands as paid for terms, since the first purchase.
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
  return paymentId;
}

/** Suspends the running term and begins the new one, with its own anchor (T2.3). @returns the new term's id */
async function beginTerm(acting: Acting, order: Order, effects: Upgrade): Promise<string> {
  const { tx, now } = acting;
  const running = await requireRunning(tx, order.accountId);
  const quote = await quoteOf(tx, order.decisionId);
  const earlier = await tx.term.findUniqueOrThrow({ where: { id: effects.suspends.termId } });
  await dropScheduled(acting, running.id, "upgrade");
  await suspendTerm(tx, earlier.id, now);
  await closeOtherQuotes(tx, order);
  const termId = newId();
  await tx.term.createMany({
    data: {
      id: termId,
      accountId: order.accountId,
      subscriptionId: running.id,
      orderId: order.id,
      planPriceId: quote.planPriceId,
      number: running.newestNumber + 1,
      anchorAt: new Date(effects.startsAt),
      startsAt: new Date(effects.startsAt),
      endsAt: new Date(effects.renewsAt),
      includedNanos: effects.includedNanos,
      paidNanos: order.amountNanos,
      creditedNanos: quote.creditNanos,
      suspendsTermId: earlier.id,
      suspendedLeftMs: BigInt(effects.suspends.remainingMs),
      suspendedLeftNanos: includedLeft(earlier),
    },
  });
  await tx.subscription.update({
    where: { id: running.id, state: "active" },
    data: { planId: quote.planId },
  });
  return termId;
}

/**
 * Upgrades that were ordered besides credit a term that runs no more: nobody is asked to pay them any longer. A payment
 * that comes all the same goes back whole.
 */
async function closeOtherQuotes(tx: Tx, { id, accountId }: Order): Promise<void> {
  const move = attempt(orderLifecycle, "pending", "expire");
  if (!move.legal) throw new Error("an order that waits can expire");
  await tx.order.updateMany({
    where: { accountId, kind: "upgrade", state: "pending", id: { not: id } },
    data: { state: move.to },
  });
}

async function tellOwner(
  acting: Acting,
  payment: CapturedPayment,
  order: Order,
  effects: Upgrade,
  invoice: Awaited<ReturnType<typeof issueInvoice>>,
): Promise<void> {
  const { tx, now, policy, outbox } = acting;
  const account = await readAccount(tx, order.accountId);
  const quote = await quoteOf(tx, order.decisionId);
  await queueNotice(tx, outbox, {
    kind: "plan_upgraded",
    dedupeKey: `plan_upgraded:${order.id}`,
    accountId: account.id,
    to: await ownerOf(tx, account.id),
    now,
    zone: account.timeZone,
    invoice,
    params: {
      order: order.number,
      plan: quote.planId,
      amount: effects.amountNanos.toString(),
      credit: quote.creditNanos.toString(),
      method: payment.methodLabel,
      renewsAt: effects.renewsAt,
      cancelBy: cancelBy(effects.renewsAt, policy.subscriptions.cancelBeforeHours),
      refundUntil: plusHours(now, policy.refunds.windowHours),
    },
    // The receipt shows how the price came about, credit line by line: the decision the order was made under.
    decision: await decisionBody(tx, order.decisionId),
  });
}
