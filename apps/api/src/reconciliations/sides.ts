import { chargeBack } from "@tenure/core/orders";
import type { DisputeThereState, Here, There } from "@tenure/core/reconciliations";
import type { RefundLegState } from "@tenure/core/refunds";
import type { Tx } from "../db/database.ts";
import type { StatementLine } from "../payments/provider.ts";

/** Lines of one payment as one side; `returned`: refunds that are known to have come back. */
export function thereOf(lines: readonly StatementLine[], returned: ReadonlySet<string>): There {
  const payment = lines.find((each) => each.kind === "payment");
  const back = new Set([
    ...returned,
    ...lines.filter((each) => each.kind === "refund_return").map((each) => each.id),
  ]);
  return {
    payment:
      payment === undefined
        ? null
        : {
            id: payment.id,
            captured: payment.state === "captured",
            orderId: payment.rowId,
            amountMinor: payment.amountMinor,
            currency: payment.currency,
          },
    refunds: lines.flatMap((line) =>
      line.kind === "refund" && isRefundState(line.state)
        ? [
            {
              id: line.id,
              legId: line.rowId,
              state: line.state,
              amountMinor: line.amountMinor,
              currency: line.currency,
              returned: back.has(line.id),
            },
          ]
        : [],
    ),
    disputes: lines.flatMap((line) =>
      line.kind === "dispute" && isDisputeState(line.state)
        ? [{ id: line.id, state: line.state, amountMinor: line.amountMinor, currency: line.currency }]
        : [],
    ),
  };
}

const isRefundState = (state: string): state is There["refunds"][number]["state"] =>
  state === "pending" || state === "refunded" || state === "failed";

const isDisputeState = (state: string): state is DisputeThereState =>
  state === "open" || state === "won" || state === "lost";

/** What we hold about a payment, with where it belongs and when its rows were made. */
export interface Ours {
  readonly here: Here;
  readonly accountId: string | null;
  readonly orderId: string | null;
  /** Our rows by id: a difference that only we know of is as old as its row. */
  readonly rowIds: ReadonlyMap<string, string>;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What we hold about payments of a channel, by the provider's id. `named`: the order that each names there. */
export async function readOurs(
  tx: Tx,
  channel: string,
  named: ReadonlyMap<string, string | null>,
): Promise<ReadonlyMap<string, Ours>> {
  const payments = await tx.payment.findMany({
    where: { provider: channel, providerPaymentId: { in: [...named.keys()] } },
    include: { legs: { orderBy: { id: "asc" } }, disputes: { select: { id: true } } },
  });
  const ofOrders = await tx.order.findMany({
    where: { id: { in: [...named.values()].filter((id) => id !== null && ID.test(id)) as string[] } },
    include: { payments: { where: { purpose: "order" }, select: { id: true } } },
  });
  const byPayment = new Map(payments.map((each) => [each.providerPaymentId, each]));
  const byOrder = new Map(ofOrders.map((each) => [each.id, each]));
  return new Map(
    [...named].map(([paymentId, orderId]) => {
      const payment = byPayment.get(paymentId) ?? null;
      const order = orderId === null ? null : (byOrder.get(orderId) ?? null);
      const rowIds = new Map<string, string>();
      if (payment !== null) rowIds.set(paymentId, payment.id);
      for (const leg of payment?.legs ?? []) rowIds.set(leg.providerRefundId ?? leg.id, leg.id);
      const here: Here = {
        payment:
          payment === null
            ? null
            : {
                amountMinor: payment.chargeMinor ?? payment.amountMinor,
                currency: payment.chargeCurrency ?? payment.currency,
                // One whose money was never booked counts as unheard of: taking it over books it.
                disputeState:
                  payment.disputes.length === 0
                    ? "none"
                    : (payment.disputeState as "none" | DisputeThereState),
              },
        order:
          order === null
            ? null
            : {
                id: order.id,
                paid: order.payments.length > 0,
                amountMinor: order.chargeMinor ?? order.totalMinor,
                currency: order.chargeCurrency ?? order.currency,
              },
        legs: (payment?.legs ?? []).map((leg) => ({
          id: leg.id,
          state: leg.state as RefundLegState,
          providerRefundId: leg.providerRefundId,
          // What we ask a provider to pay is in the currency that was charged.
          ...chargeBack(payment ?? NEVER, leg.amountMinor),
        })),
      };
      return [
        paymentId,
        {
          here,
          accountId: payment?.accountId ?? order?.accountId ?? null,
          orderId: payment?.orderId ?? order?.id ?? null,
          rowIds,
        },
      ];
    }),
  );
}

/** Legs come with their payment: this is for the compiler. */
const NEVER = { amountMinor: 0n, currency: "", chargeMinor: null, chargeCurrency: null, exchangeRate: null };
