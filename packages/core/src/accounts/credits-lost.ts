import { z } from "zod";
import { type Line, line } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";

/** What is left of an account's credits, by kind; none is negative. Nanos. */
export const creditsLeftSchema = z.strictObject({
  paidNanos: nanosSchema,
  bonusNanos: nanosSchema,
  giftNanos: nanosSchema,
  referralNanos: nanosSchema,
});

/** What is left of an account's credits, by kind. */
export type CreditsLeft = z.output<typeof creditsLeftSchema>;

/** The sum of all kinds. Nanos. */
export const creditsTotal = ({ paidNanos, bonusNanos, giftNanos, referralNanos }: CreditsLeft): bigint =>
  paidNanos + bonusNanos + giftNanos + referralNanos;

/** One item per kind that something is left of. */
export const creditLines = (credits: CreditsLeft, clause: Line["clause"]): Line[] =>
  [
    line("item", "credits_lost_paid", clause, credits.paidNanos),
    line("item", "credits_lost_bonus", clause, credits.bonusNanos),
    line("item", "credits_lost_gift", clause, credits.giftNanos),
    line("item", "credits_lost_referral", clause, credits.referralNanos),
  ].filter(({ amountNanos }) => amountNanos !== 0n);

/** What was paid for a term and not returned, before tax: the fees a violation loses. Never negative. Nanos. */
export const feesKept = (amountNanos: bigint, returnedNanos: readonly bigint[]): bigint => {
  const kept = returnedNanos.reduce((left, each) => left - each, amountNanos);
  return kept > 0n ? kept : 0n;
};
