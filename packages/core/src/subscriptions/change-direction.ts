import { type PlanId, planIds } from "../pricing/plans.ts";
import type { TermInterval } from "./terms.ts";

/** Plan, length and price of one term before tax, nanos. */
export interface PlanTerms {
  readonly planId: PlanId;
  readonly interval: TermInterval;
  readonly amountNanos: bigint;
}

/**
 * When a change of plan applies. `now`, as an upgrade: a dearer plan of the same length, or from months to years in the
 * same or a higher plan. `term_end`: everything else, which is Free, a plan that is not dearer, from years to months,
 * and a year of a lower plan (nobody gives up a month of Ultra that is paid).
 *
 * Months become years at once only where the year costs more than the month that runs: then the credit, at most that
 * month's price, never exceeds what is due.
 */
export function changeApplies(running: PlanTerms, target: PlanTerms): "now" | "term_end" {
  if (target.amountNanos <= running.amountNanos) return "term_end";
  if (target.interval === running.interval) return "now";
  const lower = planIds.indexOf(target.planId) < planIds.indexOf(running.planId);
  return target.interval === "year" && !lower ? "now" : "term_end";
}
