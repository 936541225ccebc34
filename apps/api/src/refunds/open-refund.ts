import type { DecisionJson } from "@tenure/core/decision";
import { attempt } from "@tenure/core/lifecycle";
import { refundLifecycle, type SubscriptionRefundEffects } from "@tenure/core/refunds";
import { subscriptionLifecycle } from "@tenure/core/subscriptions";
import type { AccountFacts } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { runningSubscription } from "../subscriptions/running.ts";

/**
 * Opens the refund of a subscription order that was decided, by self-service or by case: the subscription shuts its
 * included usage, the refund drains, its owner is told. The amount settles when the requests in flight have ended (R3.6).
 */
export async function openSubscriptionRefund(
  { tx, now, decisionId, outbox }: Pick<Acting, "tx" | "now" | "decisionId" | "outbox">,
  account: AccountFacts,
  orderId: string,
  effects: NonNullable<SubscriptionRefundEffects>,
  decision: DecisionJson,
  /** Whether the owner is told that it was submitted; a case tells of its approval instead. */
  tells: boolean,
): Promise<{ readonly refundId: string; readonly number: string; readonly orderNumber: string }> {
  const running = await runningSubscription(tx, account.id);
  // Terms of a gift may lie behind the one that is refunded.
  const isOfRunning =
    running !== null &&
    (await tx.term.count({ where: { subscriptionId: running.id, orderId, endedAt: null } })) > 0;
  if (running !== null && isOfRunning) {
    const move = attempt(subscriptionLifecycle, running.state, "refund");
    if (!move.legal)
      throw new AppError("conflict", `A ${running.state} subscription cannot be refunded now.`);
    await tx.subscription.update({
      where: { id: running.id, state: running.state },
      data: { state: move.to },
    });
  }
  const [numbered] = await tx.$queryRaw<{ number: string }[]>`
    SELECT 'REF-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('refund_number')::text, 5, '0') AS number`;
  const refundId = newId();
  const number = numbered?.number ?? refundId;
  await tx.refund.createMany({
    data: {
      id: refundId,
      number,
      accountId: account.id,
      orderId,
      kind: "subscription",
      state: refundLifecycle.initial,
      currency: decision.currency,
      floorNanos: effects.floorFinalNanos,
      expectedNanos: effects.expected.finalNanos,
      submitDecisionId: decisionId,
      subscriptionStateBefore: running?.state ?? null,
      submittedAt: new Date(now),
      drainUntil: new Date(effects.drainUntil),
    },
  });
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { number: true } });
  if (tells)
    await queueNotice(tx, outbox, {
      kind: "refund_submitted",
      dedupeKey: `refund_submitted:${refundId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        refund: number,
        order: order.number,
        floor: effects.floorFinalNanos.toString(),
        expected: effects.expected.finalNanos.toString(),
      },
      decision,
    });
  await outbox.enqueue(tx, "refunds.advance", { refundId });
  return { refundId, number, orderNumber: order.number };
}
