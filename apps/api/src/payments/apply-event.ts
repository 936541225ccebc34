import { PLATFORM } from "../db/database.ts";
import { expireOrder } from "../orders/expire.ts";
import { reduceLeg } from "../refunds/advance.ts";
import type { Services } from "../runtime/services.ts";
import { openAlert } from "./alerts.ts";
import { applyPaymentOf } from "./apply-payment.ts";
import type { Handled } from "./handled.ts";
import { recordDispute } from "./record-dispute.ts";

const APPLIED: Handled = { state: "applied" };
const IGNORED: Handled = { state: "ignored" };

/**
 * Handler of `payments.apply_event`. A notification is only a trigger: the object is read again from the provider, so
 * late, repeated and reordered ones all end in the same state.
 */
export async function applyProviderEvent(
  services: Services,
  payload: { readonly providerEventId: string },
): Promise<void> {
  const { db } = services;
  const event = await db.within(PLATFORM, (tx) =>
    tx.providerEvent.findUnique({ where: { id: payload.providerEventId } }),
  );
  if (event === null || event.state !== "received") return;
  const handled = await handle(services, event.type, event.objectId);
  await db.within(PLATFORM, async (tx) => {
    await tx.$executeRaw`
      UPDATE provider_event SET state = ${handled.state}, problem = ${handled.state === "problem" ? handled.problem : null},
             attempts = attempts + 1, handled_at = tenure_now() WHERE id = ${event.id}::uuid`;
    if (handled.state === "problem")
      await openAlert(tx, "provider_event_problem", `${event.type}:${event.objectId}`, event.eventId, null, {
        type: event.type,
        objectId: event.objectId,
        problem: handled.problem,
      });
  });
}

async function handle(services: Services, type: string, objectId: string): Promise<Handled> {
  switch (type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded": {
      const checkout = await services.payments.stripe.readCheckout(objectId);
      return checkout.paymentId === null ? IGNORED : applyPaymentOf(services, checkout.paymentId);
    }
    case "payment_intent.succeeded":
      return applyPaymentOf(services, objectId);
    case "checkout.session.expired":
      return expireOrder(services, objectId);
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return applyRefundOf(services, objectId);
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
      return recordDispute(services, objectId);
    default:
      return IGNORED;
  }
}

async function applyRefundOf(services: Services, providerRefundId: string): Promise<Handled> {
  const known = await services.payments.stripe.readRefund(providerRefundId);
  const leg = await services.db.within(PLATFORM, async (tx) => {
    if (known.legId !== null && /^[0-9a-f-]{36}$/.test(known.legId))
      return tx.refundLeg.findUnique({ where: { id: known.legId } });
    return tx.refundLeg.findUnique({ where: { providerRefundId } });
  });
  if (leg === null) return { state: "problem", problem: "a refund at the provider that we did not ask for" };
  if (leg.amountMinor !== known.amountMinor || leg.currency !== known.currency)
    return { state: "problem", problem: "a refund at the provider of another amount or currency than ours" };
  await reduceLeg(services, leg.accountId, leg.id, known);
  return APPLIED;
}
