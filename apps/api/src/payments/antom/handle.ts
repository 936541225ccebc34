import { failOrder } from "../../orders/fail.ts";
import type { Services } from "../../runtime/services.ts";
import { applyPayment } from "../apply-payment.ts";
import type { Handled } from "../handled.ts";
import { ProviderUnknown } from "../provider.ts";
import { providerOf } from "../providers.ts";
import { applyRefundOf } from "../refund-event.ts";

/**
 * What a notification of Antom's leads to. It is only a trigger: the payment or refund is asked for and that answer
 * counts. A notification may overtake the answer, so that the question still finds it under way; then it is asked again.
 */
export async function handleAntom(services: Services, type: string, objectId: string): Promise<Handled> {
  const antom = providerOf(services.payments, "antom");
  switch (type) {
    case "PAYMENT_RESULT": {
      const payment = await antom.readPayment(objectId);
      if (payment.captured) return applyPayment(services, payment);
      if (payment.failure === null) throw new ProviderUnknown("told of a payment that is still under way");
      return failOrder(services, payment.orderId);
    }
    case "REFUND_RESULT": {
      const known = await antom.readRefund(objectId);
      if (known.state === "pending") throw new ProviderUnknown("told of a refund that is still under way");
      return applyRefundOf(services, known);
    }
    // Pending at the wallet: not final, nothing to do yet.
    default:
      return { state: "ignored" };
  }
}
