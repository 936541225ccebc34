import type { CancellationPreview, Money } from "../types.ts";
import type { Moment } from "./server-clock.ts";
import { type TimeLeft, timeLeft } from "./time-left.ts";

/** What cancelling would mean, worked out without a request. */
export interface CancelEstimate {
  /** Whether the cut-off has not passed; exactly at it is in time (T2.5). */
  readonly inTime: boolean;
  readonly cancelBy: string;
  /** Until the cut-off. */
  readonly timeLeft: TimeLeft;
  /** When access ends, and what is still charged; null where the cut-off has passed since: ask for a new preview. */
  readonly outcome: { readonly endsAt: string; readonly charge: Money } | null;
}

/**
 * Carries a preview of a cancellation on in time: counts down to its cut-off, and no longer says what was promised for
 * before it once it has passed (T2.4, T2.5).
 * @param preview answer of `tenure.subscription.previewCancel()`
 * @param at the moment that is asked about; by default this machine's clock, see `serverClock`
 * @returns null where the preview was refused
 */
export function estimateCancel(
  { outcome }: Pick<CancellationPreview, "outcome">,
  at: Moment = new Date(),
): CancelEstimate | null {
  if (outcome === null) return null;
  const left = timeLeft(outcome.cancelBy, at);
  // What came late stays late; what came in time says nothing about coming late.
  const holds = !outcome.inTime || !left.isOver;
  return {
    inTime: outcome.inTime && !left.isOver,
    cancelBy: outcome.cancelBy,
    timeLeft: left,
    outcome: holds ? { endsAt: outcome.endsAt, charge: outcome.charge } : null,
  };
}
