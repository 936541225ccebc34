import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { applyPayment } from "../payments/apply-payment.ts";
import { alertProblem, type Handled } from "../payments/handled.ts";
import type { ProviderPayment } from "../payments/provider.ts";
import { applyFailedRenewal } from "../renewals/reduce.ts";
import type { Services } from "../runtime/services.ts";
import { stopAutoTopUp } from "./stop.ts";

const JOB = "auto_top_up.run";

/**
 * Writes down what the provider holds about the payment of an automatic order: the way of answers, notifications and
 * look-ups alike. One that is neither captured nor refused is left for later.
 */
export async function reduceAutomatic(
  services: Services,
  order: { readonly id: string; readonly accountId: string },
  known: ProviderPayment,
): Promise<void> {
  if (known.captured) {
    const handled = await applyPayment(services, known);
    if (handled.state === "problem")
      await services.db.within(PLATFORM, (tx) => alertProblem(tx, handled, { orderId: order.id }));
    return;
  }
  if (known.failure !== null) await refused(services, order, known.failure);
}

/** The provider said no about the card of an order. */
export async function refused(
  services: Services,
  order: { readonly id: string; readonly accountId: string },
  { code, message }: { readonly code: string; readonly message: string | null },
): Promise<void> {
  // The command itself takes repetition; a report is no request of anybody that could be repeated under a key.
  await services.runner.run(
    stopAutoTopUp,
    { orderId: order.id, code: code.slice(0, 120), message: message?.slice(0, 500) ?? null },
    systemContext(JOB, order.accountId, newId()),
  );
}

/** A notification says that an attempt to pay failed: only automatic orders end by it, a page offers another card. */
export async function applyFailedPaymentOf(services: Services, paymentId: string): Promise<Handled> {
  const payment = await services.payments.stripe.readPayment(paymentId);
  const { orderId } = payment;
  if (payment.failure === null || orderId === null || !/^[0-9a-f-]{36}$/.test(orderId))
    return { state: "ignored" };
  const order = await services.db.within(PLATFORM, (tx) => tx.order.findUnique({ where: { id: orderId } }));
  if (order?.kind === "renewal") return applyFailedRenewal(services, payment);
  if (order === null || !order.automatic) return { state: "ignored" };
  await reduceAutomatic(services, order, payment);
  return { state: "applied" };
}
