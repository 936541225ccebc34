import type { SimulatedClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Store } from "./store.ts";

/** The API version this simulator speaks: the one the pinned `stripe` package sends. */
export const API_VERSION = "2026-10-28.endive";

/** Who caused a change: an API request, or nobody (a page, the clock, the control API). */
export interface Cause {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

export const noCause: Cause = { requestId: null, idempotencyKey: null };

/** How long things take by themselves, simulated milliseconds; `null` leaves them to the control API. */
export interface Pace {
  /** A pending refund of card …7726 (and of a plan) settles after this. */
  readonly refundSettlesAfterMillis: number | null;
  /** A refund of card …5126 fails this long after it succeeded. */
  readonly refundBouncesAfterMillis: number | null;
  /** The acquirer's reference number arrives, as `refund.updated` without a change of status. */
  readonly refundReferenceAfterMillis: number | null;
  /** A payment with card …0259 is disputed after this. */
  readonly disputeOpensAfterMillis: number | null;
}

/** What every handler works with. */
export interface World {
  readonly store: Store;
  readonly clock: SimulatedClock;
  readonly faults: Faults;
  readonly pace: Pace;
  /** Where the hosted pages are, without a trailing slash, e.g. `http://127.0.0.1:4100`. */
  baseUrl(): string;
  /** The cause of what is happening now. */
  cause(): Cause;
  /** Runs `work` as one transaction whose events carry this cause. */
  act<T>(cause: Cause, work: () => T): T;
}
