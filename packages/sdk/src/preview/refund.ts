import { decimalToNanos, nanosToDecimal } from "@tenure/core/money";
import { estimateRefund as coreEstimate } from "@tenure/core/previews";
import type { Money, RefundPreview } from "../types.ts";
import type { Moment } from "./server-clock.ts";
import { type TimeLeft, timeLeft } from "./time-left.ts";

/** What a refund would return, worked out without a request. */
export interface RefundEstimate {
  /** If the requests in flight use nothing more. */
  readonly expected: Money;
  /** If they use all that is held for them. */
  readonly floor: Money;
  readonly fee: Money;
  readonly windowClosesAt: string | null;
  /** Until the window closes; null where there is none. */
  readonly timeLeft: TimeLeft | null;
}

/**
 * Works a preview out again for what was used since and for another moment, by the very formula of the server
 * (R3.1, R3.3, R3.7). An estimate: only `tenure.refunds.preview` knows of other programs' usage, and only its token can
 * be submitted. Of a top-up that counts usage by lot it is the least that could come back.
 * @param preview answer of `tenure.refunds.preview(orderId)`
 * @param since.used value at list price of what was used since; in the preview's currency
 * @param since.at the moment that is asked about; by default this machine's clock, see `serverClock`
 * @returns null where the preview shows no calculation, as for an order that was never paid
 * @throws RangeError for an amount that is none, or in another currency
 */
export function estimateRefund(
  preview: Pick<RefundPreview, "decision" | "windowClosesAt">,
  since: { readonly used?: Money; readonly at?: Moment } = {},
): RefundEstimate | null {
  const usedNanos = since.used === undefined ? 0n : nanosOf(since.used, preview.decision.currency);
  const estimate = coreEstimate(preview.decision, usedNanos);
  if (estimate === null) return null;
  const money = (nanos: bigint): Money => ({
    amount: nanosToDecimal(nanos, estimate.currency),
    currency: estimate.currency,
  });
  const { windowClosesAt } = preview;
  return {
    expected: money(estimate.expectedNanos),
    floor: money(estimate.floorNanos),
    fee: money(estimate.feeNanos),
    windowClosesAt,
    timeLeft: windowClosesAt === null ? null : timeLeft(windowClosesAt, since.at),
  };
}

function nanosOf({ amount, currency }: Money, expected: string): bigint {
  const nanos = decimalToNanos(amount);
  if (nanos === null || nanos < 0n) throw new RangeError(`not an amount: ${amount}`);
  if (currency !== expected) throw new RangeError(`${currency}, but the order is in ${expected}`);
  return nanos;
}
