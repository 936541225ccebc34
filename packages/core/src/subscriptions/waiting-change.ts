import { z } from "zod";
import { nanosSchema } from "../money/index.ts";
import { planIds } from "../pricing/plans.ts";
import { type Instant, instantSchema, toEpochMs } from "../time/index.ts";
import type { TermInterval } from "./terms.ts";

/** A plan that was chosen for later, with the price it was shown at, before tax. */
export const waitingChangeSchema = z.strictObject({
  planId: z.enum(planIds),
  interval: z.enum(["month", "year"]),
  amountNanos: nanosSchema,
  /** The end of a term; its charge comes then. */
  appliesAt: instantSchema,
});

interface Chosen {
  readonly interval: TermInterval;
  readonly amountNanos: bigint;
}

/** Costs nothing, or as much as the term that ends or less, for a term of the same length. */
export const isMilder = (chosen: Chosen, term: Chosen): boolean =>
  chosen.amountNanos === 0n || (chosen.amountNanos <= term.amountNanos && chosen.interval === term.interval);

/**
 * Whether a plan that was chosen for later still comes for somebody who cancelled too late for the renewal at the end
 * of a term (T2.5): that one more renewal is never dearer or longer than what they have, so only a milder one does.
 */
export const comesWhenLeaving = (
  change: Chosen & { readonly appliesAt: Instant },
  term: Chosen & { readonly endsAt: Instant },
): boolean => toEpochMs(change.appliesAt) <= toEpochMs(term.endsAt) && isMilder(change, term);
