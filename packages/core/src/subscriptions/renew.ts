import { z } from "zod";
import { defineRule, type Line, line, type Refusal, type Ruling } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { taxOn } from "../orders/tax.ts";
import type { Policy } from "../policy/index.ts";
import { type Instant, instantSchema, toEpochMs } from "../time/index.ts";
import { dunningSchedule } from "./dunning.ts";
import { lateCancelIn } from "./late-cancel.ts";
import {
  announcedChangeSchema,
  KEPT_BECAUSE,
  planPriceSchema,
  renewalPrice,
  type RenewalPrice,
} from "./renewal-price.ts";
import { cancelBy, cancelledInTime, placeOfTerm, termEnd } from "./terms.ts";
import { zoneSchema } from "./zone-schema.ts";
import { isMilder } from "./waiting-change.ts";

const intervals = z.enum(["month", "year"]);

const facts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  /** ISO country of the billing details, or null: policy data may differ by country. */
  country: z.string().length(2).nullable(),
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  subscription: z.strictObject({
    state: z.enum(["incomplete", "active", "canceling", "past_due", "refunding", "ended"]),
    /** IANA zone when it was bought: its terms are counted in it. */
    zone: zoneSchema,
    distributor: z.strictObject({ name: z.string().max(60), link: z.string().max(300) }).nullable(),
    /** Received as a gift: nothing is ever charged for it. */
    gift: z.boolean(),
  }),
  /** The newest term. */
  term: z.strictObject({
    /** Terms are counted from here (T2.3). */
    anchor: instantSchema,
    interval: intervals,
    startsAt: instantSchema,
    /** As it was promised, gifts included: the next one starts here. */
    endsAt: instantSchema,
    price: planPriceSchema,
  }),
  /** When it was cancelled and not taken back, or null. */
  cancelRequestedAt: instantSchema.nullable(),
  /** Renewals that the cancellation left standing and that are still to come: it ends before a new price (T3.2). */
  renewalsLeft: z.int().min(0),
  /** The plan that was chosen for later, at the price it was shown with; or null. */
  planChange: z
    .strictObject({ price: planPriceSchema, interval: intervals, appliesAt: instantSchema })
    .nullable(),
  /** Changes of the price that the term has, in any order. */
  priceChanges: z.array(announcedChangeSchema).max(100),
  /** Tax rate for this customer now, basis points. */
  taxBps: z.int().min(0).max(10_000),
  /** The default card of the present holder, or null (C4.10). */
  paymentMethodId: z.string().nullable(),
  /** 1 for the first renewal of the subscription: with it the key of the charge. */
  renewalNumber: z.int().min(1),
  /** Whether a renewal of this number was begun before, whatever became of it. */
  renewalExists: z.boolean(),
});
type Facts = z.output<typeof facts>;

/** Why a subscription ends at the end of a term instead of renewing. */
const END_REASONS = [
  "account_terminated",
  "gift_over",
  "cancelled",
  "suspended",
  "downgrade_to_free",
  "plan_free",
] as const;
type EndReason = (typeof END_REASONS)[number];

const ending = z.strictObject({
  action: z.literal("end"),
  reason: z.enum(END_REASONS),
  /** The end of the paid term; Free from here on. */
  endsAt: instantSchema,
});

const renewal = z.strictObject({
  /** `wait_for_card`: the renewal is in arrears until a card is there or the grace is over. */
  action: z.enum(["charge", "wait_for_card"]),
  renewalNumber: z.int().min(1),
  planPriceId: z.string(),
  planId: z.string(),
  /** Before tax. This and the term are frozen here: a later try charges the same for the same (T2.3, T3.1). */
  amountNanos: nanosSchema,
  includedUsageNanos: nanosSchema,
  taxNanos: nanosSchema,
  totalNanos: nanosSchema,
  paymentMethodId: z.string().nullable(),
  term: z.strictObject({
    /** 0 for the first since the anchor. */
    index: z.int().min(0),
    anchor: instantSchema,
    interval: intervals,
    startsAt: instantSchema,
    endsAt: instantSchema,
  }),
  /** The cut-off of the new term (T2.5). */
  cancelBy: instantSchema,
  /** Cancelled: the subscription ends with the new term, or after the renewals that were left standing. */
  last: z.boolean(),
  /** The raise that is accepted by continuing, to be recorded once the charge succeeds (T3.2). */
  acceptedChangeId: z.string().nullable(),
  /** An announced price that does not hold yet. */
  keptPrice: z
    .strictObject({ changeId: z.string(), amountNanos: nanosSchema, why: z.enum(KEPT_BECAUSE) })
    .nullable(),
  /** Without a card: how long one is waited for. */
  waitsUntil: instantSchema.nullable(),
});

