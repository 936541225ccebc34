import { attempt } from "@tenure/core/lifecycle";
import type { OrderState } from "@tenure/core/orders";
import { renewalLifecycle, type RenewalState } from "@tenure/core/subscriptions";
import type { Acting } from "../command/command.ts";
import { moveOrder } from "../orders/captured-payment.ts";
import { attemptUnderWay, moveAttempt, readRenewal, type RenewalRow } from "./renewal-row.ts";

/**
 * Lets go of a renewal whose subscription ended first. One that the provider is being asked about stays until it has
 * said what became of it: money that comes then goes back whole. @returns whether it was let go
 */
export async function dropRenewal(acting: Acting, row: RenewalRow): Promise<boolean> {
  const move = attempt(renewalLifecycle, row.state as RenewalState, "drop");
  if (!move.legal) return false;
  await closePage(acting, row);
  await acting.tx.renewal.update({
    where: { id: row.id, state: row.state },
    data: { state: move.to, nextAt: null, settledAt: new Date(acting.now) },
  });
  await moveOrder(acting, row.orderId, row.order.state as OrderState, "fail");
  return true;
}

/** Part of the command that ends a subscription: its open renewal goes with it, at once where nothing is under way. */
export async function dropRenewalOf(acting: Acting, subscriptionId: string): Promise<void> {
  const open = await acting.tx.renewal.findFirst({
    where: { subscriptionId, settledAt: null },
    select: { id: true },
  });
  if (open !== null) await dropRenewal(acting, await readRenewal(acting.tx, open.id));
}

/** A page that waits for its customer is not waited for any more; a payment on it that comes all the same goes back. */
export async function closePage({ tx, now }: Acting, row: RenewalRow): Promise<void> {
  const page = attemptUnderWay(row);
  if (page === null || page.kind !== "page") return;
  await tx.renewalAttempt.update({
    where: { id: page.id, state: page.state },
    data: { state: moveAttempt(page.state, "close"), endedAt: new Date(now) },
  });
}
