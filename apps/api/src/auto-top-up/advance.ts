import type { DecisionJson } from "@tenure/core/decision";
import { systemContext } from "../command/system.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { instantInId, newId } from "../db/ids.ts";
import { RefusedError } from "../errors/app-error.ts";
import { ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import type { Services } from "../runtime/services.ts";
import { stopAutoTopUp } from "./stop.ts";
import { markCalled } from "./mark-called.ts";
import { noteCap } from "./note-cap.ts";
import { thresholdOf } from "./threshold.ts";
import { reduceAutomatic, refused } from "./reduce.ts";
import { readAutoTopUp } from "./row.ts";
import { startAutoTopUp } from "./start.ts";

const JOB = "auto_top_up.run";

/**
 * Handler of `auto_top_up.run`: tops an account up where it is low, or brings the top-up under way to its end. May run
 * any number of times, at several workers, and after a crash at any point: before the provider is asked again, it is
 * asked whether it did it already.
 * @throws ProviderUnknown when nobody knows; the job comes back
 */
export async function advanceAutoTopUp(
  services: Services,
  { accountId }: { readonly accountId: string },
): Promise<void> {
  const { row, now } = await services.db.within(PLATFORM, async (tx) => ({
    row: await readAutoTopUp(tx, accountId),
    now: await readClock(tx, accountId),
  }));
  if (row === null) return;
  if (row.pendingOrderId !== null) return charge(services, accountId, row.pendingOrderId);
  // Asked in vain: it is off, or nothing can be bought before an instant that has not come.
  if (thresholdOf(row, now) === null) return;
  const orderId = await start(services, accountId);
  if (orderId !== null) await charge(services, accountId, orderId);
}

/** Makes the order where one is due. @returns its id, or null */
async function start(services: Services, accountId: string): Promise<string | null> {
  const { runner, tax } = services;
  // Asked first without writing anything: a decision is stored for a top-up, not for every look at a balance.
  const preview = await runner.preview(startAutoTopUp(tax), {}, systemContext(JOB, accountId, "preview"));
  if (preview.outcome !== "granted") {
    await explain(services, accountId, preview);
    return null;
  }
  try {
    const { answer } = await runner.run(startAutoTopUp(tax), {}, systemContext(JOB, accountId, newId()));
    await services.probe.reach(`${JOB}:after_start`);
    return answer.orderId;
  } catch (error) {
    // Another worker was faster, or it was switched off between our look and the lock.
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

/** Does what a refusal asks for: the cap is told once a month, a card or consent that no longer fits stops it. */
async function explain(services: Services, accountId: string, { refusals }: DecisionJson): Promise<void> {
  const context = () => systemContext(JOB, accountId, newId());
  switch (refusals[0]?.code) {
    case "auto_top_up_cap_reached":
      await services.runner.run(noteCap, {}, context());
      return;
    case "auto_top_up_no_card":
      await services.runner.run(stopAutoTopUp, { orderId: null, code: "no_card", message: null }, context());
      return;
    case "auto_top_up_consent_missing":
      await services.runner.run(
        stopAutoTopUp,
        { orderId: null, code: "consent_outdated", message: null },
        context(),
      );
      return;
    default:
      return;
  }
}

const readOrder = (services: Services, orderId: string) =>
  services.db.within(PLATFORM, async (tx) => {
    const order = await tx.order.findUniqueOrThrow({
      where: { id: orderId },
      include: { holderPeriod: true },
    });
    const row = await readAutoTopUp(tx, order.accountId);
    const method =
      row?.paymentMethodId == null
        ? null
        : await tx.paymentMethod.findUnique({ where: { id: row.paymentMethodId } });
    return { order, row, method };
  });

async function charge(services: Services, accountId: string, orderId: string): Promise<void> {
  const { runner, payments, probe } = services;
  const { order, row, method } = await readOrder(services, orderId);
  const customerId = order.holderPeriod.stripeCustomerId;
  const lookUp = () =>
    customerId === null
      ? null
      : payments.stripe.findPayment(customerId, orderId, new Date(instantInId(orderId)));
  if (row?.pendingOrderId === orderId && row.calledAt !== null) {
    // It was asked for before, perhaps by a process that died: look before asking again.
    const known = await lookUp();
    if (known !== null) return reduceAutomatic(services, order, known);
  }
  const { answer } = await runner.run(markCalled, { orderId }, systemContext(JOB, accountId, newId()));
  if (answer.go === "done") return;
  if (answer.go === "wait") throw new ProviderUnknown("a charge whose outcome nobody knows yet");
  if (customerId === null || method === null)
    return refused(services, order, { code: "no_card", message: null });
  await probe.reach(`${JOB}:before_call`);
  try {
    const payment = await payments.stripe.chargeOffSession({
      orderId,
      attemptId: orderId,
      orderNumber: order.number,
      accountId,
      customerId,
      methodId: method.providerMethodId,
      totalMinor: order.totalMinor,
      currency: order.currency as Parameters<typeof payments.stripe.chargeOffSession>[0]["currency"],
    });
    await probe.reach(`${JOB}:after_call`);
    await reduceAutomatic(services, order, payment);
  } catch (error) {
    if (!(error instanceof ProviderRejected)) throw error;
    // Under a key that was used with other words the first request may have gone through: look once more.
    const known = await lookUp();
    if (known !== null) return reduceAutomatic(services, order, known);
    await refused(services, order, error);
  }
}