const effects = z.discriminatedUnion("action", [ending, renewal]).nullable();

/**
 * What happens when a paid term is over (T2.2): it renews at the price that may be charged, or ends, or nothing
 * happens yet. Decided from the end of the term, never from the moment somebody looks: a late worker charges the same.
 */
export const renewSubscription = defineRule({
  kind: "subscription.renew",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy): Ruling<z.output<typeof effects>> {
    const planned = plannedRenewal(facts, policy);
    const reason = endReason(facts, planned, policy);
    const refusals = refusalsOf(facts, reason);
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    if (reason !== null)
      return {
        outcome: "granted",
        refusals,
        lines: [line("memo", `renewal_ends_${reason}`, CLAUSE_OF_END[reason], facts.term.price.amountNanos)],
        effects: { action: "end", reason, endsAt: facts.term.endsAt },
      };
    const { price, kept, acceptedChangeId } = planned;
    const taxNanos = taxOn(price.amountNanos, facts.taxBps, facts.currency);
    const totalNanos = price.amountNanos + taxNanos;
    const term = nextTerm(facts, planned.interval);
    const last = facts.cancelRequestedAt !== null;
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "plan_price", "T1.1", price.amountNanos, {
          plan: price.planId,
          interval: planned.interval,
        }),
        line("item", "tax", "T1.2", taxNanos, { rate: String(facts.taxBps) }),
        line("subtotal", "charged_at_renewal", "T2.2", totalNanos),
        line("memo", "included_usage", "T2.1", price.includedUsageNanos),
        ...explanation(facts, planned, policy),
        ...(last && facts.renewalsLeft <= 1
          ? [line("memo", "renewal_last", "T2.5", 0n, { endsAt: term.endsAt })]
          : []),
      ],
      effects: {
        action: facts.paymentMethodId === null ? "wait_for_card" : "charge",
        renewalNumber: facts.renewalNumber,
        planPriceId: price.planPriceId,
        planId: price.planId,
        amountNanos: price.amountNanos,
        includedUsageNanos: price.includedUsageNanos,
        taxNanos,
        totalNanos,
        paymentMethodId: facts.paymentMethodId,
        term,
        cancelBy: cancelBy(term.endsAt, policy.subscriptions.cancelBeforeHours),
        last,
        acceptedChangeId,
        keptPrice: kept,
        waitsUntil: facts.paymentMethodId === null ? dunningSchedule(facts.now, policy).graceEndsAt : null,
      },
    };
  },
});

interface PlannedRenewal extends RenewalPrice {
  readonly interval: Facts["term"]["interval"];
}

/**
 * Price and length of the next term, were there one. A cancellation or a choice of another plan that came too late for
 * this renewal lets no raise through, and a cancelled one never becomes dearer or longer (T2.5).
 */
function plannedRenewal(facts: Facts, policy: Policy): PlannedRenewal {
  const { term, planChange } = facts;
  const cancelled = facts.cancelRequestedAt !== null;
  const chosen = planChange !== null && isPast(term.endsAt, planChange.appliesAt) ? planChange : null;
  if (chosen !== null && (!cancelled || isMilder(priceOf(chosen), priceOf(term))))
    return { price: chosen.price, interval: chosen.interval, acceptedChangeId: null, kept: null };
  const leaving = cancelled || planChange !== null;
  return {
    ...renewalPrice(term.price, facts.priceChanges, term.endsAt, leaving, policy),
    interval: term.interval,
  };
}

const priceOf = ({ price, interval }: Pick<Facts["term"], "price" | "interval">) => ({
  amountNanos: price.amountNanos,
  interval,
});

