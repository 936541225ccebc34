import { z } from "zod";
import { type CommonFacts, defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { instantSchema, plusHours } from "../time/index.ts";
import { referralStates } from "./lifecycle.ts";
import { traits } from "./traits.ts";

const accountState = z.enum(["active", "suspended", "terminated", "closed"]);

/**
 * How an order stands: `stands`, nobody asks it back; `in_question`, a refund is being prepared or a dispute runs;
 * `returned`, its refund was approved or a dispute about it lost.
 */
export const orderStandings = ["stands", "in_question", "returned"] as const;

/** How an order stands. */
export type OrderStanding = (typeof orderStandings)[number];

const facts = z.strictObject({
  now: instantSchema,
  /** Currency of the referrer's wallet. */
  currency: currencySchema,
  referralId: z.string(),
  state: z.enum(referralStates),
  referrerState: accountState,
  referredState: accountState,
  /** The clock of the order's account: its window is measured by it. */
  orderNow: instantSchema,
  /** The first instant after the order's refund window. */
  dueAt: instantSchema,
  orderStanding: z.enum(orderStandings),
  /** What the two accounts have in common; what it is stays with the platform. */
  shared: z.array(z.enum(traits)),
  /** Rewards of this referrer in the present month, later revoked ones included. */
  rewardsThisMonth: z.int().min(0),
  /** What the referrer can spend before the reward. */
  balanceNanos: nanosSchema,
});

const effects = z.strictObject({ amountNanos: nanosSchema, expiresAt: instantSchema }).nullable();

/** Refusals that only mean "not now": the referral goes on waiting. */
const PASSING: ReadonlySet<Refusal["code"]> = new Set([
  "referral_window_open",
  "referral_order_in_question",
  "account_suspended",
  "referral_other_suspended",
]);

/** The refusal that ends a referral, or null where time may still heal all of them. */
export const finalRefusal = (refusals: readonly Pick<Refusal, "code">[]): Refusal["code"] | null =>
  refusals.find(({ code }) => !PASSING.has(code))?.code ?? null;

/**
 * Whether a referrer is rewarded for an order of whom they invited (R3.5): once its refund window is closed and nobody
 * asks it back, never for oneself. Every ground that applies is told, in this order.
 * Refusals: referral_decided, referral_window_open, referral_order_in_question, referral_order_returned,
 * referral_same_person, account_terminated, account_suspended, referral_other_ended, referral_other_suspended,
 * referral_not_offered, referral_month_full.
 */
export const decideReferral = defineRule({
  kind: "referrals.decide",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const { offers, rewardExpiryDays, maxRewardsPerMonth } = policy.referrals;
    const offer = offers[facts.currency];
    const refusals: Refusal[] = [];
    const refuse = (
      code: Refusal["code"],
      params: Refusal["params"] = {},
      clause: Refusal["clause"] = "R3.5",
    ) => refusals.push({ code, clause, params });
    if (facts.state !== "waiting") refuse("referral_decided");
    if (facts.orderNow < facts.dueAt) refuse("referral_window_open", { dueAt: facts.dueAt });
    if (facts.orderStanding === "in_question") refuse("referral_order_in_question");
    if (facts.orderStanding === "returned") refuse("referral_order_returned");
    if (facts.shared.length > 0) refuse("referral_same_person");
    if (facts.referrerState === "terminated" || facts.referrerState === "closed")
      refuse("account_terminated", {}, "T4.2");
    if (facts.referrerState === "suspended") refuse("account_suspended", {}, "T4.2");
    if (facts.referredState === "terminated" || facts.referredState === "closed")
      refuse("referral_other_ended", {}, "T4.2");
    if (facts.referredState === "suspended") refuse("referral_other_suspended", {}, "T4.2");
    if (offer === undefined) refuse("referral_not_offered", { currency: facts.currency });
    if (facts.rewardsThisMonth >= maxRewardsPerMonth)
      refuse("referral_month_full", { max: String(maxRewardsPerMonth) });
    if (refusals.length > 0 || offer === undefined)
      return { outcome: "refused", refusals, lines: [], effects: null };
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "wallet_before", null, facts.balanceNanos),
        line("item", "referral_rewarded", "R3.5", offer.rewardNanos),
        line("subtotal", "wallet_after", null, facts.balanceNanos + offer.rewardNanos),
      ],
      effects: { amountNanos: offer.rewardNanos, expiresAt: plusHours(facts.now, 24 * rewardExpiryDays) },
    };
  },
});

export type DecideReferralFacts = z.output<typeof facts> & CommonFacts;
