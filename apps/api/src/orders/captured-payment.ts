import type { DecisionJson } from "@tenure/core/decision";
import { attempt } from "@tenure/core/lifecycle";
import { type Currency, nanosToMinorFloor } from "@tenure/core/money";
import { type OrderState, orderLifecycle } from "@tenure/core/orders";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { payerOf } from "../accounts/owner.ts";
import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { issueInvoice } from "../invoices/issue.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { cashAt } from "../ledger/chart.ts";
import { queueNotice } from "../notices/queue.ts";
import { providerNames } from "../payments/provider.ts";
import { linkReferral } from "../referrals/link-referral.ts";
import { returnSurplus } from "../refunds/return-surplus.ts";

/** A captured payment as it was read from the provider. */
export const capturedPaymentSchema = z.strictObject({
  orderId: z.uuid(),
  provider: z.enum(providerNames),
  paymentId: z.string(),
  chargeId: z.string().nullable(),
  /** Minor units as text. */
  amountMinor: z.string().regex(/^\d{1,18}$/),
  currency: z.string().max(8),
  methodLabel: z.string().max(80),
});

/** A captured payment as it was read from the provider. */
export type CapturedPayment = z.infer<typeof capturedPaymentSchema>;

/** The order that a payment names. @throws AppError `not_found` */
export async function orderOf(tx: Tx, orderId: string) {
  const order = await tx.order.findUnique({ where: { id: orderId } });
  if (order === null) throw new AppError("not_found", "No such order.");
  return order;
}

/**
 * Writes the payment's row, in the currency that its order is booked in; what was charged in another stands beside it
 * (R6.3). `purpose`: pays the order, or is a surplus. @returns its id
 */
export async function keepPayment(
  { tx, now, context }: Acting,
  payment: CapturedPayment,
  purpose: "order" | "surplus",
): Promise<string> {
  const id = newId();
  const order = await orderOf(tx, payment.orderId);
  // Only a payment of exactly what was to be charged comes here, so it is worth what the order is.
  const isExchanged = order.chargeCurrency !== null && order.chargeCurrency === payment.currency;
  await tx.payment.createMany({
    data: {
      id,
      orderId: payment.orderId,
      accountId: context.accountId ?? "",
      purpose,
      provider: payment.provider,
      providerPaymentId: payment.paymentId,
      providerChargeId: payment.chargeId,
      amountMinor: isExchanged ? order.totalMinor : BigInt(payment.amountMinor),
      currency: isExchanged ? order.currency : payment.currency,
      ...(isExchanged
        ? {
            chargeMinor: BigInt(payment.amountMinor),
            chargeCurrency: payment.currency,
            exchangeRate: order.exchangeRate,
          }
        : {}),
      methodLabel: payment.methodLabel,
      capturedAt: new Date(now),
    },
  });
  return id;
}

/** Moves an order by its lifecycle; a move that the table does not have leaves it as it is (already paid). */
export async function moveOrder(
  acting: Acting,
  orderId: string,
  from: OrderState,
  action: "pay" | "fail",
): Promise<void> {
  const move = attempt(orderLifecycle, from, action);
  if (!move.legal) return;
  const paid = move.to === "paid";
  const order = await acting.tx.order.update({
    where: { id: orderId, state: from },
    data: { state: move.to, ...(paid ? { paidAt: new Date(acting.now) } : {}) },
  });
  if (paid) await linkReferral(acting, order);
}

/** Takes in a payment that its order has no use for and sends it back whole, without fee; the payer is told. */
export async function takeSurplus(
  acting: Acting,
  payment: CapturedPayment,
  order: { readonly id: string; readonly number: string; readonly state: string },
  amountNanos: bigint,
  decision: DecisionJson,
  kind: "payment_returned" | "upgrade_payment_returned" = "payment_returned",
): Promise<string> {
  const { tx, now, context, decisionId, outbox } = acting;
  const account = await readAccount(tx, context.accountId ?? "");
  const currency: Currency = account.currency;
  const paymentId = await keepPayment(acting, payment, "surplus");
  await postJournal(tx, {
    kind: "payment.surplus",
    accountId: account.id,
    currency,
    decisionId,
    effectiveAt: now,
    recordedAt: now,
    postings: [debit(cashAt(payment.provider), amountNanos), credit("payment.unapplied", amountNanos)],
  });
  // The CHECK constraint repeats the table's states; a test compares both.
  await moveOrder(acting, order.id, order.state as OrderState, "fail");
  await returnSurplus(acting, {
    orderId: order.id,
    paymentId,
    amountMinor: nanosToMinorFloor(amountNanos, currency),
    currency,
  });
  const invoice = await issueInvoice(acting, { paymentId });
  await queueNotice(tx, outbox, {
    kind,
    dedupeKey: `payment_returned:${paymentId}`,
    ...(await payerOf(tx, order.id)),
    now,
    zone: account.timeZone,
    params: { order: order.number, amount: amountNanos.toString(), method: payment.methodLabel },
    decision,
    invoice,
  });
  return paymentId;
}
