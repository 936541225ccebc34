import { giftSubscriptionLifecycle } from "@tenure/core/gift-subscriptions";
import { attempt } from "@tenure/core/lifecycle";
import type { Instant } from "@tenure/core/time";
import type { Acting } from "../command/command.ts";
import { stateOf } from "./row.ts";
import { tellOfferedAgain } from "./tell-recipient.ts";

/**
 * The refund of a gift that its payer took back was called off or failed: the gift is offered again under the code it
 * had, for as much longer as it was away (R6.4). Orders of anything else have none.
 */
export async function bringGiftBack(
  acting: Pick<Acting, "tx" | "now" | "outbox">,
  orderId: string,
  redeemBy: Instant | null,
): Promise<void> {
  const { tx } = acting;
  const gift = await tx.giftSubscription.findUnique({ where: { orderId } });
  if (gift === null) return;
  const move = attempt(giftSubscriptionLifecycle, stateOf(gift), "refund_failed");
  if (!move.legal) return;
  await tx.giftSubscription.update({
    where: { id: gift.id, state: gift.state },
    data: {
      state: move.to,
      endedAt: null,
      ...(redeemBy === null ? {} : { redeemBy: new Date(redeemBy) }),
    },
  });
  await tellOfferedAgain(acting, gift, redeemBy ?? gift.redeemBy.toISOString());
}
