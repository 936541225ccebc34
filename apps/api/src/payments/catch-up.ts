import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";
import { applyPaymentOf } from "./apply-payment.ts";
import { alertProblem } from "./handled.ts";
import { keepNotification } from "./webhook-intake.ts";

/** How far back to look: as long as the provider itself goes on trying to deliver. */
const HOURS_BACK = 72;

/** A wallet's payer is on the way this long; only then is its page asked whether it was paid. */
const WALLET_ASKED_AFTER_MINUTES = 5;

/** Wallet pages asked in one go; the next turn asks the others. */
const WALLETS_AT_ONCE = 100;

/**
 * Handler of `payments.catch_up`: finds what the providers could not deliver, so that a payment, a bounce or a dispute whose
 * notification was lost ends in the same state a little later. Stripe lists what it could not deliver; Antom lists nothing,
 * so each of its open payments is asked for.
 * @throws the first of what went wrong, after everything had its turn
 */
export async function catchUpNotifications(services: Services): Promise<void> {
  const { stripe } = services.payments;
  for await (const notification of stripe.undelivered(HOURS_BACK))
    await keepNotification(services, stripe, notification);
  await askWallets(services);
}

async function askWallets(services: Services): Promise<void> {
  const { antom } = services.payments;
  if (antom === null) return;
  const open = await services.db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<{ id: string; provider_session_id: string }[]>`
      SELECT id, provider_session_id FROM "order"
       WHERE state = 'pending' AND provider = 'antom' AND provider_session_id IS NOT NULL
         AND created_at <= tenure_now(account_id) - make_interval(mins => ${WALLET_ASKED_AFTER_MINUTES})
       ORDER BY created_at DESC LIMIT ${WALLETS_AT_ONCE}`,
  );
  const failures: unknown[] = [];
  for (const { id, provider_session_id: sessionId } of open) {
    try {
      const { state, paymentId } = await antom.readCheckout(sessionId);
      if (state !== "complete" || paymentId === null) continue;
      const handled = await applyPaymentOf(services, paymentId, antom);
      if (handled.state === "problem")
        await services.db.within(PLATFORM, (tx) => alertProblem(tx, handled, { orderId: id }));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
