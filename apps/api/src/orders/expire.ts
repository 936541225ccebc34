import { attempt } from "@tenure/core/lifecycle";
import { type OrderState, orderLifecycle } from "@tenure/core/orders";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { applyPaymentOf } from "../payments/apply-payment.ts";
import { alertProblem } from "../payments/handled.ts";
import type { Checkout } from "../payments/provider.ts";
import { providerOf } from "../payments/providers.ts";
import type { Services } from "../runtime/services.ts";
import { capturedFromCard } from "./charged-card.ts";

const markExpired = plainCommand({
  name: "orders.expire",
  input: z.strictObject({ orderId: z.uuid() }),
  async apply({ tx }, { orderId }) {
    const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
    const move = attempt(orderLifecycle, order.state as OrderState, "expire");
    const state = move.legal ? move.to : order.state;
    if (move.legal) await tx.order.update({ where: { id: orderId, state: order.state }, data: { state } });
    return {
      answer: { orderId, state },
      target: { kind: "order", id: orderId },
      before: { state: order.state },
      after: { state },
    };
  },
});

/** Closes the order of a payment page that closed. A payment that still arrives re-opens it (`expired → paid`). */
export async function expireOrder(
  services: Services,
  sessionId: string,
): Promise<{ state: "applied" | "ignored" }> {
  const order = await services.db.within(PLATFORM, (tx) =>
    tx.order.findUnique({ where: { providerSessionId: sessionId } }),
  );
  if (order === null || order.state !== "pending") return { state: "ignored" };
  await closeOrder(services, order.accountId, order.id);
  return { state: "applied" };
}

/**
 * Handler of `orders.expire`: closes pending orders whose time is over. The provider is asked first whether somebody
 * paid after all, so that a lost notification loses nobody's money. An order the provider cannot speak of stays, and
 * does not keep the others waiting. With an `accountId`, those of that account alone.
 * @throws the first of what went wrong, after every order had its turn
 */
export async function expireOrders(
  services: Services,
  { accountId = null }: { readonly accountId?: string | null } = {},
): Promise<void> {
  const due = await services.db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<Due[]>`
      SELECT id, account_id, kind, provider, provider_session_id, holder_period_id FROM "order"
       WHERE state = 'pending' AND NOT automatic AND kind <> 'renewal' AND expires_at <= tenure_now(account_id)
         AND NOT (kind = 'add_on' AND EXISTS (
           SELECT 1 FROM add_on_purchase p WHERE p.order_id = "order".id AND p.failure_code IS NULL))
         AND (${accountId}::uuid IS NULL OR account_id = ${accountId}::uuid) ORDER BY expires_at LIMIT 100`,
  );
  const failures: unknown[] = [];
  for (const order of due) await expireOne(services, order).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

interface Due {
  readonly id: string;
  readonly account_id: string;
  readonly kind: string;
  readonly provider: string;
  readonly provider_session_id: string | null;
  readonly holder_period_id: string;
}

async function expireOne(services: Services, order: Due): Promise<void> {
  const paymentId = await paymentOf(services, order);
  if (paymentId !== null) {
    const handled = await applyPaymentOf(services, paymentId, providerOf(services.payments, order.provider));
    if (handled.state === "applied") return;
    if (handled.state === "problem")
      await services.db.within(PLATFORM, (tx) => alertProblem(tx, handled, { orderId: order.id }));
  }
  await closeOrder(services, order.account_id, order.id);
}

/** The payment that was captured for an order, on its page or, of an upgrade, from the saved card; null: none was. */
async function paymentOf(
  services: Services,
  { id, kind, provider, provider_session_id: sessionId, holder_period_id: holderPeriodId }: Due,
): Promise<string | null> {
  const checkout = sessionId === null ? null : await lastLook(services, provider, sessionId);
  if (checkout?.state === "complete" && checkout.paymentId !== null) return checkout.paymentId;
  return kind === "upgrade" ? capturedFromCard(services, { id, holderPeriodId }) : null;
}

/**
 * Whether somebody paid after all. A wallet's page is closed with its order: a payment that came later would be known
 * only from a notification, and a lost one is nowhere to be asked for again.
 */
function lastLook({ payments }: Services, provider: string, sessionId: string): Promise<Checkout> {
  const rail = providerOf(payments, provider);
  return rail.name === "stripe" ? rail.readCheckout(sessionId) : rail.closeCheckout(sessionId);
}

const closeOrder = async (services: Services, accountId: string, orderId: string): Promise<void> => {
  await services.runner.run(
    markExpired,
    { orderId },
    systemContext("orders.expire", accountId, `expire:${orderId}`),
  );
};
