import { CURRENCIES, formatBps, formatMoney, type Language } from "../money/index.ts";
import { fill, type Text } from "../text/template.ts";
import type { Instant } from "../time/index.ts";
import type { ClauseKind } from "./clause.ts";
import { CLAUSES, type ClauseId } from "./clauses.ts";
import { GROUPS, SECTIONS, type SectionId } from "./headings.ts";
import type { LotKind, Policy } from "./policy.ts";

/** A clause as the public policy page shows it: no placeholder is left in `text`. */
export interface PublicClause {
  readonly id: ClauseId;
  readonly kind: ClauseKind;
  readonly text: string;
}

/** Clauses under one heading, such as R3 Calculation. */
export interface PublicGroup {
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly PublicClause[];
}

/** A part of the policy: T subscriptions, R refunds, C change of account subject. */
export interface PublicSection {
  readonly id: SectionId;
  readonly title: string;
  readonly groups: readonly PublicGroup[];
}

/** The policy page in one language. */
export interface PublicPolicy {
  readonly version: string;
  readonly effectiveFrom: Instant;
  readonly language: Language;
  readonly sections: readonly PublicSection[];
}

const LATE_CANCEL: Record<Policy["subscriptions"]["lateCancel"], Text> = {
  renew_once: {
    en: "A later cancellation is accepted too: the subscription renews one more time at the old price and ends after that term.",
    zh: "逾期取消同样受理：订阅将按原价再续订一个周期，并在该周期结束时终止。",
  },
  stop: {
    en: "A later cancellation is accepted too, and still stops the next renewal.",
    zh: "逾期取消同样受理，且不会再续订。",
  },
};

const CREDIT_USAGE: Record<Policy["planChanges"]["creditUsage"], Text> = {
  share_of_included: {
    en: "its unused share, by time or by included usage, whichever is less",
    zh: "按剩余时间或剩余包含用量的比例计算，以较低者为准",
  },
  list_value: {
    en: "its unused value, by time or by usage at list price, whichever is less",
    zh: "按剩余时间的比例或扣除用量标价后的余额计算，以较低者为准",
  },
};

const WALLET_DEBIT: Record<Policy["refunds"]["walletDebit"], Text> = {
  gross: {
    en: "The full refundable balance, platform fee included, is deducted from your top-up balance.",
    zh: "可退余额（含平台手续费）将全额从充值余额中扣除。",
  },
  net: {
    en: "Only the amount you receive is deducted from your top-up balance.",
    zh: "仅从充值余额中扣除实际到账金额。",
  },
};

const ATTRIBUTION: Record<Policy["refunds"]["attribution"], Text> = {
  literal: {
    en: "Usage since payment counts credits of every kind spent after this order was paid.",
    zh: "付款后使用指该订单付款之后消耗的各类额度。",
  },
  order_lot: {
    en: "Usage since payment counts the credits of this order that were spent, its bonus included.",
    zh: "付款后使用指该订单所得额度（含赠送）中已消耗的部分。",
  },
};

const RENEWAL_WINDOW: Record<"true" | "false", Text> = {
  true: { en: "Each renewal opens a new window.", zh: "每次续订均重新计算退款期限。" },
  false: { en: "A renewal does not open a new window.", zh: "续订不重新计算退款期限。" },
};

const PROVIDERS: Record<Policy["refunds"]["selfServiceProviders"][number], Text> = {
  stripe: { en: "Stripe (card) for subscriptions and top-ups", zh: "Stripe（银行卡，适用于订阅与充值）" },
  antom: { en: "Antom (Alipay and others) for top-ups", zh: "Antom（支付宝等，适用于充值）" },
};

const LOT_KINDS: Record<LotKind, Text> = {
  paid: { en: "paid credits", zh: "付费额度" },
  bonus: { en: "bonus credits", zh: "赠送额度" },
  gift: { en: "gift credits", zh: "礼品额度" },
  referral: { en: "referral rewards", zh: "推荐奖励" },
};

