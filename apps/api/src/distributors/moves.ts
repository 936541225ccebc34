import { attempt } from "@tenure/core/lifecycle";
import { type SubscriptionState, subscriptionLifecycle } from "@tenure/core/subscriptions";

type Action = Parameters<typeof attempt<SubscriptionState, string>>[2];

/** Moves that are nobody's but a refund's: what happens at a distributor never takes them. */
const NOT_OURS: readonly Action[] = [
  "refund",
  "refund_succeeded",
  "refund_failed",
  "refund_failed_canceling",
];

/**
 * The states that lead from one to another by moves the lifecycle knows, the fewest there are: a notification that was
 * lost in between leaves a step out, and each of its own is legal all the same. Null where none lead there.
 */
export function statesBetween(from: SubscriptionState, to: SubscriptionState): SubscriptionState[] | null {
  const paths: SubscriptionState[][] = [[from]];
  const seen = new Set<SubscriptionState>([from]);
  for (const path of paths) {
    const at = path.at(-1) ?? from;
    if (at === to) return path.slice(1);
    for (const [action, move] of Object.entries(subscriptionLifecycle.table[at])) {
      if (NOT_OURS.includes(action) || move === undefined || seen.has(move.to)) continue;
      seen.add(move.to);
      paths.push([...path, move.to]);
    }
  }
  return null;
}
