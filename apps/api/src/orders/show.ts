import type { Role } from "@tenure/core/access";
import { orderKinds } from "@tenure/core/contract";
import { decisionSchema } from "@tenure/core/decision";
import { cancelGiftSubscription } from "@tenure/core/gift-subscriptions";
import { isCurrency, minorToNanos, toMoney } from "@tenure/core/money";
import { planIds } from "@tenure/core/pricing";
import { refundWindow } from "@tenure/core/refunds";
import { methodShown } from "../accounts/own-periods.ts";
import type { CommandContext } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { latestDispute, showDispute } from "../disputes/show.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import { isOfPlan } from "../refunds/facts.ts";
import { previewRefund, readPreviewDecision } from "../refunds/preview.ts";
import { previewCancelOfOrder } from "../gift-subscriptions/cancel.ts";
import { chargeOfOrder } from "../top-ups/charge.ts";
import { showRefund } from "../refunds/show.ts";
import type { Services } from "../runtime/services.ts";

/** What a row of Billing History is made from. */
export const orderInclude = {
  planPrice: true,
  holderPeriod: { select: { endedAt: true } },
  payments: { where: { purpose: "order" }, include: { disputes: latestDispute }, take: 1 },
  refunds: { orderBy: { submittedAt: "desc" } },
  renewal: { select: { attempts: { where: { state: "failed" }, orderBy: { number: "desc" }, take: 1 } } },
} as const;

type OrderRow = NonNullable<Awaited<ReturnType<typeof readOrder>>>;

/** One order of an account with what its row shows, or null. */
export const readOrder = (tx: Tx, accountId: string, orderId: string) =>
  tx.order.findFirst({ where: { id: orderId, accountId }, include: orderInclude });

/** An order as Billing History shows it; `refundability` comes from the same decision a refund would make (R4.1). */
export async function showOrder(
  services: Services,
  context: CommandContext,
  row: OrderRow,
  role: Role,
  invoice: { readonly id: string; readonly number: string } | null | undefined,
) {
  const currency = isCurrency(row.currency) ? row.currency : "USD";
  return {
    id: row.id,
    number: row.number,
    kind: orderKinds.find((kind) => kind === row.kind) ?? ("subscription" as const),
    gift: row.gift,
    state: row.state as "pending" | "paid" | "failed" | "expired",
    planId: planIds.find((id) => id === row.planPrice?.planId) ?? null,
    interval:
      row.planPrice === null
        ? null
        : row.planPrice.interval === "year"
          ? ("year" as const)
          : ("month" as const),
    amount: toMoney(row.amountNanos, currency),
    bonus: toMoney(row.bonusNanos, currency),
    tax: toMoney(row.taxNanos, currency),
    total: toMoney(minorToNanos(row.totalMinor, currency), currency),
    charge: chargeOfOrder(row),
    automatic: row.automatic,
    policyVersion: row.policyVersion,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
    method: methodShown(row, row.payments[0]?.methodLabel),
    checkoutUrl: row.state === "pending" ? row.checkoutUrl : null,
    declined: row.state === "paid" ? null : declinedOf(row),
    decisionId: row.decisionId,
    invoice: invoice == null ? null : { id: invoice.id, number: invoice.number },
    refundability:
      row.state === "paid" && (isOfPlan(row.kind) || row.kind === "top_up")
        ? await refundability(services, context, row.id)
        : row.state === "paid" && row.kind === "gift_subscription"
          ? await giftRefundability(services, context, row.id)
          : null,
    refunds: row.refunds.map((refund) => showRefund(refund, row, role)),
    dispute: showDispute(row.payments[0]?.disputes[0]),
  };
}

/** What the provider said of the last charge of a renewal, where it was refused (T6.2). */
function declinedOf({ renewal }: OrderRow) {
  const [last] = renewal?.attempts ?? [];
  return last === undefined
    ? null
    : {
        code: last.providerCode,
        message: last.providerMessage,
        at: (last.endedAt ?? last.startedAt).toISOString(),
      };
}

/** Whether the payer of a gift may take it back (R2.7), decided as taking it back would. */
async function giftRefundability(services: Services, context: CommandContext, orderId: string) {
  const decided = await previewCancelOfOrder(services, context, orderId);
  const decision = decisionSchema.parse(decided);
  const { refund } = cancelGiftSubscription.facts.parse(decision.facts);
  const policy = policyByVersion(decision.policyVersion) ?? policyAt(decision.decidedAt);
  return {
    enabled: decision.outcome === "granted",
    refusal: decision.refusals[0] ?? null,
    windowClosesAt: refundWindow(refund, policy)?.closesAt ?? null,
  };
}

/** Whether an order can be refunded now, by the decision that a refund would make (R4.1). */
export async function refundability(services: Services, context: CommandContext, orderId: string) {
  const decision = await previewRefund(services, context, orderId);
  const { window } = readPreviewDecision(decision);
  return {
    enabled: decision.outcome === "granted",
    refusal: decisionSchema.parse(decision).refusals[0] ?? null,
    windowClosesAt: window?.closesAt ?? null,
  };
}
