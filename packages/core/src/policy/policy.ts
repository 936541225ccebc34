import { z } from "zod";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";

const hours = z
  .int()
  .positive()
  .max(24 * 366);
const days = z.int().positive().max(3660);
const calendarDay = z.iso.date();
const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};
/** Business days from first to last, such as 3–10. */
const dayRange = z
  .strictObject({ min: z.int().positive(), max: z.int().positive() })
  .refine(({ min, max }) => min <= max, { error: "the first day comes after the last" });
const lotKind = z.enum(["paid", "bonus", "gift", "referral"]);

/** What can be topped up in one currency, and which bonus comes with it. Amounts are before tax. */
const topUpOffer = z
  .strictObject({
    minNanos: nanosSchema,
    maxNanos: nanosSchema,
    /** Amounts that screens suggest. */
    presetsNanos: z.array(nanosSchema).min(1).max(8),
    /** R3.4: from this amount on, the bonus is this share of it, basis points; smallest amount first. */
    bonusTiers: z
      .array(z.strictObject({ fromNanos: nanosSchema, bps: z.int().positive().max(10_000) }))
      .max(8),
  })
  .refine(
    ({ minNanos, maxNanos, presetsNanos, bonusTiers }) =>
      minNanos > 0n &&
      minNanos <= maxNanos &&
      presetsNanos.every((each) => each >= minNanos && each <= maxNanos) &&
      bonusTiers.every((each, index) => each.fromNanos > (bonusTiers[index - 1]?.fromNanos ?? 0n)),
    { error: "amounts contradict each other" },
  );

const walletMethod = z.enum(["alipay"]);

/**
 * Every number and choice of the clauses, as data with a version. An order or term keeps the version it was bought
 * under; code never holds one of these numbers itself. Default values: policy.md.
 */
