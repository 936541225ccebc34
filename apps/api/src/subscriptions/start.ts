import { cancelBy, termEnd } from "@tenure/core/subscriptions";
import { plusHours } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";

/** The first term of a new subscription. */
export interface StartedTerm {
  readonly subscriptionId: string;
  readonly termId: string;
  readonly planId: string;
  readonly endsAt: string;
  readonly cancelBy: string;
  readonly refundUntil: string;
}

/** Starts the subscription an order paid for: its first term runs from this instant, in the account's zone (T2.3). */
export async function startSubscription(
  { tx, now, policy, context }: Acting,
  order: { readonly id: string; readonly planPriceId: string | null },
): Promise<StartedTerm> {
  const account = await readAccount(tx, context.accountId ?? "");
  if (order.planPriceId === null) throw new Error("an order without a plan starts no subscription");
  const price = await tx.planPrice.findUniqueOrThrow({ where: { id: order.planPriceId } });
  const subscriptionId = newId();
  const termId = newId();
  const endsAt = termEnd({
    anchor: now,
    zone: account.timeZone,
    interval: price.interval === "year" ? "year" : "month",
    index: 0,
  });
  await tx.subscription.createMany({
    data: {
      id: subscriptionId,
      accountId: account.id,
      planId: price.planId,
      state: "active",
      timeZone: account.timeZone,
      createdAt: new Date(now),
    },
  });
  await tx.term.createMany({
    data: {
      id: termId,
      accountId: account.id,
      subscriptionId,
      orderId: order.id,
      planPriceId: price.id,
      number: 1,
      anchorAt: new Date(now),
      startsAt: new Date(now),
      endsAt: new Date(endsAt),
      includedNanos: price.includedUsageNanos,
    },
  });
  return {
    subscriptionId,
    termId,
    planId: price.planId,
    endsAt,
    cancelBy: cancelBy(endsAt, policy.subscriptions.cancelBeforeHours),
    refundUntil: plusHours(now, policy.refunds.windowHours),
  };
}
