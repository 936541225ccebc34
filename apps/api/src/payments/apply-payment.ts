import { recordAddOnPayment } from "../add-ons/settle.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { RefusedError } from "../errors/app-error.ts";
import { recordGiftPayment } from "../gift-subscriptions/record-payment.ts";
import { recordPayment } from "../orders/record-payment.ts";
import { savePaymentMethod } from "../payment-methods/save.ts";
import { recordRenewalPayment } from "../renewals/record-payment.ts";
import { recordUpgradePayment } from "../plan-changes/record-upgrade-payment.ts";
import type { PaymentProvider, ProviderPayment } from "./provider.ts";
import type { Services } from "../runtime/services.ts";
import { recordTopUpPayment } from "../top-ups/record-payment.ts";
import { type Handled, problemOf } from "./handled.ts";

/** Reads a payment from the provider and records it against its order, once per payment. */
export const applyPaymentOf = async (
  services: Services,
  paymentId: string,
  provider: PaymentProvider = services.payments.stripe,
): Promise<Handled> => applyPayment(services, await provider.readPayment(paymentId));

/** The same with a payment that the provider has just told of, in its answer to a charge or to a look-up. */
export async function applyPayment(services: Services, payment: ProviderPayment): Promise<Handled> {
  if (!payment.captured) return { state: "ignored" };
  const { paymentId } = payment;
  const orderId = payment.orderId;
  const order =
    orderId === null || !/^[0-9a-f-]{36}$/.test(orderId)
      ? null
      : await services.db.within(PLATFORM, (tx) => tx.order.findUnique({ where: { id: orderId } }));
  if (order === null)
    return problemOf(paymentId, "a captured payment names no order of ours", "payment_unknown_order");
  // The card first: whoever looks at the payment finds out by it whose it is (R3.5).
  if (payment.savedCard !== null)
    await services.runner.run(
      savePaymentMethod,
      {
        orderId: order.id,
        provider: payment.provider,
        methodId: payment.savedCard.methodId,
        label: payment.methodLabel.slice(0, 80),
        fingerprint: payment.savedCard.fingerprint,
        brand: payment.savedCard.brand,
        last4: payment.savedCard.last4,
        expMonth: payment.savedCard.expMonth,
        expYear: payment.savedCard.expYear,
      },
      systemContext("payments.apply_event", order.accountId, `method:${payment.savedCard.methodId}`),
    );
  await services.probe.reach("payments.apply_event:before_record");
  try {
    const captured = {
      orderId: order.id,
      provider: payment.provider,
      paymentId,
      chargeId: payment.chargeId,
      amountMinor: payment.amountMinor.toString(),
      currency: payment.currency,
      methodLabel: payment.methodLabel.slice(0, 80),
    };
    const context = systemContext("payments.apply_event", order.accountId, `payment:${paymentId}`);
    if (order.kind === "top_up") await services.runner.run(recordTopUpPayment, captured, context);
    else if (order.kind === "add_on") await services.runner.run(recordAddOnPayment, captured, context);
    else if (order.kind === "gift_subscription")
      await services.runner.run(recordGiftPayment, captured, context);
    else if (order.kind === "renewal")
      await services.runner.run(recordRenewalPayment, { ...captured, attemptId: payment.attemptId }, context);
    else if (order.kind === "upgrade") await services.runner.run(recordUpgradePayment, captured, context);
    else await services.runner.run(recordPayment, captured, context);
    await services.probe.reach("payments.apply_event:after_record");
    return { state: "applied" };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const codes = error.decision.refusals.map((each) => each.code).join(", ");
    return problemOf(paymentId, codes, "payment_mismatch", order.accountId);
  }
}
