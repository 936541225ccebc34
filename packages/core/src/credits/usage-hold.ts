import type { RefundState } from "../refunds/lifecycle.ts";
import type { Instant } from "../time/index.ts";

/** The refund of the order whose term a hold was promised from. */
export interface HoldRefund {
  readonly id: string;
  readonly state: RefundState;
}

/** A hold as it stands: the promise made to a request in flight. */
export interface HoldFacts {
  readonly id: string;
  readonly state: "open" | "settled" | "released" | "expired";
  /** The term its plan part was promised from; null when it has none. */
  readonly termId: string | null;
  /** What it still promises: settling in parts uses it up. Nanos. */
  readonly amountNanos: bigint;
  /** The part of that from included usage. Nanos. */
  readonly planNanos: bigint;
  readonly openedAt: Instant;
  /** From this instant on it promises nothing. */
  readonly expiresAt: Instant;
  /** The newest refund of the term's order that was not given up (canceled or failed); null without one. */
  readonly refund: HoldRefund | null;
  /** Whether that refund, at its deadline, counted this hold's plan part as used in full. */
  readonly counted: boolean;
}

/**
 * What a hold still promises (design.md, "In-flight requests").
 *
 * - `live`: plan part and credit part stand. So it is while a refund drains: counting ended at submit, and only holds
 *   opened before it have a plan part of that term, because included usage is shut from then on.
 * - `counted`: a refund froze and counted the plan part as used in full. What is not used of it is the customer's.
 * - `void`: a refund froze without counting it. The plan part is gone, the credit part stands.
 * - `over`: settled, released or expired. It promises nothing.
 */
export type HoldStanding = "live" | "counted" | "void" | "over";

const FROZEN: ReadonlySet<RefundState> = new Set(["ready", "calling", "pending", "unknown", "refunded"]);

/** What a hold still promises at an instant; one that nobody has closed yet is over at its expiry all the same. */
export function holdStanding(hold: HoldFacts, now: Instant): HoldStanding {
  if (hold.state !== "open" || isOverdue(hold, now)) return "over";
  if (hold.refund === null || !FROZEN.has(hold.refund.state)) return "live";
  return hold.counted ? "counted" : "void";
}

/** Whether a hold is past its expiry. */
export const isOverdue = (hold: Pick<HoldFacts, "expiresAt">, now: Instant): boolean => hold.expiresAt <= now;

/** What closing a hold without usage gives back: to the customer's wallet where a refund had counted it. Nanos. */
export const forfeitedNanos = (hold: HoldFacts): bigint =>
  hold.state === "open" && hold.counted && hold.refund !== null && FROZEN.has(hold.refund.state)
    ? hold.planNanos
    : 0n;
