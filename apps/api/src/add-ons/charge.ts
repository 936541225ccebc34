import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { instantInId, newId } from "../db/ids.ts";
import { applyPayment } from "../payments/apply-payment.ts";
import { alertProblem } from "../payments/handled.ts";
import { type ProviderPayment, ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import type { Services } from "../runtime/services.ts";
import { failAddOn, markAddOnCalled } from "./settle.ts";

const JOB = "add_ons.charge";

/**
 * Handler of `add_ons.charge`: charges the card of a pending add-on, or brings the charge to its end. May run any number
 * of times, at several workers, and after a crash at any point: before the provider is asked again, it is asked whether
 * it did it already.
 * @throws ProviderUnknown when nobody knows; the job comes back
 */
export async function chargeAddOn(
  services: Services,
  { orderId }: { readonly orderId: string },
): Promise<void> {
  const { db, runner, payments, probe } = services;
  const found = await db.within(PLATFORM, async (tx) => {
    const order = await tx.order.findUnique({ where: { id: orderId }, include: { holderPeriod: true } });
    const bought = await tx.addOnPurchase.findUnique({ where: { orderId } });
    if (order === null || bought === null) return null;
    const method = await tx.paymentMethod.findUnique({ where: { id: bought.paymentMethodId } });
    return { order, bought, method };
  });
  if (found === null || found.order.state !== "pending") return;
  const { order, bought, method } = found;
  const customerId = order.holderPeriod.stripeCustomerId;
  const lookUp = () =>
    customerId === null
      ? null
      : payments.stripe.findPayment(customerId, orderId, new Date(instantInId(orderId)));
  if (bought.calledAt !== null) {
    // It was asked for before, perhaps by a process that died: look before asking again.
    const known = await lookUp();
    if (known !== null && (await reduceAddOn(services, order, known))) return;
  }
  const { answer } = await runner.run(
    markAddOnCalled,
    { orderId },
    systemContext(JOB, order.accountId, newId()),
  );
  if (answer.go === "done") return;
  if (answer.go === "wait") throw new ProviderUnknown("a charge whose outcome nobody knows yet");
  if (answer.go === "late" || customerId === null || method === null)
    return fail(services, order, { code: "not_charged", message: null, authenticate: false });
  await probe.reach(`${JOB}:before_call`);
  try {
    const payment = await payments.stripe.chargeOffSession({
      orderId,
      attemptId: orderId,
      orderNumber: order.number,
      accountId: order.accountId,
      customerId,
      methodId: method.providerMethodId,
      totalMinor: order.totalMinor,
      currency: order.currency as Parameters<typeof payments.stripe.chargeOffSession>[0]["currency"],
    });
    await probe.reach(`${JOB}:after_call`);
    await reduceAddOn(services, order, payment);
  } catch (error) {
    if (!(error instanceof ProviderRejected)) throw error;
    // Under a key that was used with other words the first request may have gone through: look once more.
    const known = await lookUp();
    if (known !== null && (await reduceAddOn(services, order, known))) return;
    await fail(services, order, { code: error.code, message: error.message, authenticate: false });
  }
}

interface Ordered {
  readonly id: string;
  readonly accountId: string;
}

/**
 * Writes down what the provider holds about the charge: answers, notifications and look-ups alike.
 * @returns false where it says neither yes nor no
 */
export async function reduceAddOn(
  services: Services,
  order: Ordered,
  known: ProviderPayment,
): Promise<boolean> {
  if (known.captured) {
    const handled = await applyPayment(services, known);
    if (handled.state === "problem")
      await services.db.within(PLATFORM, (tx) => alertProblem(tx, handled, { orderId: order.id }));
    return true;
  }
  if (known.failure === null) return false;
  const { kind, code, message } = known.failure;
  await fail(services, order, { code, message, authenticate: kind === "authentication" });
  return true;
}

async function fail(
  services: Services,
  order: Ordered,
  why: { readonly code: string; readonly message: string | null; readonly authenticate: boolean },
): Promise<void> {
  // The command itself takes repetition; a report is no request of anybody that could be repeated under a key.
  await services.runner.run(
    failAddOn,
    {
      orderId: order.id,
      code: why.code.slice(0, 120),
      message: why.message?.slice(0, 500) ?? null,
      authenticate: why.authenticate,
    },
    systemContext(JOB, order.accountId, newId()),
  );
}

/** Pending charges per look. */
const PAGE = 100;

/** Handler of `add_ons.sweep`: brings back charges that were left under way, such as those whose job was parked. */
export async function sweepAddOns({ db, outbox }: Pick<Services, "db" | "outbox">): Promise<void> {
  await db.within(PLATFORM, async (tx) => {
    const waiting = await tx.$queryRaw<{ order_id: string }[]>`
      SELECT p.order_id FROM add_on_purchase p JOIN "order" o ON o.id = p.order_id AND o.state = 'pending'
       WHERE p.failure_code IS NULL AND p.created_at <= tenure_now(p.account_id) - interval '1 minute'
       ORDER BY p.created_at LIMIT ${PAGE}`;
    for (const { order_id: orderId } of waiting)
      await outbox.enqueue(tx, JOB, { orderId }, { singletonKey: orderId });
  });
}
