import type { JsonObject } from "@tenure/core/decision";
import { isCurrency } from "@tenure/core/money";
import type { OrderState } from "@tenure/core/orders";
import { applyTopUpPayment, type TopUpLot } from "@tenure/core/top-ups";
import { finishAutoTopUp } from "../auto-top-up/finish.ts";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, type Done, decisionCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { issueInvoice } from "../invoices/issue.ts";
import { cashAt, type ChartCode } from "../ledger/chart.ts";
import { createLot } from "../ledger/lots.ts";
import { balanceOf, credit, debit, postJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import {
  capturedPaymentSchema,
  keepPayment,
  moveOrder,
  orderOf,
  takeSurplus,
} from "../orders/captured-payment.ts";

/** What became of the payment; the lots it opened. */
interface Recorded extends JsonObject {
  readonly orderId: string;
  readonly use: "order" | "surplus";
  readonly lotIds: readonly string[];
}

/**
 * Records a captured payment, read from the provider, against its top-up: the order is paid and its credits are there,
 * all in one transaction; or the money goes back whole. A wrong amount or currency is refused, nothing is delivered.
 */
export const recordTopUpPayment = decisionCommand({
  name: "top_ups.record_payment",
  input: capturedPaymentSchema,
  rule: applyTopUpPayment,
  policyVersion: async ({ tx }, { orderId }) => (await orderOf(tx, orderId)).policyVersion,
  async facts({ tx, now, context }, payment) {
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, payment.orderId);
    return {
      now,
      currency: isCurrency(order.currency) ? order.currency : account.currency,
      orderId: order.id,
      // The CHECK constraint repeats the table's states; a test compares both.
      orderState: order.state as OrderState,
      orderTotalMinor: order.totalMinor,
      paidMinor: BigInt(payment.amountMinor),
      paidCurrency: payment.currency,
      accountState: account.state,
      amountNanos: order.amountNanos,
      taxNanos: order.taxNanos,
      bonusNanos: order.bonusNanos,
      usedBeforeNanos: await usedNanos(tx, account.id),
      debtNanos: await balanceOf(tx, "wallet.debt", account.currency, account.id),
      charge:
        order.chargeCurrency === null || order.chargeMinor === null || !isCurrency(order.chargeCurrency)
          ? null
          : { currency: order.chargeCurrency, totalMinor: order.chargeMinor },
    };
  },
  async apply(acting, payment, effects, decision): Promise<Done<Recorded>> {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const order = await orderOf(tx, payment.orderId);
    if (order.automatic) await finishAutoTopUp(acting, order.id);
    if (effects.use === "surplus") {
      const paymentId = await takeSurplus(acting, payment, order, effects.amountNanos, decision);
      return {
        answer: { orderId: order.id, use: "surplus", lotIds: [] },
        target: { kind: "payment", id: paymentId },
        before: { state: order.state },
        after: { purpose: "surplus", paymentId },
      };
    }

    const paymentId = await keepPayment(acting, payment, "order");
    await tx.order.update({ where: { id: order.id }, data: { usedBeforeNanos: effects.usedBeforeNanos } });
    await moveOrder(acting, order.id, order.state as OrderState, "pay");
    const lotIds = await openTopUpLots(
      acting,
      order,
      cashAt(payment.provider),
      effects.amountNanos,
      effects.lots,
    );
    const invoice = await issueInvoice(acting, { paymentId });
    await queueNotice(tx, outbox, {
      kind: order.automatic ? "auto_top_up_received" : "top_up_received",
      dedupeKey: `top_up_received:${order.id}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        order: order.number,
        amount: effects.amountNanos.toString(),
        credits: effects.creditsNanos.toString(),
        method: payment.methodLabel,
        refundUntil: effects.refundUntil,
      },
      decision,
      invoice,
    });
    return {
      answer: { orderId: order.id, use: "order", lotIds },
      target: { kind: "order", id: order.id },
      before: { state: order.state },
      after: { state: "paid", lotIds },
    };
  },
});

interface PaidOrder {
  readonly id: string;
  readonly number: string;
  readonly taxNanos: bigint;
}

/**
 * Opens the lots of a paid top-up, filled by one movement: paid credits and tax from the money that came in, bonus
 * credits taken off revenue (R3.4). Each lot points at its order.
 */
async function openTopUpLots(
  { tx, now, context, decisionId }: Acting,
  order: PaidOrder,
  cash: ChartCode,
  totalNanos: bigint,
  lots: readonly TopUpLot[],
): Promise<string[]> {
  const { id: accountId, currency } = await readAccount(tx, context.accountId ?? "");
  const lotIds: string[] = [];
  const postings = [debit(cash, totalNanos), credit("tax.payable", order.taxNanos)];
  for (const lot of lots) {
    const lotId = await createLot(tx, {
      ...lot,
      accountId,
      currency,
      reason: order.number,
      orderId: order.id,
      now,
    });
    lotIds.push(lotId);
    if (lot.kind === "bonus") postings.push(debit("revenue.bonus", lot.amountNanos));
    postings.push(credit("wallet.lot", lot.amountNanos, lotId));
  }
  await postJournal(tx, {
    kind: "top_up.paid",
    accountId,
    currency,
    decisionId,
    effectiveAt: now,
    recordedAt: now,
    postings,
  });
  return lotIds;
}

/**
 * Credits that usage has taken so far. Under the account's lock, which the usage engine takes too: what it commits
 * before counts before the payment, everything later after it (R3.3).
 */
async function usedNanos(tx: Tx, accountId: string): Promise<bigint> {
  const wallet = await tx.wallet.findUniqueOrThrow({ where: { accountId }, select: { usedNanos: true } });
  return wallet.usedNanos;
}
