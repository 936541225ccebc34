import { z } from "zod";
import { defineRule, type Line, line, type Refusal } from "../decision/index.ts";
import { statesOf } from "../lifecycle/index.ts";
import { currencySchema } from "../money/index.ts";
import { subscriptionLifecycle } from "../subscriptions/index.ts";
import { instantSchema } from "../time/index.ts";

const intervals = z.enum(["month", "year"]);

const followFacts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  distributor: z.strictObject({ name: z.string().max(60), link: z.string().max(300) }),
  /** Since when the purchase is this account's; until when, where it went to another. */
  ownedFrom: instantSchema,
  ownedUntil: instantSchema.nullable(),
  periods: z
    .array(
      z.strictObject({
        number: z.int().min(1),
        startsAt: instantSchema,
        endsAt: instantSchema,
        refundedAt: instantSchema.nullable(),
        productId: z.string(),
        /** Which of our plans the product is; null: nobody has said so yet. */
        plan: z.strictObject({ planId: z.string(), interval: intervals }).nullable(),
      }),
    )
    .max(1000),
  cancelledAt: instantSchema.nullable(),
  billingIssueAt: instantSchema.nullable(),
  expiredAt: instantSchema.nullable(),
  /** This purchase's subscription as it is; null before the first. */
  subscription: z.strictObject({ state: z.enum(statesOf(subscriptionLifecycle)) }).nullable(),
  /** Plan of another subscription that runs on the account, or null. */
  otherPlanId: z.string().nullable(),
});

/** What a subscription that was bought elsewhere is decided from. */
export type FollowFacts = z.output<typeof followFacts>;

const followEffects = z
  .strictObject({
    planId: z.string(),
    state: z.enum(["active", "canceling", "past_due", "ended"]),
    endedAt: instantSchema.nullable(),
    canceledAt: instantSchema.nullable(),
    /** Number of the newest term: with it a cancelled one ends. */
    lastTermNumber: z.int().min(1),
    /** Every term it has, to the instants the distributor said. */
    terms: z.array(
      z.strictObject({
        number: z.int().min(1),
        planId: z.string(),
        interval: intervals,
        startsAt: instantSchema,
        endsAt: instantSchema,
      }),
    ),
  })
  .nullable();

/** What it shall be. */
export type FollowEffects = z.output<typeof followEffects>;

/**
 * What a subscription bought through a distributor is, by everything the distributor said about it (T1.3). Nothing of
 * it is ours to charge, refund or end: we follow. Refused where it cannot be followed, for the operator to see.
 *
 * Refusals, in this order: account_terminated, account_closed, distributor_product_unknown,
 * distributor_other_subscription.
 */
export const followDistributor = defineRule({
  kind: "distributor.follow",
  rulesVersion: 1,
  facts: followFacts,
  effects: followEffects,
  decide(facts) {
    const refusals: Refusal[] = [];
    const terms = facts.periods.flatMap((period) => termOf(facts, period));
    const unknown = facts.periods.find(({ plan }) => plan === null);
    const last = terms.at(-1);
    const end = endOf(facts);
    if (facts.accountState === "terminated")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.accountState === "closed")
      refusals.push({ code: "account_closed", clause: "T4.2", params: {} });
    if (unknown !== undefined)
      refusals.push({
        code: "distributor_product_unknown",
        clause: "T1.3",
        params: { product: unknown.productId, distributor: facts.distributor.name },
      });
    if (facts.otherPlanId !== null && end === null)
      refusals.push({
        code: "distributor_other_subscription",
        clause: "T1.3",
        params: { plan: facts.otherPlanId, distributor: facts.distributor.name },
      });
    if (refusals.length > 0 || last === undefined)
      return {
        outcome: "refused",
        refusals: refusals.length > 0 ? refusals : [nothingServed],
        lines: [],
        effects: null,
      };
    const state =
      end !== null
        ? ("ended" as const)
        : facts.billingIssueAt !== null
          ? ("past_due" as const)
          : facts.cancelledAt !== null
            ? ("canceling" as const)
            : ("active" as const);
    return {
      outcome: "granted",
      refusals,
      lines: linesOf(facts, last),
      effects: {
        planId: last.planId,
        state,
        endedAt: end,
        canceledAt: facts.cancelledAt,
        lastTermNumber: last.number,
        terms,
      },
    };
  },
});

/** A purchase whose periods were all over before it came to this account. */
const nothingServed: Refusal = { code: "distributor_nothing_to_serve", clause: "T1.3", params: {} };

/** What of a period this account is served: from when it had the purchase to when it went on. */
function termOf({ ownedFrom, ownedUntil }: FollowFacts, period: FollowFacts["periods"][number]) {
  if (period.plan === null) return [];
  const startsAt = period.startsAt < ownedFrom ? ownedFrom : period.startsAt;
  const stops = [period.endsAt, ownedUntil, period.refundedAt].filter((each) => each !== null).sort();
  const endsAt = stops[0] ?? period.endsAt;
  return endsAt > startsAt ? [{ number: period.number, ...period.plan, startsAt, endsAt }] : [];
}

/** When it was over for this account: handed on, refunded, or expired; null while it runs. */
function endOf({ ownedUntil, expiredAt, periods }: FollowFacts): string | null {
  const refundedAt = periods.at(-1)?.refundedAt ?? null;
  return [ownedUntil, refundedAt, expiredAt].filter((each) => each !== null).sort()[0] ?? null;
}

const linesOf = (facts: FollowFacts, last: { planId: string; endsAt: string }): Line[] => [
  line("memo", "distributor_plan", "T1.3", 0n, { plan: last.planId, distributor: facts.distributor.name }),
  line("memo", "distributor_term_ends", "T1.3", 0n, { endsAt: last.endsAt }),
];
