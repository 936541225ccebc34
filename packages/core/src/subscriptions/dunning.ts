import { z } from "zod";
import { defineRule, line } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { type Instant, instantSchema, plusHours, toEpochMs } from "../time/index.ts";

/**
 * What a refused charge means, whatever the provider calls it. `soft`: worth another try (no funds, bank unreachable).
 * `hard`: never again with this card (stolen, closed, unknown). `authentication`: its customer must confirm it.
 */
export const CHARGE_FAILURES = ["soft", "hard", "authentication"] as const;
/** See {@link CHARGE_FAILURES}. */
export type ChargeFailure = (typeof CHARGE_FAILURES)[number];

/** When a failed renewal is tried again and when it is given up (T2.2): what mails and the timeline say in advance. */
export interface DunningSchedule {
  readonly triesAt: readonly Instant[];
  /** From here on the Free plan applies. */
  readonly graceEndsAt: Instant;
}

/** The schedule of a renewal that is unpaid since an instant; its days are exact 24 hours. */
export const dunningSchedule = (pastDueSince: Instant, policy: Policy): DunningSchedule => ({
  triesAt: policy.subscriptions.dunning.retryAfterDays.map((days) => plusHours(pastDueSince, 24 * days)),
  graceEndsAt: plusHours(pastDueSince, 24 * policy.subscriptions.dunning.graceDays),
});

const facts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  subscriptionState: z.enum(["incomplete", "active", "canceling", "past_due", "refunding", "ended"]),
  renewal: z.strictObject({
    number: z.int().min(1),
    /** As decided when the term ended, tax included: every try charges this. */
    totalNanos: nanosSchema,
    /** When its first charge failed, or a card was missing. */
    pastDueSince: instantSchema,
    /** What was tried and failed, oldest first. */
    attempts: z
      .array(
        z.strictObject({
          at: instantSchema,
          paymentMethodId: z.string(),
          failure: z.enum(CHARGE_FAILURES),
        }),
      )
      .max(1000),
  }),
  /** Whether a charge was begun whose outcome is not known: nothing is decided before it is. */
  attemptUnderWay: z.boolean(),
  /** The default card of the present holder, or null (C4.10). */
  paymentMethodId: z.string().nullable(),
});
type Facts = z.output<typeof facts>;

const effects = z
  .strictObject({
    step: z.enum(["charge", "wait", "end"]),
    why: z.enum([
      // charge
      "new_card",
      "next_try",
      // wait; also `next_try`
      "no_card",
      "card_refused",
      "needs_customer",
      "no_tries_left",
      "suspended",
      // end
      "grace_over",
      "account_terminated",
    ]),
    /** When to charge or end, and when to look again; sooner if the customer changes the card. */
    at: instantSchema,
    graceEndsAt: instantSchema,
    /** The card to charge; null where none is. */
    paymentMethodId: z.string().nullable(),
    /** Of this renewal, 1 for its first. With the renewal's number the key of the attempt. */
    attemptNumber: z.int().min(1),
  })
  .nullable();
type Step = NonNullable<z.output<typeof effects>>;

/**
 * What is done next about a renewal that could not be charged (T2.2). A card nobody tried is charged at once; one that
 * failed softly on the days of the policy, counted from the first failure; one that was refused for good, or that asks
 * for its customer, not again. When the grace is over the subscription gives way to Free.
 */
export const nextDunningStep = defineRule({
  kind: "subscription.dunning",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const { renewal } = facts;
    if (facts.subscriptionState !== "past_due")
      return {
        outcome: "refused",
        refusals: [{ code: "subscription_not_past_due", clause: "T2.2", params: {} }],
        lines: [],
        effects: null,
      };
    if (facts.attemptUnderWay)
      return {
        outcome: "refused",
        refusals: [{ code: "renewal_under_way", clause: "T2.2", params: {} }],
        lines: [],
        effects: null,
      };
    const schedule = dunningSchedule(renewal.pastDueSince, policy);
    const next = stepOf(facts, schedule);
    const charges = next.step === "charge";
    return {
      outcome: "granted",
      refusals: [],
      lines: charges
        ? [
            line("item", "renewal_charge", "T2.2", renewal.totalNanos),
            line("subtotal", "renewal_charged_now", "T2.2", renewal.totalNanos),
          ]
        : [line("memo", "renewal_unpaid", "T2.2", renewal.totalNanos)],
      effects: {
        ...next,
        graceEndsAt: schedule.graceEndsAt,
        paymentMethodId: charges ? facts.paymentMethodId : null,
        attemptNumber: renewal.attempts.length + 1,
      },
    };
  },
});

function stepOf(facts: Facts, { triesAt, graceEndsAt }: DunningSchedule): Pick<Step, "step" | "why" | "at"> {
  const { now, renewal, paymentMethodId } = facts;
  const wait = (why: Step["why"]) => ({ step: "wait", why, at: graceEndsAt }) as const;
  if (facts.accountState === "terminated" || facts.accountState === "closed")
    return { step: "end", why: "account_terminated", at: now };
  if (toEpochMs(now) >= toEpochMs(graceEndsAt)) return { step: "end", why: "grace_over", at: now };
  if (facts.accountState === "suspended") return wait("suspended");
  if (paymentMethodId === null) return wait("no_card");
  const ofCard = renewal.attempts.filter((each) => each.paymentMethodId === paymentMethodId);
  const lastOfCard = ofCard.at(-1);
  if (lastOfCard === undefined) return { step: "charge", why: "new_card", at: now };
  if (ofCard.some(({ failure }) => failure === "hard")) return wait("card_refused");
  if (lastOfCard.failure === "authentication") return wait("needs_customer");
  // The first day after the last attempt with whatever card: who slept over two days tries once, not twice.
  const latestMs = Math.max(...renewal.attempts.map(({ at }) => toEpochMs(at)));
  const tryAt = triesAt.find((each) => toEpochMs(each) > latestMs);
  if (tryAt === undefined) return wait("no_tries_left");
  return toEpochMs(now) >= toEpochMs(tryAt)
    ? { step: "charge", why: "next_try", at: now }
    : { step: "wait", why: "next_try", at: tryAt };
}
