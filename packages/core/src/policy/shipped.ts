import type { Instant } from "../time/index.ts";
import { type PolicyBook, policyBook } from "./book.ts";
import { type Policy, policySchema } from "./policy.ts";

const inNanos = (units: number) => `${units}000000000`;

/** Amounts in whole units of the currency; the bonus grows with three steps: 5 %, 10 %, 15 %. */
const offer = (min: number, max: number, presets: number[], steps: readonly [number, number, number]) => ({
  minNanos: inNanos(min),
  maxNanos: inNanos(max),
  presetsNanos: presets.map(inNanos),
  bonusTiers: steps.map((from, index) => ({ fromNanos: inNanos(from), bps: 500 * (index + 1) })),
});

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
      review: { afterRefunds: 3, withinDays: 30, alsoBy: ["person", "card", "device"] },
      arrivalBusinessDays: { min: 1, max: 3 },
      caseReviewBusinessDays: 7,
      caseArrivalBusinessDays: { min: 3, max: 10 },
      caseReminderBusinessDays: 2,
      fourEyesAboveNanos: "500000000000",
      statutoryExceptions: {},
    },
    // China's statutory days off that fall on working days; the exchanged days of a year are announced in the autumn
    // before it and come with a version of their own.
    businessCalendar: {
      zone: "Asia/Shanghai",
      holidays: [
        "2027-01-01",
        "2027-02-05",
        "2027-02-08",
        "2027-04-05",
        "2027-06-09",
        "2027-09-15",
        "2027-10-01",
      ],
      makeUpDays: [],
    },
    usage: { maxHoldMinutes: 15, maxLatenessHours: 72, maxFutureMinutes: 5 },
    credits: {
      burnOrder: ["bonus", "gift", "referral", "paid"],
      giftExpiryDays: 365,
      maxGiftNanos: "10000000000000",
      expiryWarningDays: [14, 3],
    },
    topUps: {
      offers: {
        USD: offer(5, 10_000, [10, 25, 50, 100, 250, 500], [50, 100, 500]),
        EUR: offer(5, 10_000, [10, 25, 50, 100, 250, 500], [50, 100, 500]),
        GBP: offer(5, 10_000, [10, 25, 50, 100, 250, 500], [50, 100, 500]),
        CNY: offer(30, 70_000, [50, 100, 300, 500, 1000, 3000], [300, 700, 3500]),
        JPY: offer(700, 1_500_000, [1500, 3500, 7500, 15_000, 35_000, 75_000], [7500, 15_000, 75_000]),
      },
      paidExpiryDays: null,
      bonusExpiryDays: 180,
      checkoutMinutes: 60,
      wallets: [{ method: "alipay", charges: "CNY", paysFor: ["CNY", "USD", "EUR", "GBP", "JPY"] }],
      maxRateAgeHours: 72,
    },
    referrals: {
      offers: {
        USD: { rewardNanos: inNanos(5), minimumOrderNanos: inNanos(10) },
        EUR: { rewardNanos: inNanos(5), minimumOrderNanos: inNanos(10) },
        GBP: { rewardNanos: inNanos(5), minimumOrderNanos: inNanos(10) },
        CNY: { rewardNanos: inNanos(35), minimumOrderNanos: inNanos(70) },
        JPY: { rewardNanos: inNanos(700), minimumOrderNanos: inNanos(1500) },
      },
      rewardExpiryDays: 365,
      invitationDays: 90,
      maxRewardsPerMonth: 20,
    },
    prices: { maxDiscountBps: 9000 },
    autoTopUp: { maxPerMonth: 60, giveUpAfterMinutes: 60 },
    subscriptions: {
      cancelBeforeHours: 24,
      lateCancel: "renew_once",
      lateCancelByCountry: {},
      priceChangeNoticeDays: 30,
      dunning: { retryAfterDays: [1, 3, 5], graceDays: 7 },
      checkoutMinutes: 60,
    },
    planChanges: { creditUsage: "share_of_included" },
    addOns: { maxQuantity: 100 },
    giftSubscriptions: { expiryDays: 365, maxTerms: 12, maxMessageLength: 500 },
    paymentMethods: { expiringNoticeDays: 30 },
    invoices: { invoicePrefix: "INV", creditNotePrefix: "CN", digits: 6 },
    phones: {
      codeMinutes: 10,
      codeTries: 5,
      lockMinutes: 15,
      resendSeconds: 60,
      dailyPerNumber: 6,
      dailyPerAccount: 10,
      dailyPerLogin: 10,
    },
    subjectChange: {
      noticeHours: 72,
      maxKeyOverlapHours: 72,
      phoneCodeMinutes: 15,
      invitationDays: 14,
      invitationAttempts: 5,
      openDays: 90,
    },
  }),
]);

/** The shipped versions as a book: what tests and tools without a database decide by. */
export const SHIPPED_POLICIES: PolicyBook = policyBook(POLICIES);

/** The shipped version in force at an instant. What a running product decides by, its database says. */
export const policyAt = (now: Instant): Policy => SHIPPED_POLICIES.at(now);

/** A shipped version by its name, or null when this build does not have it. */
export const policyByVersion = (version: string): Policy | null => SHIPPED_POLICIES.byVersion(version);
