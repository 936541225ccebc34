import type { SubscriptionState } from "@tenure/core/subscriptions";
import type { Tx } from "../db/database.ts";

/** The subscription that runs, with its newest term. */
export interface RunningSubscription {
  readonly id: string;
  readonly planId: string;
  readonly state: SubscriptionState;
  readonly term: {
    readonly id: string;
    readonly orderId: string;
    /** 1 for the first. */
    readonly number: number;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly includedNanos: bigint;
    readonly usedNanos: bigint;
  } | null;
}

/** The account's subscription that has not ended, or null: then the account is on Free. */
export async function runningSubscription(tx: Tx, accountId: string): Promise<RunningSubscription | null> {
  const row = await tx.subscription.findFirst({
    where: { accountId, state: { not: "ended" } },
    include: { terms: { orderBy: { number: "desc" }, take: 1 } },
  });
  if (row === null) return null;
  const term = row.terms[0];
  return {
    id: row.id,
    planId: row.planId,
    // The CHECK constraint repeats the table's states; a test compares both.
    state: row.state as SubscriptionState,
    term:
      term === undefined
        ? null
        : {
            id: term.id,
            orderId: term.orderId,
            number: term.number,
            startsAt: term.startsAt.toISOString(),
            endsAt: term.endsAt.toISOString(),
            includedNanos: term.includedNanos,
            usedNanos: term.usedNanos,
          },
  };
}
