import type { Services } from "../runtime/services.ts";
import { openCheckout } from "./open-checkout.ts";

export { expireOrders } from "./expire.ts";

/** Handler of `orders.open_checkout`: opens the payment page where the door that made the order died. */
export async function runOpenCheckout(
  services: Services,
  payload: { readonly orderId: string },
): Promise<void> {
  await openCheckout(services, payload.orderId);
}
