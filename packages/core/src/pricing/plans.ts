import type { Currency } from "../money/index.ts";
import type { Text } from "../text/index.ts";

/** The plans on sale, cheapest first. `free` is what an account has without a subscription. */
export const planIds = ["free", "pro", "max", "ultra"] as const;
/** One of {@link planIds}. */
export type PlanId = (typeof planIds)[number];

/** Length of a term. */
export const billingIntervals = ["month", "year"] as const;
/** One of {@link billingIntervals}. */
export type BillingInterval = (typeof billingIntervals)[number];

/** What a plan contains besides included usage, as keys of the text catalogue (T2.1: shown at checkout). */
export const planFeatures = [
  "standard_models",
  "all_models",
  "usage_history",
  "priority_tier",
  "batch_tier",
  "team_members",
  "dedicated_support",
] as const;
/** One of {@link planFeatures}. */
export type PlanFeature = (typeof planFeatures)[number];

/** What each feature is called at checkout (T2.1). */
export const PLAN_FEATURE_TEXTS: Record<PlanFeature, Text> = {
  standard_models: { en: "Standard models", zh: "标准模型" },
  all_models: { en: "All models", zh: "全部模型" },
  usage_history: { en: "Usage history", zh: "使用记录" },
  priority_tier: { en: "Priority service tier", zh: "优先服务等级" },
  batch_tier: { en: "Batch service tier", zh: "批处理服务等级" },
  team_members: { en: "Team members", zh: "团队成员" },
  dedicated_support: { en: "Dedicated support", zh: "专属支持" },
};

/**
 * One version of a plan's price. A version never changes: a term holds the version it was bought at (T3.1), a new
 * price is a new version. The fees listed are the fees charged (T1.1).
 */
export interface PlanPrice {
  readonly id: string;
  readonly planId: PlanId;
  /** Counts from 1 within plan, interval and currency. */
  readonly version: number;
  readonly interval: BillingInterval;
  readonly currency: Currency;
  /** Price of one term before tax, nanos. */
  readonly amountNanos: bigint;
  /** Usage the term includes, as value at list price, nanos. */
  readonly includedUsageNanos: bigint;
  readonly features: readonly PlanFeature[];
}

/** A plan with its prices, all versions. */
export interface Plan {
  readonly id: PlanId;
  /** The brand name, the same in every language. */
  readonly name: string;
  readonly prices: readonly PlanPrice[];
}

const USD = 1_000_000_000n;

const free: readonly PlanFeature[] = ["standard_models", "usage_history"];
const pro: readonly PlanFeature[] = ["all_models", "usage_history", "batch_tier"];
const max: readonly PlanFeature[] = [...pro, "priority_tier", "team_members"];
const ultra: readonly PlanFeature[] = [...max, "dedicated_support"];

/** A paid plan: a year costs ten months and includes twelve months' usage; a month includes twice its price. */
function paidPlan(
  id: Exclude<PlanId, "free">,
  name: string,
  monthlyNanos: bigint,
  features: readonly PlanFeature[],
): Plan {
  const price = (interval: BillingInterval, amountNanos: bigint, includedUsageNanos: bigint): PlanPrice => ({
    id: `${id}-${interval}-usd-1`,
    planId: id,
    version: 1,
    interval,
    currency: "USD",
    amountNanos,
    includedUsageNanos,
    features,
  });
  return {
    id,
    name,
    prices: [
      price("month", monthlyNanos, 2n * monthlyNanos),
      price("year", 10n * monthlyNanos, 24n * monthlyNanos),
    ],
  };
}

/** The catalogue a new installation starts with; an administrator adds versions, never edits one. */
export const seedPlans: readonly Plan[] = [
  {
    id: "free",
    name: "Free",
    prices: [
      {
        id: "free-month-usd-1",
        planId: "free",
        version: 1,
        interval: "month",
        currency: "USD",
        amountNanos: 0n,
        // Free has no term, so nothing is included: usage is paid from credits.
        includedUsageNanos: 0n,
        features: free,
      },
    ],
  },
  paidPlan("pro", "Pro", 20n * USD, pro),
  paidPlan("max", "Max", 100n * USD, max),
  paidPlan("ultra", "Ultra", 200n * USD, ultra),
];
