import { ProviderRejected, type Statement, type StatementLine, type StatementPeriod } from "../provider.ts";
import { asking, idOf, present } from "./answers.ts";
import type { Stripe } from "./client.ts";
import { lineStateOf } from "./disputes.ts";
import { toRefund } from "./to-refund.ts";

/** The most that Stripe gives per page. */
const PAGE = 100;

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
const instant = (created: number): Date => new Date(created * 1000);

/** What Stripe lists: every payment that was captured, refunds, disputes, each newest first. */
export const statement = (stripe: Stripe, { payments, refunds }: StatementPeriod): Statement => ({
  complete: true,
  lines: (async function* () {
    const intents = stripe.paymentIntents.list({ created: { gte: seconds(payments) }, limit: PAGE });
    yield* portions(intents, (intent) => (intent.status === "succeeded" ? lineOfPayment(intent) : null));
    const since = { created: { gte: seconds(refunds) }, limit: PAGE };
    yield* portions(stripe.refunds.list(since), lineOfRefund);
    yield* portions(stripe.disputes.list(since), lineOfDispute);
  })(),
});

/** A payment that names no payment intent is known by its charge. */
export const linesOf = (stripe: Stripe, paymentId: string): Promise<readonly StatementLine[]> =>
  asking(async () => {
    const byCharge = paymentId.startsWith("ch_");
    const which = { ...(byCharge ? { charge: paymentId } : { payment_intent: paymentId }), limit: PAGE };
    const payment = byCharge ? null : await paymentLine(stripe, paymentId);
    if (!byCharge && payment === null) return [];
    const lines: StatementLine[] = payment === null ? [] : [payment];
    for await (const refund of stripe.refunds.list(which)) lines.push(lineOfRefund(refund));
    for await (const dispute of stripe.disputes.list(which)) lines.push(lineOfDispute(dispute));
    return lines;
  });

async function paymentLine(stripe: Stripe, paymentId: string): Promise<StatementLine | null> {
  try {
    const intent = await asking(() => stripe.paymentIntents.retrieve(paymentId));
    return lineOfPayment(present(intent, "payment_intent"));
  } catch (error) {
    if (error instanceof ProviderRejected && error.code === "resource_missing") return null;
    throw error;
  }
}

/** Pages of the SDK's own paging, a page of lines at a time. */
async function* portions<Item>(
  list: AsyncIterable<Item>,
  lineOf: (item: Item) => StatementLine | null,
): AsyncGenerator<StatementLine[]> {
  const items = list[Symbol.asyncIterator]();
  let lines: StatementLine[] = [];
  for (;;) {
    const next = await asking(() => items.next());
    if (next.done === true) break;
    const line = lineOf(next.value);
    if (line !== null) lines.push(line);
    if (lines.length === PAGE) {
      yield lines;
      lines = [];
    }
  }
  if (lines.length > 0) yield lines;
}

const lineOfPayment = (intent: Stripe.PaymentIntent): StatementLine => ({
  kind: "payment",
  id: intent.id,
  paymentId: intent.id,
  rowId: intent.metadata["orderId"] ?? null,
  state: intent.status === "succeeded" ? "captured" : "not_captured",
  amountMinor: BigInt(intent.amount_received),
  currency: intent.currency.toUpperCase(),
  at: instant(intent.created),
});

function lineOfRefund(refund: Stripe.Refund): StatementLine {
  const { providerRefundId, legId, state, amountMinor, currency } = toRefund(refund);
  return {
    kind: "refund",
    id: providerRefundId,
    paymentId: idOf(refund.payment_intent) ?? idOf(refund.charge),
    rowId: legId,
    state,
    amountMinor,
    currency,
    at: instant(refund.created),
  };
}

const lineOfDispute = (dispute: Stripe.Dispute): StatementLine => ({
  kind: "dispute",
  id: dispute.id,
  paymentId: idOf(dispute.payment_intent) ?? idOf(dispute.charge),
  rowId: null,
  state: lineStateOf(dispute),
  amountMinor: BigInt(dispute.amount),
  currency: dispute.currency.toUpperCase(),
  at: instant(dispute.created),
});
