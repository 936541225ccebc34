import { handleAntom } from "./antom/handle.ts";
import { applyFailedPaymentOf } from "../auto-top-up/reduce.ts";
import { PLATFORM } from "../db/database.ts";
import { expireOrder } from "../orders/expire.ts";
import { applyCardSetupOf, isCardSetup } from "../payment-methods/setup.ts";
import { renewalPageExpired } from "../renewals/page.ts";
import { applyVerificationOf } from "../subjects/record-verification.ts";
import type { Services } from "../runtime/services.ts";
import { applyPaymentOf } from "./apply-payment.ts";
import { alertProblem, type Handled, problemOf } from "./handled.ts";
import { ProviderRejected } from "./provider.ts";
import { recordDispute } from "./record-dispute.ts";
import { applyRefundOf } from "./refund-event.ts";

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
  const handle = event.provider === "antom" ? handleAntom : handleStripe;
  const handled = await handle(services, event.type, event.objectId).catch((error) =>
    refusedToShow(event.objectId, error),
  );
  await db.within(PLATFORM, async (tx) => {
    await tx.$executeRaw`
      UPDATE provider_event SET state = ${handled.state}, problem = ${handled.state === "problem" ? handled.problem : null},
             attempts = attempts + 1, handled_at = tenure_now() WHERE id = ${event.id}::uuid`;
    if (handled.state === "problem")
      await alertProblem(tx, handled, { type: event.type, eventId: event.eventId });
  });
}

/** The provider itself does not know what its notification names: asking again will not help, a person looks. */
function refusedToShow(objectId: string, error: unknown): Handled {
  if (!(error instanceof ProviderRejected)) throw error;
  return problemOf(objectId, `the provider refused to show the object: ${error.code}`);
}

async function handleStripe(services: Services, type: string, objectId: string): Promise<Handled> {
  switch (type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded": {
      const checkout = await services.payments.stripe.readCheckout(objectId);
      if (checkout.isSetup) return applyCardSetupOf(services, objectId);
      return checkout.paymentId === null ? IGNORED : applyPaymentOf(services, checkout.paymentId);
    }
    case "payment_intent.succeeded":
      return applyPaymentOf(services, objectId);
    case "payment_intent.payment_failed":
    case "payment_intent.canceled":
      return applyFailedPaymentOf(services, objectId);
    case "checkout.session.expired":
      if (await isCardSetup(services, objectId)) return applyCardSetupOf(services, objectId);
      return (await renewalPageExpired(services, objectId)) ? APPLIED : expireOrder(services, objectId);
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return applyRefundOf(services, await services.payments.stripe.readRefund(objectId));
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
      return recordDispute(services, objectId);
    case "identity.verification_session.processing":
    case "identity.verification_session.verified":
    case "identity.verification_session.requires_input":
    case "identity.verification_session.canceled":
      return applyVerificationOf(services, objectId);
    default:
      return IGNORED;
  }
}