/** What can be topped up, currency by currency: `$5.00 to $10,000.00; €5.00 to …`. */
const topUpLimits = ({ topUps }: Policy, language: Language): string =>
  CURRENCIES.flatMap((currency) => {
    const offer = topUps.offers[currency];
    if (offer === undefined) return [];
    const [min, max] = [offer.minNanos, offer.maxNanos].map((each) => formatMoney(each, currency, language));
    return [language === "zh" ? `${currency} ${min} 至 ${max}` : `${currency} ${min} to ${max}`];
  }).join(language === "zh" ? "；" : "; ");

/** Which bonus comes with a top-up, currency by currency: `5% from $50.00, 10% from …`. */
const topUpBonus = ({ topUps }: Policy, language: Language): string =>
  CURRENCIES.flatMap((currency) => {
    const steps = topUps.offers[currency]?.bonusTiers.map(({ fromNanos, bps }) => {
      const [share, from] = [formatBps(BigInt(bps), language), formatMoney(fromNanos, currency, language)];
      return language === "zh" ? `满 ${from} 赠 ${share}` : `${share} from ${from}`;
    });
    return steps === undefined || steps.length === 0
      ? []
      : [`${currency} ${steps.join(language === "zh" ? "，" : ", ")}`];
  }).join(language === "zh" ? "；" : "; ");

const WALLET_NAMES: Record<Policy["topUps"]["wallets"][number]["method"], Text> = {
  alipay: { en: "Alipay", zh: "支付宝" },
};

/** Which wallets charge in another currency, for whose credits, and how old a rate may be; nothing where none is taken. */
const walletCharges = ({ topUps: { wallets, maxRateAgeHours } }: Policy, language: Language): string =>
  wallets
    .map(({ method, charges, paysFor }) => {
      const name = WALLET_NAMES[method][language];
      return language === "zh"
        ? `${name}以 ${charges} 扣款，可用于 ${paysFor.join("、")} 额度；所用汇率在付款前显示，且不早于 ${maxRateAgeHours} 小时前。`
        : ` ${name} charges in ${charges} for credits in ${paysFor.join(", ")}, at a rate that is shown before you pay and is at most ${maxRateAgeHours} hours old.`;
    })
    .join("");

const paidExpiry = ({ topUps: { paidExpiryDays } }: Policy, language: Language): string =>
  paidExpiryDays === null
    ? { en: "Paid credits do not expire.", zh: "付费额度不会过期。" }[language]
    : {
        en: `Paid credits expire ${paidExpiryDays} days after payment.`,
        zh: `付费额度自付款起 ${paidExpiryDays} 天后到期。`,
      }[language];

/** Amounts of the referral programme, currency by currency: `$5.00, €5.00 or …`. */
const referralAmounts = (
  { referrals }: Policy,
  field: "rewardNanos" | "minimumOrderNanos",
  language: Language,
): string =>
  CURRENCIES.flatMap((currency) => {
    const offer = referrals.offers[currency];
    return offer === undefined ? [] : [formatMoney(offer[field], currency, language)];
  }).join(" / ");

/** When a warning comes before credits expire: `14 days and 3 days`. */
const expiryWarnings = ({ credits }: Policy, language: Language): string =>
  credits.expiryWarningDays
    .map((days) => (language === "zh" ? `${days} 天` : days === 1 ? "1 day" : `${days} days`))
    .join(language === "zh" ? "与 " : " and ");

/** When a renewal that could not be charged is tried again. */
const renewalRetries = ({ subscriptions }: Policy, language: Language): string => {
  const days = subscriptions.dunning.retryAfterDays.join(language === "zh" ? "、" : ", ");
  if (days === "")
    return {
      en: "A charge that fails is not tried again with the same card.",
      zh: "扣款失败后，不会再用同一张卡重试。",
    }[language];
  return {
    en: `A charge that fails is tried again after so many days: ${days}.`,
    zh: `扣款失败的，将在失败后的下列天数重试：${days}。`,
  }[language];
};