export const policySchema = z.strictObject({
  version: z.string().regex(/^\d{4}-\d{2}(\.\d+)?$/),
  effectiveFrom: instantSchema,
  refunds: z.strictObject({
    /** R1.1, R1.2: exactly this many hours after payment is still inside. */
    windowHours: hours,
    /** R3.1, R3.3, R3.7: basis points; 500 is 5 %. */
    feeBps: z.int().min(0).max(10_000),
    /** R4.4 */
    walletDebit: z.enum(["gross", "net"]),
    /** R3.3 read literally, or by lot (design.md, "Usage attribution"). */
    attribution: z.enum(["literal", "order_lot"]),
    /** design.md, "Renewal": whether a renewal opens a new window. */
    renewalReopensWindow: z.boolean(),
    /** R7.1: providers that refund online. */
    selfServiceProviders: z.array(z.enum(["stripe", "antom"])),
    /**
     * R2.10: from this many refunds within the days on, a person decides. Counted are those of the account, and of other
     * live accounts with the same holder or owner, card or device where these are listed.
     */
    review: z.strictObject({
      afterRefunds: z.int().positive(),
      withinDays: days,
      alsoBy: z.array(z.enum(["person", "card", "device"])),
    }),
    /** R4.3: shown while refunding. */
    arrivalBusinessDays: dayRange,
    /** R5.2 */
    caseReviewBusinessDays: z.int().positive(),
    /** R5.3 */
    caseArrivalBusinessDays: dayRange,
    /** R5.2: so many business days before a case is due its reviewer is reminded, and again on the day itself. */
    caseReminderBusinessDays: z.int().positive(),
    /** design.md: approval of a case above this net amount needs a second person. */
    fourEyesAboveNanos: nanosSchema,
    /**
     * T1.4: where the law of a country (ISO 3166 code) gives more: hours after payment within which a reviewer may
     * grant a case with a reason, and whether the fee is then left out.
     */
    statutoryExceptions: z.record(
      z.string().regex(/^[A-Z]{2}$/),
      z.strictObject({ windowHours: hours, waivesFee: z.boolean() }),
    ),
  }),
  /** R5.2: how business days are counted. */
  businessCalendar: z.strictObject({
    /** IANA zone in which a day begins and ends. */
    zone: z.string().max(64).refine(isZone, { error: "there is no such zone" }),
    /** Days off from Monday to Friday. */
    holidays: z.array(calendarDay).max(1000),
    /** Saturdays and Sundays that are worked in exchange. */
    makeUpDays: z.array(calendarDay).max(1000),
  }),
  usage: z.strictObject({
    /** design.md, "In-flight requests": longest life of a hold, extensions included. */
    maxHoldMinutes: z.int().positive(),
    /** Older events are refused. */
    maxLatenessHours: hours,
    /** Events further ahead of the database clock are refused. */
    maxFutureMinutes: z.int().positive(),
  }),
  credits: z.strictObject({
    /** design.md, "Which credits are burned first": soonest expiry first, then these kinds in order, then oldest. */
    burnOrder: z
      .array(lotKind)
      .length(4)
      .refine((kinds) => new Set(kinds).size === 4, { error: "each kind comes once" }),
    /** R3.4: gifts expire after this many days unless the giver says otherwise. */
    giftExpiryDays: days,
    /** Largest single gift by an administrator. */
    maxGiftNanos: nanosSchema,
    /** Days before credits expire on which their owner is warned, most first. */
    expiryWarningDays: z
      .array(days)
      .max(5)
      .refine((each) => each.every((day, index) => index === 0 || day < (each[index - 1] ?? 0))),
  }),
  topUps: z.strictObject({
    /** T1.1: by currency; a currency that is not listed cannot be topped up. */
    offers: z.partialRecord(currencySchema, topUpOffer),
    /** Days after payment until paid credits expire; null: never. */
    paidExpiryDays: days.nullable(),
    /** R3.4 */
    bonusExpiryDays: days,
    /** T1.4: a checkout that nobody finished closes after this many minutes. */
    checkoutMinutes: z.int().positive(),
    /** R7.1: wallets that credits can be paid from, by what they charge in and what wallets of ours they pay for. */
    wallets: z.array(
      z.strictObject({ method: walletMethod, charges: currencySchema, paysFor: z.array(currencySchema) }),
    ),
    /** R6.3: a rate of exchange older than this is not charged by. */
    maxRateAgeHours: hours,
  }),
  /** R3.5 and design.md, "Referral reward". */
  referrals: z.strictObject({
    /**
     * By currency: the reward, in the referrer's, and the smallest order that earns it, in the order's. A currency that
     * is not listed takes no part.
     */
    offers: z.partialRecord(
      currencySchema,
      z.strictObject({ rewardNanos: nanosSchema, minimumOrderNanos: nanosSchema }),
    ),
    rewardExpiryDays: days,
    /** An invitation counts for an order within so many days of opening the account. */
    invitationDays: days,
    /** Of one referrer, by the calendar month of that account. */
    maxRewardsPerMonth: z.int().positive(),
  }),
  prices: z.strictObject({
    /** T1.1: largest discount that can be agreed with one account, basis points. */
    maxDiscountBps: z.int().positive().max(10_000),
  }),
  autoTopUp: z.strictObject({
    /** T6.1: a monthly cap holds at most this many charges. */
    maxPerMonth: z.int().positive().max(1000),
    /** A charge that the provider still knows nothing of after this many minutes is given up; it never happened. */
    giveUpAfterMinutes: z.int().positive(),
  }),
  subscriptions: z.strictObject({
    /** T2.5: exactly this many hours before the end is in time. */
    cancelBeforeHours: hours,
    /** T2.5 */
    lateCancel: z.enum(["renew_once", "stop"]),
    /** T2.5: where the law of a country (ISO 3166 code) asks for something else. */
    lateCancelByCountry: z.record(z.string().regex(/^[A-Z]{2}$/), z.enum(["renew_once", "stop"])),
    /** T3.2 */
    priceChangeNoticeDays: days,
    /** T2.2: what happens after a renewal could not be charged. Days are exact 24 hours. */
    dunning: z
      .strictObject({
        /** Days after the first failure on which the same card is tried again, first to last. */
        retryAfterDays: z.array(days).max(10),
        /** Days after the first failure until the subscription gives way to the Free plan. */
        graceDays: days,
      })
      .refine(
        ({ retryAfterDays, graceDays }) =>
          retryAfterDays.every((day, index) => day > (retryAfterDays[index - 1] ?? 0) && day < graceDays),
        { error: "tries come one after the other, before the grace ends" },
      ),
    /** A checkout that nobody finished closes after this many minutes. */
    checkoutMinutes: z.int().positive(),
  }),
  planChanges: z.strictObject({
    /**
     * T1.4: what included usage takes from the value that an upgrade credits. `share_of_included`: its share of what is
     * included; `list_value`: its value at list price, as a refund counts it (R3.1).
     */
    creditUsage: z.enum(["share_of_included", "list_value"]),
  }),
  addOns: z.strictObject({
    /** T6.1: most pieces of one add-on in one charge. */
    maxQuantity: z.int().positive().max(10_000),
  }),
  giftSubscriptions: z.strictObject({
    /** R2.7: days after payment within which a gift can be redeemed. */
    expiryDays: days,
    /** Most terms in one gift. */
    maxTerms: z.int().positive().max(60),
    /** Longest message to the recipient, characters. */
    maxMessageLength: z.int().positive().max(5000),
  }),
  /** design.md, "Operating it": how documents are numbered, `INV-2026-000001`; one sequence per kind and year. */
  paymentMethods: z.strictObject({
    /** Days before a saved card ends on which its holder is told, once. */
    expiringNoticeDays: days,
  }),
  invoices: z
    .strictObject({
      invoicePrefix: z.string().regex(/^[A-Z]{1,8}$/),
      creditNotePrefix: z.string().regex(/^[A-Z]{1,8}$/),
      /** At least so many digits, with leading noughts. */
      digits: z.int().min(1).max(12),
    })
    .refine((each) => each.invoicePrefix !== each.creditNotePrefix, { error: "two sequences, one prefix" }),
  /** C3.3: codes that are sent to phones. */
  phones: z.strictObject({
    /** A code can be entered for so long, and so often. */
    codeMinutes: z.int().positive().max(60),
    codeTries: z.int().positive().max(10),
    /** After a code was used up by wrong tries, no other is sent for so long. */
    lockMinutes: z.int().positive().max(1440),
    /** Between two codes for the same purpose to the same number. */
    resendSeconds: z.int().positive().max(3600),
    /** Codes within 24 hours: to a number, whoever asks; of an account; of a login. */
    dailyPerNumber: z.int().positive().max(100),
    dailyPerAccount: z.int().positive().max(100),
    dailyPerLogin: z.int().positive().max(100),
  }),
  subjectChange: z.strictObject({
    /** C3.10 */
    noticeHours: hours,
    /** C4.10 */
    maxKeyOverlapHours: hours,
    /** C3.3: the code sent to the verified phone is at most so old when the application is submitted. */
    phoneCodeMinutes: z.int().positive().max(1440),
    /** C2.2: so long the new subject may accept, and so often the invitation may be tried. */
    invitationDays: days,
    invitationAttempts: z.int().positive().max(100),
    /** C5.3: an application that is still open after so many days ends. */
    openDays: days,
  }),
});

/** One version of the policy. */
export type Policy = z.output<typeof policySchema>;

/** What can be topped up in one currency. */
export type TopUpOffer = z.output<typeof topUpOffer>;

/** Kinds of credit lots. */
export type LotKind = z.output<typeof lotKind>;
