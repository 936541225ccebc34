import { z } from "zod";
import { creditLotStates, restoredExpiry } from "../credits/index.ts";
import { type CommonFacts, defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { orderStandings } from "./decide-referral.ts";
import { referralStates } from "./lifecycle.ts";

const revokeFacts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  referralId: z.string(),
  state: z.enum(referralStates),
  orderStanding: z.enum(orderStandings),
  lotState: z.enum(creditLotStates),
  grantedNanos: nanosSchema,
  /** What is unspent of the reward. */
  remainingNanos: nanosSchema,
  balanceNanos: nanosSchema,
  /** Credits promised to requests in flight, whichever lots they will burn. */
  promisedNanos: nanosSchema,
});

/**
 * Takes a reward back when the order it depended on was returned (R3.5, R6.2): what is unspent of it, never more. What
 * was spent is the platform's loss, and neither it nor what a request in flight was promised becomes the referrer's
 * debt: that waits until the request has ended.
 * Refusals: referral_not_rewarded, referral_order_stands, referral_promised.
 */
export const revokeReferral = defineRule({
  kind: "referrals.revoke",
  rulesVersion: 1,
  facts: revokeFacts,
  effects: z.strictObject({ amountNanos: nanosSchema }).nullable(),
  decide(facts) {
    const refusals: Refusal[] = [];
    if (facts.state !== "rewarded")
      refusals.push({ code: "referral_not_rewarded", clause: "R3.5", params: {} });
    if (facts.orderStanding !== "returned")
      refusals.push({ code: "referral_order_stands", clause: "R3.5", params: {} });
    const unspentNanos = facts.lotState === "open" ? facts.remainingNanos : 0n;
    if (unspentNanos > 0n && facts.balanceNanos - unspentNanos < facts.promisedNanos)
      refusals.push({
        code: "referral_promised",
        clause: "R3.5",
        params: { promised: facts.promisedNanos.toString() },
      });
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "wallet_before", null, facts.balanceNanos),
        line("item", "referral_revoked", "R3.5", -unspentNanos),
        line("subtotal", "wallet_after", null, facts.balanceNanos - unspentNanos),
        line("memo", "referral_kept", "R3.5", facts.grantedNanos - unspentNanos),
      ],
      effects: { amountNanos: unspentNanos },
    };
  },
});

const restoreFacts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  referralId: z.string(),
  state: z.enum(referralStates),
  orderStanding: z.enum(orderStandings),
  /** What was taken from the lot; zero where all of it had been spent. */
  takenNanos: nanosSchema,
  lotExpiresAt: instantSchema.nullable(),
  /** When it was taken. */
  takenAt: instantSchema,
  balanceNanos: nanosSchema,
});

/**
 * Gives a reward back when the return of its order failed or bounced (R6.4): what had been taken, its expiry later by
 * the time it was away.
 * Refusals: referral_not_revoked, referral_order_returned.
 */
export const restoreReferral = defineRule({
  kind: "referrals.restore",
  rulesVersion: 1,
  facts: restoreFacts,
  effects: z.strictObject({ amountNanos: nanosSchema, expiresAt: instantSchema.nullable() }).nullable(),
  decide(facts) {
    const refusals: Refusal[] = [];
    if (facts.state !== "revoked")
      refusals.push({ code: "referral_not_revoked", clause: "R6.4", params: {} });
    if (facts.orderStanding !== "stands")
      refusals.push({ code: "referral_order_returned", clause: "R3.5", params: {} });
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "wallet_before", null, facts.balanceNanos),
        line("item", "referral_restored", "R6.4", facts.takenNanos),
        line("subtotal", "wallet_after", null, facts.balanceNanos + facts.takenNanos),
      ],
      effects: {
        amountNanos: facts.takenNanos,
        expiresAt: restoredExpiry(facts.lotExpiresAt, facts.takenAt, facts.now),
      },
    };
  },
});

export type RevokeReferralFacts = z.output<typeof revokeFacts> & CommonFacts;
export type RestoreReferralFacts = z.output<typeof restoreFacts> & CommonFacts;
