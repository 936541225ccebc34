import type { DecisionJson } from "@tenure/core/decision";
import { attempt } from "@tenure/core/lifecycle";
import {
  refundLifecycle,
  type SubscriptionRefundEffects,
  type TopUpRefundEffects,
} from "@tenure/core/refunds";
import { subscriptionLifecycle } from "@tenure/core/subscriptions";
import type { AccountFacts } from "../accounts/account-facts.ts";
import { payerOf } from "../accounts/owner.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { setAside } from "./top-up-lots.ts";

/** A refund that was opened. */
export interface OpenedRefund {
  readonly refundId: string;
  readonly number: string;
  readonly orderNumber: string;
}

/**
 * Opens the refund of a subscription order that was decided, by self-service or by case: the subscription shuts its
 * included usage, the refund drains, its owner is told. The amount settles when the requests in flight have ended (R3.6).
 */
export async function openSubscriptionRefund(
  acting: Acting,
  account: AccountFacts,
  orderId: string,
  effects: NonNullable<SubscriptionRefundEffects>,
  decision: DecisionJson,
  /** Whether the owner is told that it was submitted; a case tells of its approval instead. */
  tells: boolean,
): Promise<OpenedRefund> {
  const { tx } = acting;
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
  return openRefund(
    acting,
    account,
    orderId,
    { kind: "subscription", subscriptionStateBefore: running?.state ?? null },
    effects,
    decision,
    tells,
  );
}

/**
 * The same of a top-up order: its credits are set aside and its bonus ends in this commit (R4.4), so that no request which
 * starts now is promised them.
 */
export async function openTopUpRefund(
  acting: Acting,
  account: AccountFacts,
  orderId: string,
  effects: NonNullable<TopUpRefundEffects>,
  decision: DecisionJson,
  tells: boolean,
): Promise<OpenedRefund> {
  await setAside(acting, orderId, account.currency, effects);
  return openRefund(
    acting,
    account,
    orderId,
    {
      kind: "top_up",
      reservedNanos: effects.reservedNanos,
      forfeitedNanos: effects.forfeitedBonusNanos,
    },
    effects,
    decision,
    tells,
  );
}

/** Writes a refund that drains, tells its owner, and sends it on its way. */
async function openRefund(
  { tx, now, decisionId, outbox }: Acting,
  account: AccountFacts,
  orderId: string,
  ofItsKind:
    | { readonly kind: "subscription"; readonly subscriptionStateBefore: string | null }
    | { readonly kind: "top_up"; readonly reservedNanos: bigint; readonly forfeitedNanos: bigint },
  effects: {
    readonly floorFinalNanos: bigint;
    readonly expected: { readonly finalNanos: bigint };
    readonly drainUntil: string;
  },
  decision: DecisionJson,
  tells: boolean,
): Promise<OpenedRefund> {
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
      ...ofItsKind,
      state: refundLifecycle.initial,
      currency: decision.currency,
      floorNanos: effects.floorFinalNanos,
      expectedNanos: effects.expected.finalNanos,
      submitDecisionId: decisionId,
      submittedAt: new Date(now),
      drainUntil: new Date(effects.drainUntil),
    },
  });
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { number: true } });
  if (tells)
    await queueNotice(tx, outbox, {
      kind: "refund_submitted",
      dedupeKey: `refund_submitted:${refundId}`,
      ...(await payerOf(tx, orderId)),
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
