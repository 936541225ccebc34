import { type DisputeState, type DisputeStep, frozenTotal, takenTotal } from "@tenure/core/disputes";
import type { Currency } from "@tenure/core/money";
import { readAccount } from "../accounts/account-facts.ts";
import { payerOf } from "../accounts/owner.ts";
import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { queueNotice } from "../notices/queue.ts";
import { closeAlert, openAlert } from "../payments/alerts.ts";
import type { DisputeRow } from "./book.ts";

/** What changed with a word of the provider. */
interface Told {
  /** The row as it is now. */
  readonly row: DisputeRow;
  readonly before: DisputeState | null;
  readonly steps: readonly DisputeStep[];
  readonly currency: Currency;
  readonly providerPaymentId: string;
}

/** Refunds whose money has left, or may leave any moment. */
const GOING = ["calling", "pending", "unknown", "refunded"];

/** Tells a person of the platform, and whoever paid the order, what a dispute does. */
export async function tellOfDispute(acting: Acting, told: Told): Promise<void> {
  const { tx, now } = acting;
  const { row, before, steps, providerPaymentId } = told;
  const alert = (key: string, reason: string) =>
    openAlert(tx, "payment_disputed", key, providerPaymentId, row.accountId, { reason });
  const isNew = before !== row.state;
  if (isNew && (row.state === "open" || row.state === "inquiry"))
    await alert(row.providerDisputeId, row.reason);
  if (isNew && row.state === "won")
    await closeAlert(tx, "payment_disputed", `${row.providerDisputeId}:claim`, now);
  if (steps.some((step) => step.kind === "withdrawn" && step.amountNanos > 0n))
    await tellIfRefundedToo(tx, row.orderId);
  const lost = steps.find((step) => step.kind === "lost");
  if (lost !== undefined && lost.loss.claimNanos > 0n)
    await alert(`${row.providerDisputeId}:claim`, "claim_on_previous_holder");
  await tellOwner(acting, told);
}

/** A payment that is refunded and taken back by the bank is paid out twice: a person answers the bank with the refund. */
export async function tellIfRefundedToo(tx: Tx, orderId: string): Promise<void> {
  const row = await tx.paymentDispute.findFirst({
    where: { orderId, state: { in: ["open", "lost"] }, withdrawnNanos: { gt: 0 } },
    include: { payment: true, order: { include: { refunds: { where: { state: { in: GOING } } } } } },
    orderBy: { id: "desc" },
  });
  const [refund] = row?.order.refunds ?? [];
  if (row === null || refund === undefined) return;
  await openAlert(
    tx,
    "payment_disputed",
    `${row.providerDisputeId}:refunded`,
    row.payment.providerPaymentId,
    row.accountId,
    { reason: "refunded_and_disputed", refund: refund.number },
  );
}

async function tellOwner(acting: Acting, { row, before, steps, currency }: Told): Promise<void> {
  const { tx, now, outbox } = acting;
  const account = await readAccount(tx, row.accountId);
  const common = {
    // Whoever paid the order; after a change of subject that is the former holder (C4.10).
    ...(await payerOf(tx, row.orderId)),
    now,
    zone: account.timeZone,
    currency,
  };
  const { number: order } = row.order;
  const key = row.providerDisputeId;
  const amount = row.withdrawnNanos.toString();
  const lost = steps.findLast((step) => step.kind === "lost");
  if (lost !== undefined)
    await queueNotice(tx, outbox, {
      ...common,
      kind: row.holds === "plan" ? "dispute_lost_plan" : "dispute_lost",
      dedupeKey: `dispute_lost:${key}`,
      params: {
        order,
        amount,
        taken: takenTotal(lost.loss).toString(),
        debt: lost.loss.debtNanos.toString(),
      },
    });
  else if (row.state === "open" && row.withdrawnNanos > 0n && steps.some((step) => step.kind === "withdrawn"))
    await queueNotice(tx, outbox, {
      ...common,
      kind: row.holds === "plan" ? "dispute_opened_plan" : "dispute_opened",
      dedupeKey: `dispute_opened:${key}`,
      params: {
        order,
        amount,
        frozen: frozenTotal({ paidNanos: row.frozenNanos, bonusNanos: row.frozenBonusNanos }).toString(),
      },
    });
  else if (row.state === "won" && before !== "won" && (before === "open" || before === "lost"))
    await queueNotice(tx, outbox, {
      ...common,
      kind: "dispute_won",
      dedupeKey: `dispute_won:${key}`,
      params: { order },
    });
}