const COUNTED_BY: Readonly<Record<"person" | "card" | "device", Readonly<Record<Language, string>>>> = {
  person: { en: "person", zh: "持有人" },
  card: { en: "card", zh: "银行卡" },
  device: { en: "device", zh: "设备" },
};

/** Whose refunds are counted together (R2.10): "account, person or card". */
const countedBy = ({ refunds }: Policy, language: Language): string =>
  new Intl.ListFormat(language === "zh" ? "zh-CN" : "en-GB", { type: "disjunction" }).format([
    { en: "account", zh: "账户" }[language],
    ...refunds.review.alsoBy.map((each) => COUNTED_BY[each][language]),
  ]);

/** How business days are counted: the zone, days off, weekend days worked in exchange. */
const businessCalendar = (
  { businessCalendar: { zone, holidays, makeUpDays } }: Policy,
  language: Language,
) => {
  const listed = (days: readonly string[]) => days.join(language === "zh" ? "、" : ", ");
  const parts =
    language === "zh"
      ? [
          `工作日按时区 ${zone} 计算`,
          ...(holidays.length > 0 ? [`以下假日不计入：${listed(holidays)}`] : []),
          ...(makeUpDays.length > 0 ? [`以下调休上班日计入：${listed(makeUpDays)}`] : []),
        ]
      : [
          `Business days are counted in the time zone ${zone}`,
          ...(holidays.length > 0 ? [`these holidays do not count: ${listed(holidays)}`] : []),
          ...(makeUpDays.length > 0 ? [`these weekend days do: ${listed(makeUpDays)}`] : []),
        ];
  return language === "zh" ? `${parts.join("；")}。` : `${parts.join("; ")}.`;
};

/** What the law of single countries gives beyond the window; nothing where the policy lists none. */
const statutoryExceptions = ({ refunds }: Policy, language: Language): string =>
  Object.entries(refunds.statutoryExceptions)
    .map(([country, { windowHours, waivesFee }]) =>
      language === "zh"
        ? `${country} 法律规定的期限为 ${windowHours} 小时${waivesFee ? "，且不收手续费" : ""}，由审核人员说明理由后适用。`
        : ` Where the law of ${country} requires it, a reviewer applies a window of ${windowHours} hours${waivesFee ? ", without the fee" : ""}.`,
    )
    .join("");

