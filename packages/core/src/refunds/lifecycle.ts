import { defineLifecycle } from "../lifecycle/index.ts";
import type { ShownRefundStatus } from "./status-texts.ts";

/**
 * A refund from submit to the customer's card (design: Lifecycles). `draining`: requests that were running may still
 * report. `ready`: the amount is frozen. From `calling` on, the provider may have moved money, so it can no longer be
 * canceled. `unknown`: no answer; resolved by asking the provider, never by guessing. A refund that was paid can still
 * bounce (R6.4).
 */
export const refundLifecycle = defineLifecycle({
  name: "refund",
  initial: "draining",
  table: {
    draining: {
      settle: { to: "ready", by: ["system"] },
      cancel: { to: "canceled", by: ["owner", "system"] },
    },
    ready: {
      call: { to: "calling", by: ["system"] },
      cancel: { to: "canceled", by: ["owner", "system"] },
    },
    calling: {
      report_pending: { to: "pending", by: ["system"] },
      report_unknown: { to: "unknown", by: ["system"] },
      report_paid: { to: "refunded", by: ["system"] },
      report_failed: { to: "failed", by: ["system"] },
    },
    pending: {
      report_unknown: { to: "unknown", by: ["system"] },
      report_paid: { to: "refunded", by: ["system"] },
      report_failed: { to: "failed", by: ["system"] },
    },
    unknown: {
      // The same call again, under the same idempotency key.
      call: { to: "calling", by: ["system"] },
      report_pending: { to: "pending", by: ["system"] },
      report_paid: { to: "refunded", by: ["system"] },
      report_failed: { to: "failed", by: ["system"] },
    },
    refunded: {
      bounce: { to: "failed", by: ["system"] },
    },
    failed: {},
    canceled: {},
  },
});

/** State of a refund. */
export type RefundState = keyof typeof refundLifecycle.table;

/** Every state, in the order of the table. */
export const refundStates = [
  "draining",
  "ready",
  "calling",
  "pending",
  "unknown",
  "refunded",
  "failed",
  "canceled",
] as const satisfies readonly RefundState[];

/** States of a refund that is being processed (R2.3): money may still move. */
export const refundStatesUnderWay: ReadonlySet<RefundState> = new Set([
  "draining",
  "ready",
  "calling",
  "pending",
  "unknown",
]);

const shown: Record<RefundState, ShownRefundStatus> = {
  draining: "refunding",
  ready: "refunding",
  calling: "refunding",
  pending: "refunding",
  unknown: "refunding",
  refunded: "refunded",
  failed: "failed",
  canceled: "canceled",
};

/** The status a customer sees for a state (R4.3). */
export const shownRefundStatus = (state: RefundState): ShownRefundStatus => shown[state];

/** State of one leg: what goes back to one payment. Draining concerns the whole refund only. */
export type RefundLegState = Exclude<RefundState, "draining">;

// What is least certain comes first, so that a refund counts as paid only when every leg is. A leg that waits beside
// one that was called makes the refund `calling`: money may have moved, so it can no longer be canceled.
const legPrecedence: readonly RefundLegState[] = [
  "unknown",
  "calling",
  "pending",
  "failed",
  "refunded",
  "canceled",
];

/** The state of a refund from the states of its legs. @throws RangeError without a leg. */
export function refundStateOfLegs(legs: readonly RefundLegState[]): RefundLegState {
  if (legs.length === 0) throw new RangeError("a refund has at least one leg");
  if (legs.every((state) => state === "ready")) return "ready";
  const states = legs.map((state): RefundLegState => (state === "ready" ? "calling" : state));
  return legPrecedence.find((state) => states.includes(state)) ?? "unknown";
}
