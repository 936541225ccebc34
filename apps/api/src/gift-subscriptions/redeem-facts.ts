import type { redeemGiftSubscription } from "@tenure/core/gift-subscriptions";
import { readAccount } from "../accounts/account-facts.ts";
import type { Reading } from "../command/command.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { isDisputed } from "./charge-back.ts";
import { lockGift, planOf, stateOf } from "./row.ts";

/** What redeeming is decided from. */
export type RedeemFacts = Parameters<typeof redeemGiftSubscription.decide>[0];

/**
 * Reads what redeeming is decided from, on the redeemer's account and the giver's gift. The gift's row is taken: two who
 * redeem it at once, or one while its payer takes it back, are decided one after the other.
 */
export async function redeemFacts(
  { tx, now, context }: Reading,
  giftId: string | null,
  lock: boolean,
): Promise<RedeemFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  if (giftId !== null && lock) await lockGift(tx, giftId);
  const gift = giftId === null ? null : await tx.giftSubscription.findUnique({ where: { id: giftId } });
  const price =
    gift === null ? null : await tx.planPrice.findUniqueOrThrow({ where: { id: gift.planPriceId } });
  const running = await runningSubscription(tx, account.id);
  const order =
    running?.term == null ? null : await tx.order.findUniqueOrThrow({ where: { id: running.term.orderId } });
  return {
    now,
    currency: account.currency,
    accountState: account.state,
    zone: account.timeZone,
    gift:
      gift === null || price === null
        ? null
        : {
            id: gift.id,
            state: stateOf(gift),
            redeemBy: gift.redeemBy.toISOString(),
            planPriceId: price.id,
            ...planOf(price),
            terms: gift.terms,
            includedUsageNanos: price.includedUsageNanos,
            ...((await isDisputed(tx, gift.orderId)) ? { disputed: true as const } : {}),
          },
    subscription:
      running?.term == null
        ? null
        : {
            state: running.state,
            planId: planOf({ planId: running.planId, interval: "month" }).planId,
            zone: running.timeZone,
            anchor: running.term.anchorAt,
            paidUntil: running.term.endsAt,
            renews: running.state !== "canceling" && !running.gift,
            distributor: order?.distributor == null ? null : { name: order.distributor, link: "" },
          },
  };
}