/** What fills the placeholders of the clauses: every number and choice of the policy that concerns a customer. */
function paramsOf(policy: Policy, language: Language) {
  const { refunds, usage, credits, referrals, topUps, subscriptions, phones, subjectChange } = policy;
  const separator = language === "zh" ? "、" : ", ";
  return {
    windowHours: String(refunds.windowHours),
    feeBps: String(refunds.feeBps),
    walletDebit: WALLET_DEBIT[refunds.walletDebit][language],
    attribution: ATTRIBUTION[refunds.attribution][language],
    renewalWindow: RENEWAL_WINDOW[refunds.renewalReopensWindow ? "true" : "false"][language],
    selfServiceProviders: refunds.selfServiceProviders
      .map((each) => PROVIDERS[each][language])
      .join(separator),
    reviewAfterRefunds: String(refunds.review.afterRefunds),
    reviewCountedBy: countedBy(policy, language),
    reviewWithinDays: String(refunds.review.withinDays),
    arrivalMin: String(refunds.arrivalBusinessDays.min),
    arrivalMax: String(refunds.arrivalBusinessDays.max),
    caseReviewBusinessDays: String(refunds.caseReviewBusinessDays),
    businessCalendar: businessCalendar(policy, language),
    statutoryExceptions: statutoryExceptions(policy, language),
    caseArrivalMin: String(refunds.caseArrivalBusinessDays.min),
    caseArrivalMax: String(refunds.caseArrivalBusinessDays.max),
    maxHoldMinutes: String(usage.maxHoldMinutes),
    burnOrder: credits.burnOrder.map((each) => LOT_KINDS[each][language]).join(separator),
    giftExpiryDays: String(credits.giftExpiryDays),
    expiryWarnings: expiryWarnings(policy, language),
    referralRewards: referralAmounts(policy, "rewardNanos", language),
    referralMinimums: referralAmounts(policy, "minimumOrderNanos", language),
    referralInvitationDays: String(referrals.invitationDays),
    referralMaxPerMonth: String(referrals.maxRewardsPerMonth),
    referralExpiryDays: String(referrals.rewardExpiryDays),
    topUpLimits: topUpLimits(policy, language),
    walletCharges: walletCharges(policy, language),
    topUpBonus: topUpBonus(policy, language),
    topUpCheckoutMinutes: String(topUps.checkoutMinutes),
    bonusExpiryDays: String(topUps.bonusExpiryDays),
    paidExpiry: paidExpiry(policy, language),
    autoTopUpMaxPerMonth: String(policy.autoTopUp.maxPerMonth),
    cancelBeforeHours: String(subscriptions.cancelBeforeHours),
    lateCancel: LATE_CANCEL[subscriptions.lateCancel][language],
    priceChangeNoticeDays: String(subscriptions.priceChangeNoticeDays),
    renewalRetries: renewalRetries(policy, language),
    renewalGraceDays: String(subscriptions.dunning.graceDays),
    cardNoticeDays: String(policy.paymentMethods.expiringNoticeDays),
    checkoutMinutes: String(subscriptions.checkoutMinutes),
    creditUsage: CREDIT_USAGE[policy.planChanges.creditUsage][language],
    addOnMaxQuantity: String(policy.addOns.maxQuantity),
    giftSubscriptionExpiryDays: String(policy.giftSubscriptions.expiryDays),
    giftMaxMessageLength: String(policy.giftSubscriptions.maxMessageLength),
    giftMaxTerms: String(policy.giftSubscriptions.maxTerms),
    noticeHours: String(subjectChange.noticeHours),
    maxKeyOverlapHours: String(subjectChange.maxKeyOverlapHours),
    codeMinutes: String(phones.codeMinutes),
    codeTries: String(phones.codeTries),
    codeLockMinutes: String(phones.lockMinutes),
    codeResendSeconds: String(phones.resendSeconds),
    codesPerNumber: String(phones.dailyPerNumber),
    codesPerAccount: String(phones.dailyPerAccount),
    codesPerLogin: String(phones.dailyPerLogin),
    phoneCodeMinutes: String(subjectChange.phoneCodeMinutes),
    invitationDays: String(subjectChange.invitationDays),
    invitationAttempts: String(subjectChange.invitationAttempts),
    openDays: String(subjectChange.openDays),
  };
}

/** A clause as a customer reads it under a version of the policy, every placeholder filled. */
export const clauseText = (id: ClauseId, policy: Policy, language: Language): string =>
  filled(id, paramsOf(policy, language), language);

const filled = (id: ClauseId, params: ReturnType<typeof paramsOf>, language: Language): string =>
  // Clauses hold neither instants nor amounts of one currency, so zone and currency are never looked at.
  fill(CLAUSES[id].text, params, { language, zone: "UTC", currency: "USD" });

/** The whole policy as customers read it: sections T, R and C, their groups, their clauses in order. */
export function publicPolicy(policy: Policy, language: Language): PublicPolicy {
  const ids = Object.keys(CLAUSES) as ClauseId[];
  const params = paramsOf(policy, language);
  const clausesOf = (group: string): PublicClause[] =>
    ids
      .filter((id) => id === group || id.startsWith(`${group}.`))
      .map((id) => ({ id, kind: CLAUSES[id].kind, text: filled(id, params, language) }));
  return {
    version: policy.version,
    effectiveFrom: policy.effectiveFrom,
    language,
    sections: SECTIONS.map((section) => ({
      id: section.id,
      title: section.title[language],
      groups: GROUPS.filter((group) => group.id.startsWith(section.id)).map((group) => ({
        id: group.id,
        title: group.title[language],
        clauses: clausesOf(group.id),
      })),
    })),
  };
}
