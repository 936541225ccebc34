import type { Tx } from "../db/database.ts";

/**
 * Gifts that an account paid for and nobody redeemed: what closing it gives up (T1.4), and what its promise timeline
 * names. `amountNanos` before tax, of the order.
 */
export async function unredeemedGifts(tx: Tx, accountId: string) {
  const gifts = await tx.giftSubscription.findMany({
    where: { accountId, state: "offered" },
    orderBy: { id: "asc" },
  });
  const orders = await tx.order.findMany({ where: { id: { in: gifts.map((gift) => gift.orderId) } } });
  const prices = await tx.planPrice.findMany({
    where: { id: { in: gifts.map((gift) => gift.planPriceId) } },
  });
  return gifts.map((gift) => {
    const order = orders.find((each) => each.id === gift.orderId);
    const price = prices.find((each) => each.id === gift.planPriceId);
    if (order === undefined || price === undefined) throw new Error(`gift ${gift.id} without order or price`);
    return {
      giftId: gift.id,
      number: order.number,
      planId: price.planId,
      interval: price.interval === "year" ? ("year" as const) : ("month" as const),
      amountNanos: order.amountNanos,
      redeemBy: gift.redeemBy.toISOString(),
    };
  });
}
