import { isCurrency } from "@tenure/core/money";
import { PLATFORM } from "../db/database.ts";
import { capturedFromCard } from "../orders/charged-card.ts";
import { openCheckoutOrLater } from "../orders/open-checkout.ts";
import { defaultPaymentMethod } from "../payment-methods/default.ts";
import { applyPayment, applyPaymentOf } from "../payments/apply-payment.ts";
import { type ProviderPayment, ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import type { Services } from "../runtime/services.ts";

/** How the payment of an upgrade stands. */
export interface UpgradePayment {
  /** `paid`: the new plan runs, or the payment goes back. `declined`: by the card; the page is there instead. */
  readonly state: "paid" | "declined" | "pending";
  /** The provider's own words for a decline (T6.2). */
  readonly problem: Problem | null;
  /** Where to pay; null while the page is not open, or none is needed. */
  readonly checkoutUrl: string | null;
}

/**
 * Has an upgrade paid. The saved card is charged under the order's own key, so that a repeated request charges nothing
 * twice; whether the answer is heard or not, the provider's notification records the payment. Where the card says no,
 * the payment page is opened.
 */
export async function payUpgrade(
  services: Services,
  orderId: string,
  payWith: "saved_card" | "page",
): Promise<UpgradePayment> {
  const problem = payWith === "saved_card" ? await chargeSavedCard(services, orderId) : null;
  return problem === "closed" ? CLOSED : paymentOf(services, orderId, problem);
}

/**
 * Handler of `plan_changes.pay`: brings the charge of a saved card to its end where the door that made the order died or
 * never heard the answer. Under the order's own key the card is charged once, whoever asks how often.
 * @throws ProviderUnknown while nobody knows; the job comes back
 */
export async function runPayUpgrade(
  services: Services,
  { orderId }: { readonly orderId: string },
): Promise<void> {
  const problem = await chargeSavedCard(services, orderId);
  if (problem === "unknown") throw new ProviderUnknown("a charge whose outcome nobody knows yet");
  if (problem !== "closed") await paymentOf(services, orderId, problem);
  else await applyChargeOfClosed(services, orderId);
}

/** Closed while nobody knew whether its card was charged, by another upgrade that was paid: then that goes back. */
async function applyChargeOfClosed(services: Services, orderId: string): Promise<void> {
  const order = await services.db.within(PLATFORM, (tx) =>
    tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { id: true, holderPeriodId: true } }),
  );
  const paymentId = await capturedFromCard(services, order);
  if (paymentId !== null) await applyPaymentOf(services, paymentId);
}

/** Its time is over, or another payment of it came: nothing is to be paid, and nothing is charged. */
const CLOSED: UpgradePayment = {
  state: "declined",
  problem: { code: "order_closed", message: "This order is closed.", authenticate: false },
  checkoutUrl: null,
};

async function paymentOf(
  services: Services,
  orderId: string,
  problem: "paid" | "unknown" | Problem | null,
): Promise<UpgradePayment> {
  if (problem === "paid") return { state: "paid", problem: null, checkoutUrl: null };
  // Nobody knows what became of the charge: a page now would ask for the same money again.
  if (problem === "unknown") return { state: "pending", problem: null, checkoutUrl: null };
  const checkoutUrl = await openCheckoutOrLater(services, orderId);
  return problem === null
    ? { state: "pending", problem, checkoutUrl }
    : { state: "declined", problem, checkoutUrl };
}

interface Problem {
  readonly code: string;
  readonly message: string;
  /** The bank wants to see the card's owner: on the page the same card can still pay. */
  readonly authenticate: boolean;
}

async function chargeSavedCard(
  services: Services,
  orderId: string,
): Promise<"paid" | "unknown" | "closed" | Problem> {
  const { order, card } = await services.db.within(PLATFORM, async (tx) => {
    const row = await tx.order.findUniqueOrThrow({ where: { id: orderId }, include: { holderPeriod: true } });
    return { order: row, card: await defaultPaymentMethod(tx, row.holderPeriodId) };
  });
  // Asked for again under the same key: what was paid stays paid.
  if (order.state === "paid") return "paid";
  if (order.state !== "pending") return "closed";
  const customerId = order.holderPeriod.stripeCustomerId;
  if (card === null || customerId === null)
    return { code: "no_card", message: "No card is saved for this account.", authenticate: false };
  if (!isCurrency(order.currency)) throw new Error(`an order in ${order.currency}`);
  await services.probe.reach("plan_changes.pay:before_call");
  try {
    const payment = await services.payments.stripe.chargeOffSession({
      orderId,
      attemptId: orderId,
      orderNumber: order.number,
      accountId: order.accountId,
      customerId,
      methodId: card.providerMethodId,
      totalMinor: order.totalMinor,
      currency: order.currency,
    });
    await services.probe.reach("plan_changes.pay:after_call");
    if (!payment.captured) return problemOf(payment.failure);
    await applyPayment(services, payment);
    return "paid";
  } catch (error) {
    if (error instanceof ProviderRejected)
      return { code: error.code, message: error.message, authenticate: false };
    if (!(error instanceof ProviderUnknown)) throw error;
    services.log.warn({ err: error, orderId }, "nobody knows yet whether the saved card was charged");
    return "unknown";
  }
}

const problemOf = (failure: ProviderPayment["failure"]): Problem =>
  failure === null
    ? { code: "declined", message: "The card was declined.", authenticate: false }
    : {
        code: failure.code,
        message: failure.message ?? failure.code,
        authenticate: failure.kind === "authentication",
      };
