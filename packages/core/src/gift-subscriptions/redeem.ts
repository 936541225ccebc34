import { z } from "zod";
import { defineRule, line, type Refusal, type Ruling } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { planIds } from "../pricing/plans.ts";
import { followingTerms, zoneSchema } from "../subscriptions/index.ts";
import { instantSchema } from "../time/index.ts";
import { giftSubscriptionStates } from "./lifecycle.ts";
import { disputedRefusals, goneRefusals } from "./standing.ts";

const interval = z.enum(["month", "year"]);

const facts = z.strictObject({
  now: instantSchema,
  /** Currency of the redeemer's wallet; nothing is charged, so it need not be the gift's. */
  currency: currencySchema,
  /** Of the redeemer. */
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  zone: zoneSchema,
  /** The gift that the code names, or null. */
  gift: z
    .strictObject({
      id: z.string().min(1).max(64),
      state: z.enum(giftSubscriptionStates),
      redeemBy: instantSchema,
      planPriceId: z.string(),
      planId: z.enum(planIds),
      interval,
      terms: z.int().min(1).max(60),
      includedUsageNanos: nanosSchema,
      /** Its payment is disputed, or was lost to the giver's bank. */
      disputed: z.literal(true).exactOptional(),
    })
    .nullable(),
  /** The redeemer's newest subscription, or null. */
  subscription: z
    .strictObject({
      state: z.enum(["incomplete", "active", "canceling", "past_due", "refunding", "ended"]),
      planId: z.enum(planIds),
      zone: zoneSchema,
      anchor: instantSchema,
      /** End of what is paid for: of the running term, or of the last gift term after it. */
      paidUntil: instantSchema,
      /** Whether somebody is charged at that end. */
      renews: z.boolean(),
      distributor: z.strictObject({ name: z.string().max(60), link: z.string().max(300) }).nullable(),
    })
    .refine(({ anchor, paidUntil }) => anchor < paidUntil, { error: "paid until after the anchor" })
    .nullable(),
});

const effects = z
  .strictObject({
    giftId: z.string(),
    /** `start`: a subscription begins. `extend`: the terms follow what is paid for already. */
    use: z.enum(["start", "extend"]),
    planPriceId: z.string(),
    planId: z.enum(planIds),
    interval,
    /** What the terms are counted from. */
    anchor: instantSchema,
    /** Each with its own included usage. */
    terms: z.array(z.strictObject({ start: instantSchema, end: instantSchema })).min(1),
    includedUsageNanos: nanosSchema,
    /** End of what is paid for now: the renewal moves there, or the subscription ends there. */
    paidUntil: instantSchema,
    renews: z.boolean(),
  })
  .nullable();

/**
 * Redeeming a gift (R2.7, T2.1, T2.3). Nothing is charged. Without a running subscription its terms begin now, and
 * nothing renews after them; with one of the same plan they follow what is paid for already, on the same anchor day, and
 * the renewal moves, with a change of plan that was arranged for it. A cancelled subscription of the same plan is lengthened likewise and still ends.
 */
export const redeemGiftSubscription = defineRule({
  kind: "gift_subscription.redeem",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts): Ruling<z.output<typeof effects>> {
    const { gift, now } = facts;
    const running = runs(facts.subscription) ? facts.subscription : null;
    const refusals: Refusal[] = [];
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.accountState === "suspended")
      refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
    if (gift === null) {
      refusals.push({ code: "gift_code_unknown", clause: "R2.7", params: {} });
      return { outcome: "refused", refusals, lines: [], effects: null };
    }
    if (gift.state === "redeemed")
      refusals.push({ code: "gift_already_redeemed", clause: "R2.7", params: {} });
    refusals.push(...goneRefusals(gift, now), ...disputedRefusals(gift));
    if (running !== null) refusals.push(...runningRefusals(gift, running));
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };

    // The job that ends or renews a term may be a moment late; a gift never begins in the past.
    const follows = running !== null && running.paidUntil > now ? running : null;
    const { anchor, terms } = followingTerms({
      anchor: follows?.anchor ?? now,
      zone: running?.zone ?? facts.zone,
      from: follows?.paidUntil ?? now,
      interval: gift.interval,
      count: gift.terms,
    });
    const from = terms[0]?.start ?? now;
    const paidUntil = terms.at(-1)?.end ?? now;
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("subtotal", "total_due", "R2.7", 0n),
        line("memo", "gift_redeemed", "R2.7", 0n, { plan: gift.planId, from, until: paidUntil }),
        line("memo", "gift_included_usage", "T2.1", gift.includedUsageNanos),
      ],
      effects: {
        giftId: gift.id,
        use: running === null ? "start" : "extend",
        planPriceId: gift.planPriceId,
        planId: gift.planId,
        interval: gift.interval,
        anchor,
        terms: terms.map(({ start, end }) => ({ start, end })),
        includedUsageNanos: gift.includedUsageNanos,
        paidUntil,
        renews: running?.renews ?? false,
      },
    };
  },
});

type Facts = z.output<typeof facts>;
type Gift = NonNullable<Facts["gift"]>;
type Running = NonNullable<Facts["subscription"]>;

const runs = (subscription: Facts["subscription"]): boolean =>
  subscription !== null && subscription.state !== "incomplete" && subscription.state !== "ended";

function runningRefusals(gift: Gift, running: Running): Refusal[] {
  const refusals: Refusal[] = [];
  if (running.distributor !== null)
    refusals.push({
      code: "gift_distributor_running",
      clause: "T1.3",
      params: { distributor: running.distributor.name, link: running.distributor.link },
    });
  if (running.planId !== gift.planId)
    refusals.push({
      code: "gift_other_plan",
      clause: "T2.1",
      params: {
        gift: gift.planId,
        running: running.planId,
        until: running.paidUntil,
        redeemBy: gift.redeemBy,
      },
    });
  if (running.state === "past_due") refusals.push({ code: "gift_past_due", clause: "T2.2", params: {} });
  if (running.state === "refunding")
    refusals.push({ code: "refund_in_progress", clause: "R2.3", params: {} });
  return refusals;
}
