import { attempt } from "@tenure/core/lifecycle";
import { cancelGiftSubscription, giftSubscriptionLifecycle } from "@tenure/core/gift-subscriptions";
import { isCurrency, nanosSchema } from "@tenure/core/money";
import { refundLifecycle } from "@tenure/core/refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type CommandContext, decisionCommand, type Reading } from "../command/command.ts";
import { ofAccount } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { subscriptionRefundFacts } from "../refunds/facts.ts";
import type { Services } from "../runtime/services.ts";
import { givenGift, lockGift, stateOf } from "./row.ts";
import { tellVoid } from "./tell-recipient.ts";

const input = z.strictObject({
  giftId: z.uuid(),
  /** The amount that was confirmed (R4.5), nanos; null where nothing was shown. */
  confirmedNanos: z
    .string()
    .regex(/^\d{1,19}$/)
    .nullable(),
});

async function boughtUnder({ tx, context }: Reading, giftId: string): Promise<string> {
  const gift = await givenGift(tx, context.accountId ?? "", giftId);
  const order = await tx.order.findUniqueOrThrow({ where: { id: gift.orderId } });
  return order.policyVersion;
}

/**
 * The payer takes back a gift that nobody redeemed (R2.7): void from this commit on, and the refund goes the usual way,
 * by the job of every refund.
 */
export const cancelGift = decisionCommand({
  name: "gift_subscriptions.cancel",
  input,
  rule: cancelGiftSubscription,
  policyVersion: (reading, { giftId }) => boughtUnder(reading, giftId),
  async facts(reading, { giftId }) {
    const { tx, now, context } = reading;
    // Before anything is read of it: somebody may be redeeming it.
    if (context.idempotencyKey !== "preview") await lockGift(tx, giftId);
    const gift = await givenGift(tx, context.accountId ?? "", giftId);
    const refund = await subscriptionRefundFacts(reading, gift.orderId, null, ["gift_subscription"]);
    return {
      now,
      currency: refund.currency,
      gift: { state: stateOf(gift), redeemBy: gift.redeemBy.toISOString() },
      refund,
    };
  },
  async apply(acting, { giftId, confirmedNanos }, effects, decision) {
    const { tx, now, context, decisionId, outbox } = acting;
    if (effects === null) throw new Error("granted without effects");
    if (confirmedNanos !== null && confirmedNanos !== nanosSchema.encode(effects.expected.finalNanos))
      throw new AppError("preview_outdated");
    const account = await readAccount(tx, context.accountId ?? "");
    const gift = await givenGift(tx, account.id, giftId);
    const move = attempt(giftSubscriptionLifecycle, stateOf(gift), "cancel");
    if (!move.legal) throw new AppError("conflict", `A gift that is ${gift.state} cannot be taken back.`);
    await tx.giftSubscription.update({
      where: { id: giftId, state: gift.state },
      data: { state: move.to, endedAt: new Date(now) },
    });
    const [numbered] = await tx.$queryRaw<{ number: string }[]>`
      SELECT 'REF-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('refund_number')::text, 5, '0') AS number`;
    const refundId = newId();
    const number = numbered?.number ?? refundId;
    await tx.refund.createMany({
      data: {
        id: refundId,
        number,
        accountId: account.id,
        orderId: gift.orderId,
        kind: "subscription",
        state: refundLifecycle.initial,
        currency: isCurrency(decision.currency) ? decision.currency : account.currency,
        floorNanos: effects.floorFinalNanos,
        expectedNanos: effects.expected.finalNanos,
        submitDecisionId: decisionId,
        subscriptionStateBefore: null,
        submittedAt: new Date(now),
        drainUntil: new Date(effects.drainUntil),
      },
    });
    const order = await tx.order.findUniqueOrThrow({ where: { id: gift.orderId }, select: { number: true } });
    await queueNotice(tx, outbox, {
      kind: "gift_taken_back",
      dedupeKey: `gift_taken_back:${refundId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        refund: number,
        order: order.number,
        recipient: gift.recipientEmail,
        amount: effects.expected.finalNanos.toString(),
      },
      decision,
    });
    await tellVoid(acting, gift);
    await outbox.enqueue(tx, "refunds.advance", { refundId });
    return {
      answer: { giftId, refundId, number },
      target: { kind: "gift_subscription", id: giftId },
      before: { state: gift.state },
      after: { state: move.to, refundId },
    };
  },
});

/** The decision that taking back the gift of an order would be now. @throws AppError not_found */
export async function previewCancelOfOrder(services: Services, context: CommandContext, orderId: string) {
  const gift = await services.db.within(ofAccount(context.accountId ?? ""), (tx) =>
    tx.giftSubscription.findUnique({ where: { orderId }, select: { id: true } }),
  );
  if (gift === null) throw new AppError("not_found", "No such gift.");
  return services.runner.preview(cancelGift, { giftId: gift.id, confirmedNanos: null }, context);
}
