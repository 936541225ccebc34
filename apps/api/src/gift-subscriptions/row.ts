import type { GiftSubscriptionState } from "@tenure/core/gift-subscriptions";
import { type PlanId, planIds } from "@tenure/core/pricing";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** The CHECK constraint repeats the table's states; a test compares both. */
export const stateOf = (gift: { readonly state: string }) => gift.state as GiftSubscriptionState;

/** The plan of a price. @throws Error for a plan of another build */
export function planOf(price: { readonly planId: string; readonly interval: string }): {
  readonly planId: PlanId;
  readonly interval: "month" | "year";
} {
  const planId = planIds.find((each) => each === price.planId);
  if (planId === undefined) throw new Error(`plan ${price.planId} is not in the catalogue`);
  return { planId, interval: price.interval === "year" ? "year" : "month" };
}

/** Takes the gift's row for this transaction: redeeming, taking back and expiring wait for each other here. */
export async function lockGift(tx: Tx, giftId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM gift_subscription WHERE id = ${giftId}::uuid FOR UPDATE`;
}

/** A gift that an account paid for. @throws AppError not_found */
export async function givenGift(tx: Tx, accountId: string, giftId: string) {
  const gift = await tx.giftSubscription.findFirst({ where: { id: giftId, accountId } });
  if (gift === null) throw new AppError("not_found", "No such gift.");
  return gift;
}