/** Why nothing follows the term, or null where it renews. */
function endReason(facts: Facts, planned: PlannedRenewal, policy: Policy): EndReason | null {
  if (facts.accountState === "terminated" || facts.accountState === "closed") return "account_terminated";
  if (facts.subscription.gift) return "gift_over";
  if (endsByCancellation(facts, policy)) return "cancelled";
  if (planned.price.amountNanos <= 0n)
    return planned.price === facts.planChange?.price ? "downgrade_to_free" : "plan_free";
  // What was not served for as long as an unpaid renewal may wait is not charged afterwards.
  if (
    facts.accountState === "suspended" &&
    isPast(facts.now, dunningSchedule(facts.term.endsAt, policy).graceEndsAt)
  )
    return "suspended";
  return null;
}

/**
 * Whether a cancellation keeps this renewal from happening (T2.5): it came in time, or before the term began (that one
 * more term has been served), or the policy of the country stops at once. Not where it was to end only before a new
 * price, and that is further off (T3.2).
 */
function endsByCancellation(facts: Facts, policy: Policy): boolean {
  const { cancelRequestedAt, renewalsLeft, term, country } = facts;
  if (cancelRequestedAt === null || renewalsLeft > 0) return false;
  return (
    cancelledInTime(cancelRequestedAt, term.endsAt, policy.subscriptions.cancelBeforeHours) ||
    toEpochMs(cancelRequestedAt) < toEpochMs(term.startsAt) ||
    lateCancelIn(policy, country) === "stop"
  );
}

/** Why nothing happens now, in the order in which it is asked. */
function refusalsOf(facts: Facts, reason: EndReason | null): Refusal[] {
  const { subscription, term } = facts;
  if (subscription.distributor !== null)
    return [
      {
        code: "distributor_subscription",
        clause: "T1.3",
        params: { distributor: subscription.distributor.name, link: subscription.distributor.link },
      },
    ];
  if (subscription.state === "incomplete" || subscription.state === "ended")
    return [{ code: "subscription_not_running", clause: "T2.2", params: {} }];
  if (subscription.state === "refunding")
    return [{ code: "subscription_refunding", clause: "R2.3", params: {} }];
  if (subscription.state === "past_due" || facts.renewalExists)
    return [{ code: "renewal_under_way", clause: "T2.2", params: {} }];
  if (!isPast(facts.now, term.endsAt))
    return [{ code: "renewal_not_due", clause: "T2.2", params: { endsAt: term.endsAt } }];
  if (facts.accountState === "suspended" && reason === null)
    return [{ code: "account_suspended", clause: "T4.2", params: {} }];
  return [];
}

/**
 * The term that follows, from the end of the last. It goes on counting from the anchor, so that its day of the month
 * stays; where that end does not lie on the calendar of the new length, a new count begins there.
 */
function nextTerm({ term, subscription: { zone } }: Facts, interval: Facts["term"]["interval"]) {
  const startsAt = term.endsAt;
  const place = placeOfTerm({ anchor: term.anchor, zone, interval }, startsAt);
  const index = place.index + 1;
  const { anchor } = place.calendar;
  return { index, anchor, interval, startsAt, endsAt: termEnd({ ...place.calendar, index }) };
}

/** What the price was, and the announced one that is not charged. */
function explanation(facts: Facts, { price, kept }: PlannedRenewal, policy: Policy): Line[] {
  const before = facts.term.price;
  return [
    ...(price.amountNanos === before.amountNanos
      ? []
      : [line("memo", "renewal_price_before", "T3.2", before.amountNanos)]),
    ...(kept === null
      ? []
      : [
          line("memo", `renewal_price_kept_${kept.why}`, "T3.2", kept.amountNanos, {
            days: String(policy.subscriptions.priceChangeNoticeDays),
          }),
        ]),
  ];
}

const isPast = (now: Instant, instant: Instant): boolean => toEpochMs(now) >= toEpochMs(instant);

const CLAUSE_OF_END = {
  account_terminated: "T4.2",
  gift_over: "T2.2",
  cancelled: "T2.5",
  suspended: "T4.2",
  downgrade_to_free: "T2.2",
  plan_free: "T2.2",
} as const satisfies Record<EndReason, Line["clause"]>;
