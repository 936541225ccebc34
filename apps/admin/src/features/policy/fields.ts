import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What a value of the policy counts or says: how it is written, read and filled in. */
export type FieldKind =
  | "hours"
  | "days"
  | "business_days"
  | "minutes"
  | "characters"
  | "count"
  | "percent"
  | "amount"
  | "flag"
  | "choice"
  | "text"
  | "texts"
  | "numbers"
  | "data";

/** One value of the policy. */
export interface PolicyField {
  readonly path: string;
  readonly label: MessageDescriptor;
  readonly kind: FieldKind;
  /** Of a choice, and of texts from a closed list. */
  readonly words?: Readonly<Record<string, MessageDescriptor>>;
}

/** Values that belong together. */
export interface FieldGroup {
  readonly title: MessageDescriptor;
  readonly fields: readonly PolicyField[];
}

const lateCancel = { renew_once: msg`renews once more`, stop: msg`still stops` };

/** Every value of the policy by the words that people use for it. One that is missing here goes by its path. */
export const FIELD_GROUPS: readonly FieldGroup[] = [
  {
    title: msg`Refunds`,
    fields: [
      { path: "refunds.windowHours", label: msg`Window`, kind: "hours" },
      { path: "refunds.feeBps", label: msg`Platform fee`, kind: "percent" },
      {
        path: "refunds.walletDebit",
        label: msg`The wallet loses`,
        kind: "choice",
        words: { gross: msg`amount and fee`, net: msg`the amount received` },
      },
      {
        path: "refunds.attribution",
        label: msg`Usage since payment`,
        kind: "choice",
        words: { literal: msg`credits of every kind`, order_lot: msg`this order's credits` },
      },
      { path: "refunds.renewalReopensWindow", label: msg`A renewal opens a new window`, kind: "flag" },
      {
        path: "refunds.selfServiceProviders",
        label: msg`Self-service through`,
        kind: "texts",
        words: { stripe: msg`Stripe`, antom: msg`Antom` },
      },
      {
        path: "refunds.review.afterRefunds",
        label: msg`A person decides from so many refunds`,
        kind: "count",
      },
      { path: "refunds.review.withinDays", label: msg`Refunds are counted within`, kind: "days" },
      {
        path: "refunds.review.alsoBy",
        label: msg`Counted together for that`,
        kind: "texts",
        words: { person: msg`person`, card: msg`card`, device: msg`device` },
      },
      { path: "refunds.arrivalBusinessDays.min", label: msg`Arrives after`, kind: "business_days" },
      { path: "refunds.arrivalBusinessDays.max", label: msg`Arrives within`, kind: "business_days" },
      {
        path: "refunds.caseReviewBusinessDays",
        label: msg`Cases by e-mail are reviewed within`,
        kind: "business_days",
      },
      {
        path: "refunds.caseArrivalBusinessDays.min",
        label: msg`A refund by case arrives after`,
        kind: "business_days",
      },
      {
        path: "refunds.caseArrivalBusinessDays.max",
        label: msg`A refund by case arrives within`,
        kind: "business_days",
      },
      {
        path: "refunds.caseReminderBusinessDays",
        label: msg`Reviewers are reminded before the due date`,
        kind: "business_days",
      },
      { path: "refunds.fourEyesAboveNanos", label: msg`Two people approve above`, kind: "amount" },
      {
        path: "refunds.statutoryExceptions",
        label: msg`Longer windows by law, by country`,
        kind: "data",
      },
    ],
  },
  {
    title: msg`Subscriptions and gifts`,
    fields: [
      { path: "subscriptions.cancelBeforeHours", label: msg`Cancel before the end`, kind: "hours" },
      {
        path: "subscriptions.lateCancel",
        label: msg`A later cancellation`,
        kind: "choice",
        words: lateCancel,
      },
      {
        path: "subscriptions.lateCancelByCountry",
        label: msg`A later cancellation, by country`,
        kind: "data",
      },
      { path: "subscriptions.priceChangeNoticeDays", label: msg`A raise is announced ahead`, kind: "days" },
      {
        path: "subscriptions.dunning.retryAfterDays",
        label: msg`Days on which a failed renewal is tried again`,
        kind: "numbers",
      },
      {
        path: "subscriptions.dunning.graceDays",
        label: msg`Grace until the Free plan`,
        kind: "days",
      },
      { path: "subscriptions.checkoutMinutes", label: msg`A checkout stays open`, kind: "minutes" },
      {
        path: "planChanges.creditUsage",
        label: msg`Usage that an upgrade takes off`,
        kind: "choice",
        words: {
          share_of_included: msg`its share of what is included`,
          list_value: msg`its value at list price`,
        },
      },
      { path: "prices.maxDiscountBps", label: msg`Largest agreed discount`, kind: "percent" },
      { path: "addOns.maxQuantity", label: msg`Most pieces of an add-on at once`, kind: "count" },
      { path: "giftSubscriptions.expiryDays", label: msg`A gift can be redeemed within`, kind: "days" },
      { path: "giftSubscriptions.maxTerms", label: msg`Most terms in one gift`, kind: "count" },
      {
        path: "giftSubscriptions.maxMessageLength",
        label: msg`Longest message of a gift`,
        kind: "characters",
      },
      {
        path: "paymentMethods.expiringNoticeDays",
        label: msg`Told before a saved card ends`,
        kind: "days",
      },
    ],
  },
  {
    title: msg`Credits`,
    fields: [
      {
        path: "credits.burnOrder",
        label: msg`Spent in the order`,
        // An order, not a choice: written out.
        kind: "texts",
      },
      { path: "credits.giftExpiryDays", label: msg`Gifts expire after`, kind: "days" },
      { path: "credits.maxGiftNanos", label: msg`Largest single gift`, kind: "amount" },
      {
        path: "credits.expiryWarningDays",
        label: msg`Days before expiry on which we write`,
        kind: "numbers",
      },
      { path: "topUps.paidExpiryDays", label: msg`Paid credits expire after`, kind: "days" },
      { path: "topUps.bonusExpiryDays", label: msg`Bonus credits expire after`, kind: "days" },
      { path: "topUps.checkoutMinutes", label: msg`A top-up's checkout stays open`, kind: "minutes" },
      { path: "topUps.maxRateAgeHours", label: msg`Oldest exchange rate that is charged by`, kind: "hours" },
      { path: "topUps.offers", label: msg`What can be topped up, by currency`, kind: "data" },
      { path: "topUps.wallets", label: msg`Wallets that pay`, kind: "data" },
      { path: "autoTopUp.maxPerMonth", label: msg`Most automatic top-ups in a month`, kind: "count" },
      {
        path: "autoTopUp.giveUpAfterMinutes",
        label: msg`An unknown automatic charge is given up after`,
        kind: "minutes",
      },
    ],
  },
  {
    title: msg`Referrals`,
    fields: [
      { path: "referrals.offers", label: msg`Rewards, by currency`, kind: "data" },
      { path: "referrals.rewardExpiryDays", label: msg`Rewards expire after`, kind: "days" },
      { path: "referrals.invitationDays", label: msg`An order counts within`, kind: "days" },
      { path: "referrals.maxRewardsPerMonth", label: msg`Rewards of one account in a month`, kind: "count" },
    ],
  },
  {
    title: msg`Usage`,
    fields: [
      { path: "usage.maxHoldMinutes", label: msg`Longest life of a hold`, kind: "minutes" },
      { path: "usage.maxLatenessHours", label: msg`Older events are refused`, kind: "hours" },
      { path: "usage.maxFutureMinutes", label: msg`Events further ahead are refused`, kind: "minutes" },
    ],
  },
  {
    title: msg`Change of subject`,
    fields: [
      { path: "subjectChange.noticeHours", label: msg`Old contacts are told ahead`, kind: "hours" },
      { path: "subjectChange.maxKeyOverlapHours", label: msg`Keys overlap at most`, kind: "hours" },
      { path: "subjectChange.phoneCodeMinutes", label: msg`A code to the phone holds for`, kind: "minutes" },
      { path: "phones.codeMinutes", label: msg`A code can be entered for`, kind: "minutes" },
      { path: "phones.codeTries", label: msg`Tries at a code`, kind: "count" },
      { path: "phones.lockMinutes", label: msg`After wrong tries no code for`, kind: "minutes" },
      { path: "phones.resendSeconds", label: msg`Seconds between two codes`, kind: "count" },
      { path: "phones.dailyPerNumber", label: msg`Codes to a number within 24 hours`, kind: "count" },
      { path: "phones.dailyPerAccount", label: msg`Codes of an account within 24 hours`, kind: "count" },
      { path: "phones.dailyPerLogin", label: msg`Codes of a login within 24 hours`, kind: "count" },
      { path: "subjectChange.invitationDays", label: msg`An invitation holds for`, kind: "days" },
      {
        path: "subjectChange.invitationAttempts",
        label: msg`Most wrong tries at an invitation`,
        kind: "count",
      },
      { path: "subjectChange.openDays", label: msg`An application stays open for`, kind: "days" },
    ],
  },
  {
    title: msg`Calendar and documents`,
    fields: [
      { path: "businessCalendar.zone", label: msg`Zone of business days`, kind: "text" },
      { path: "businessCalendar.holidays", label: msg`Days off`, kind: "texts" },
      { path: "businessCalendar.makeUpDays", label: msg`Weekend days that are worked`, kind: "texts" },
      { path: "invoices.invoicePrefix", label: msg`Prefix of invoices`, kind: "text" },
      { path: "invoices.creditNotePrefix", label: msg`Prefix of credit notes`, kind: "text" },
      { path: "invoices.digits", label: msg`Digits of their numbers`, kind: "count" },
    ],
  },
];

const BY_PATH = new Map(FIELD_GROUPS.flatMap(({ fields }) => fields.map((field) => [field.path, field])));

/** The field that a path names or lies in; null where none does. */
export function fieldOf(path: string): PolicyField | null {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("."))))
    if (BY_PATH.has(at)) return BY_PATH.get(at) ?? null;
  return null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a policy in its JSON form holds at a path. */
export const valueAt = (policy: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), policy);

/** The same policy with another value at a path. */
export function withValue(
  policy: Readonly<Record<string, unknown>>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  const [key = "", ...rest] = path.split(".");
  const inner = policy[key];
  return {
    ...policy,
    [key]: rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest.join("."), value),
  };
}

/** Paths of all values of a policy that no group knows: a build may have more than its screens have words for. */
export function unknownPaths(policy: unknown, prefix = ""): string[] {
  if (!isObject(policy)) return [];
  return Object.entries(policy).flatMap(([key, value]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (path === "version" || path === "effectiveFrom" || fieldOf(path) !== null) return [];
    return isObject(value) ? unknownPaths(value, path) : [path];
  });
}
