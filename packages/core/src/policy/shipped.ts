import type { Instant } from "../time/index.ts";
import { type Policy, policySchema } from "./policy.ts";

/**
 * The versions that ship with Tenure, oldest first. A version that was ever in force is never edited: a change is a
 * new version with its own `effectiveFrom`, because stored decisions replay against the old one.
 */
export const POLICIES: readonly Policy[] = Object.freeze([
  policySchema.parse({
    version: "2026-11",
    effectiveFrom: "2026-11-01T00:00:00.000Z",
    refunds: {
      windowHours: 24,
      feeBps: 500,
      walletDebit: "gross",
      attribution: "literal",
      renewalReopensWindow: false,
      selfServiceProviders: ["stripe", "antom"],
      review: { afterRefunds: 3, withinDays: 30 },
      arrivalBusinessDays: { min: 1, max: 3 },
      caseReviewBusinessDays: 7,
      caseArrivalBusinessDays: { min: 3, max: 10 },
      fourEyesAboveNanos: "500000000000",
    },
    usage: { maxHoldMinutes: 15, maxLatenessHours: 72, maxFutureMinutes: 5 },
    credits: {
      burnOrder: ["bonus", "gift", "referral", "paid"],
      giftExpiryDays: 365,
      maxGiftNanos: "10000000000000",
    },
    subscriptions: {
      cancelBeforeHours: 24,
      lateCancel: "renew_once",
      priceChangeNoticeDays: 30,
      checkoutMinutes: 60,
    },
    subjectChange: { noticeHours: 72, maxKeyOverlapHours: 72 },
  }),
]);

/** The version in force at an instant: the latest whose `effectiveFrom` has come; before all, the first. */
export function policyAt(now: Instant): Policy {
  const inForce = POLICIES.filter((each) => each.effectiveFrom <= now).at(-1) ?? POLICIES[0];
  if (inForce === undefined) throw new Error("no policy ships with this build");
  return inForce;
}

/** A version by its name, or null when this build does not have it. */
export const policyByVersion = (version: string): Policy | null =>
  POLICIES.find((each) => each.version === version) ?? null;
