import { followingTerms } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";

/**
 * The subscription that gifts were to follow has ended by a refund: what was given is not lost with it. Its terms that
 * have not begun begin now, in a subscription of their own that nothing renews (R2.7, R6.1).
 */
export async function giftsGoOn(tx: Tx, endedSubscriptionId: string, now: Instant): Promise<void> {
  const rest = await tx.term.findMany({
    where: {
      subscriptionId: endedSubscriptionId,
      endedAt: null,
      startsAt: { gt: new Date(now) },
      order: { gift: true },
    },
    orderBy: { number: "asc" },
    include: { subscription: true, planPrice: true },
  });
  const first = rest[0];
  if (first === undefined) return;
  const { accountId, subscription } = first;
  await tx.term.updateMany({
    where: { id: { in: rest.map(({ id }) => id) } },
    data: { endedAt: new Date(now) },
  });
  const subscriptionId = newId();
  await tx.subscription.createMany({
    data: {
      id: subscriptionId,
      accountId,
      planId: subscription.planId,
      state: "active",
      timeZone: subscription.timeZone,
      createdAt: new Date(now),
    },
  });
  let [anchor, from] = [now, now];
  for (const [index, term] of rest.entries()) {
    const next = followingTerms({
      anchor,
      zone: subscription.timeZone,
      from,
      interval: term.planPrice.interval === "year" ? "year" : "month",
      count: 1,
    });
    const [served] = next.terms;
    if (served === undefined) throw new Error("one term was asked for");
    await tx.term.createMany({
      data: {
        id: newId(),
        accountId,
        subscriptionId,
        orderId: term.orderId,
        planPriceId: term.planPriceId,
        number: index + 1,
        anchorAt: new Date(next.anchor),
        startsAt: new Date(served.start),
        endsAt: new Date(served.end),
        includedNanos: term.includedNanos,
      },
    });
    anchor = next.anchor;
    from = served.end;
    await tx.giftSubscription.updateMany({
      where: { redeemedOrderId: term.orderId },
      data: { paidUntil: new Date(served.end), renews: false },
    });
  }
}
