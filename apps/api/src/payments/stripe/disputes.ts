import { disputeStateOf } from "@tenure/core/disputes";
import type { ProviderDispute, ProviderDisputes, StatementLine } from "../provider.ts";
import { asking, idOf, present } from "./answers.ts";
import type { Stripe } from "./client.ts";

/** A dispute with every other of its payment: one that was won takes back nothing of another that was lost. */
export const readDispute = (stripe: Stripe, disputeId: string): Promise<ProviderDisputes> =>
  asking(async () => {
    const dispute = present(await stripe.disputes.retrieve(disputeId), "dispute");
    const paymentId = idOf(dispute.payment_intent);
    const disputes: Stripe.Dispute[] = [dispute];
    if (paymentId !== null)
      for await (const each of stripe.disputes.list({ payment_intent: paymentId, limit: 100 }))
        if (each.id !== dispute.id) disputes.push(each);
    disputes.sort((one, other) => one.created - other.created || (one.id < other.id ? -1 : 1));
    return { paymentId, disputes: disputes.map(toDispute) };
  });

const toDispute = (dispute: Stripe.Dispute): ProviderDispute => ({
  disputeId: dispute.id,
  status: dispute.status,
  reason: dispute.reason,
  amountMinor: BigInt(dispute.amount),
  currency: dispute.currency.toUpperCase(),
  transactions: dispute.balance_transactions.map((each) => ({
    id: each.id,
    amountMinor: BigInt(each.amount),
    feeMinor: BigInt(each.fee),
    currency: each.currency.toUpperCase(),
    exchangeRate: each.exchange_rate === null ? null : String(each.exchange_rate),
  })),
  openedAt: new Date(dispute.created * 1000),
  evidenceDueAt:
    dispute.evidence_details.due_by === null ? null : new Date(dispute.evidence_details.due_by * 1000),
});

/** What a dispute comes to in a statement: an inquiry is open as long as the bank asks. */
export function lineStateOf({ status }: Stripe.Dispute): StatementLine["state"] & ("open" | "won" | "lost") {
  const state = disputeStateOf(status);
  return state === "inquiry" ? "open" : state;
}
