import { attempt } from "@tenure/core/lifecycle";
import { giftSubscriptionLifecycle } from "@tenure/core/gift-subscriptions";
import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { lockGift, stateOf } from "./row.ts";
import { tellVoid } from "./tell-recipient.ts";

/** Whether the bank of whoever gave a gift holds its payment back, or took it back (decision 0037). */
export const isDisputed = async (tx: Tx, orderId: string): Promise<boolean> =>
  (await tx.payment.count({ where: { orderId, disputeState: { in: ["open", "lost"] } } })) > 0;

/**
 * Whether the gift of an order is still offered. Its row is taken: whoever redeems it at this moment comes before, or
 * finds the dispute.
 */
export async function isStillOffered(tx: Tx, orderId: string): Promise<boolean> {
  const gift = await tx.giftSubscription.findUnique({ where: { orderId }, select: { id: true } });
  if (gift === null) return false;
  await lockGift(tx, gift.id);
  return stateOf(await tx.giftSubscription.findUniqueOrThrow({ where: { id: gift.id } })) === "offered";
}

/** A gift whose payment is gone is nobody's any more. One that was redeemed stays with whoever has it: the giver owes it. */
export async function voidGift(
  acting: Pick<Acting, "tx" | "now" | "outbox">,
  orderId: string,
): Promise<void> {
  const { tx, now } = acting;
  if (!(await isStillOffered(tx, orderId))) return;
  const move = attempt(giftSubscriptionLifecycle, "offered", "charge_back");
  if (!move.legal) throw new Error("an offered gift can be charged back");
  const gift = await tx.giftSubscription.update({
    where: { orderId, state: "offered" },
    data: { state: move.to, endedAt: new Date(now) },
  });
  await tellVoid(acting, gift);
}
