import type { Services } from "../runtime/services.ts";
import { keepNotification } from "./webhook-intake.ts";

/** How far back to look: as long as the provider itself goes on trying to deliver. */
const HOURS_BACK = 72;

/**
 * Handler of `payments.catch_up`: takes in the notifications that the provider could not deliver, so that a payment, a
 * bounce or a dispute whose notification was lost ends in the same state a little later.
 */
export async function catchUpNotifications(services: Services): Promise<void> {
  const { stripe } = services.payments;
  for await (const notification of stripe.undelivered(HOURS_BACK))
    await keepNotification(services, stripe, notification);
}
