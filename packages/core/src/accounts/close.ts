import { z } from "zod";
import { defineRule, type Line, line, type Refusal } from "../decision/index.ts";
import { attempt, statesOf } from "../lifecycle/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { subscriptionLifecycle } from "../subscriptions/index.ts";
import { instantSchema } from "../time/index.ts";
import { creditLines, creditsLeftSchema, creditsTotal } from "./credits-lost.ts";
import { CLOSING_WORDING, closingHash, type GivenUp } from "./giving-up.ts";
import { accountLifecycle } from "./lifecycle.ts";

const count = z.int().min(0);

const closeFacts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  /** `review` shows what it would do; `close` does it and needs the confirmation. */
  step: z.enum(["review", "close"]),
  accountState: z.enum(statesOf(accountLifecycle)),
  credits: creditsLeftSchema,
  /** Of the paid credits, what could still be refunded, and the last moment to ask for it; null: nothing. */
  refundable: z.strictObject({ amountNanos: nanosSchema, until: instantSchema }).nullable(),
  debtNanos: nanosSchema,
  openHolds: count,
  heldNanos: nanosSchema,
  openRefunds: count,
  openCases: count,
  openDisputes: count,
  /** Whether a change of account subject is under way. */
  subjectChangeOpen: z.boolean(),
  autoTopUpOn: z.boolean(),
  /** When the last open checkout closes; null without one. */
  checkoutOpenUntil: instantSchema.nullable(),
  subscription: z
    .strictObject({
      planId: z.string(),
      state: z.enum(statesOf(subscriptionLifecycle)),
      termEndsAt: instantSchema,
      distributor: z.strictObject({ name: z.string().max(60), link: z.string().max(300) }).nullable(),
    })
    .nullable(),
  /** Gifts this account paid for that nobody redeemed: their codes die with it. */
  unredeemedGifts: z.strictObject({ count, amountNanos: nanosSchema }),
  language: z.enum(["en", "zh"]),
  /** Hash of what the owner confirmed; null while it is only reviewed. */
  confirmedHash: z.string().nullable(),
});

/** Facts of closing an account. */
export type CloseFacts = z.output<typeof closeFacts>;

const effects = z
  .strictObject({
    to: z.literal("closed"),
    /** Credits of every kind that are lost. */
    forfeitedNanos: nanosSchema,
    /** Paid for gifts whose codes end. */
    giftCodesNanos: nanosSchema,
    endsSubscription: z.boolean(),
    confirmationVersion: z.string(),
    /** What has to be confirmed, or was. */
    confirmationHash: z.string(),
  })
  .nullable();

/**
 * Closing an account by its owner. Whatever is still under way, and money that could still be refunded, comes first;
 * each blocker says what to do. What is then left is given up, to the nano and only as it was confirmed (T1.4).
 */
export const closeAccount = defineRule({
  kind: "account.close",
  rulesVersion: 1,
  facts: closeFacts,
  effects,
  decide(facts) {
    const { credits, unredeemedGifts, subscription } = facts;
    const endsSubscription = subscription?.state === "canceling";
    const givenUp: GivenUp = {
      currency: facts.currency,
      ...credits,
      giftCodesNanos: unredeemedGifts.amountNanos,
      termEndsAt: endsSubscription ? subscription.termEndsAt : null,
    };
    const hash = closingHash(CLOSING_WORDING, facts.language, givenUp);
    const refusals = blockers(facts);
    if (facts.step === "close" && facts.confirmedHash !== hash)
      refusals.push({ code: "close_not_confirmed", clause: "T1.4", params: {} });
    const forfeitedNanos = creditsTotal(credits);
    const lines = closingLines(facts, forfeitedNanos);
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        to: "closed" as const,
        forfeitedNanos,
        giftCodesNanos: unredeemedGifts.amountNanos,
        endsSubscription,
        confirmationVersion: CLOSING_WORDING,
        confirmationHash: hash,
      },
    };
  },
});

function closingLines(
  { credits, unredeemedGifts, subscription }: CloseFacts,
  forfeitedNanos: bigint,
): Line[] {
  return [
    ...creditLines(credits, "T1.4"),
    line("subtotal", "credits_lost_total", "T1.4", forfeitedNanos),
    ...(unredeemedGifts.count === 0
      ? []
      : [
          line("memo", "close_gift_codes_end", "R2.7", unredeemedGifts.amountNanos, {
            count: String(unredeemedGifts.count),
          }),
        ]),
    ...(subscription?.state === "canceling"
      ? [
          line("memo", "close_term_given_up", "T2.6", 0n, {
            plan: subscription.planId,
            endsAt: subscription.termEndsAt,
          }),
        ]
      : []),
  ];
}

/** What has to be done first, in the order in which it is asked. */
function blockers(facts: CloseFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (!attempt(accountLifecycle, facts.accountState, "close").legal) refusals.push(wrongState(facts));
  const { subscription } = facts;
  if (subscription !== null && subscription.state !== "ended" && subscription.state !== "incomplete") {
    const { distributor } = subscription;
    if (distributor !== null)
      refusals.push({
        code: "distributor_subscription",
        clause: "T1.3",
        params: { distributor: distributor.name, link: distributor.link },
      });
    else if (subscription.state === "active" || subscription.state === "past_due")
      refusals.push({
        code: "close_subscription_running",
        clause: "T2.4",
        params: { plan: subscription.planId },
      });
  }
  if (facts.autoTopUpOn) refusals.push({ code: "close_auto_top_up_on", clause: "T6.1", params: {} });
  if (facts.checkoutOpenUntil !== null && facts.checkoutOpenUntil > facts.now)
    refusals.push({
      code: "close_checkout_open",
      clause: "T1.4",
      params: { until: facts.checkoutOpenUntil },
    });
  if (facts.openHolds > 0)
    refusals.push({
      code: "close_requests_in_flight",
      clause: "R3.6",
      params: { count: String(facts.openHolds), held: facts.heldNanos.toString() },
    });
  if (facts.debtNanos > 0n)
    refusals.push({ code: "close_debt_open", clause: "T1.1", params: { debt: facts.debtNanos.toString() } });
  if (facts.openRefunds > 0 || facts.openCases > 0)
    refusals.push({
      code: "close_refund_open",
      clause: "R2.3",
      params: { refunds: String(facts.openRefunds), cases: String(facts.openCases) },
    });
  if (facts.openDisputes > 0)
    refusals.push({
      code: "close_dispute_open",
      clause: "R2.8",
      params: { count: String(facts.openDisputes) },
    });
  if (facts.subjectChangeOpen)
    refusals.push({ code: "close_subject_change_open", clause: "C4.1", params: {} });
  const { refundable } = facts;
  // Giving up money that could be had back is nearly always a mistake; after the window it no longer can be.
  if (refundable !== null && refundable.amountNanos > 0n && refundable.until >= facts.now)
    refusals.push({
      code: "close_refund_first",
      clause: "R1.2",
      params: { amount: refundable.amountNanos.toString(), until: refundable.until },
    });
  return refusals;
}

function wrongState({ accountState }: CloseFacts): Refusal {
  const code =
    accountState === "closed"
      ? "account_closed"
      : accountState === "suspended"
        ? "account_suspended"
        : "account_terminated";
  return { code, clause: "T4.2", params: {} };
}
