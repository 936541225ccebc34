import { z } from "zod";
import { defineRule, line, type Refusal, type Ruling } from "../decision/index.ts";
import { currencySchema, nanosPerMinor, nanosSchema } from "../money/index.ts";
import { instantSchema, toEpochMs } from "../time/index.ts";
import { earliestRaiseAt, noticeDeadline } from "./price-change.ts";

const count = z.int().min(0);

/** Subscriptions that have the price in use, each in one group; counted when this is decided. */
const affected = z.strictObject({
  /** Renew and are told. */
  renewing: count,
  /** Of these: the first renewal after the change's day comes before a notice of now is old enough, so it keeps the old price. */
  tooSoon: count,
  /** Cancelled: they never see the new price. */
  ending: count,
  /** Their distributor decides. */
  byDistributor: count,
  /** Gifts end without renewing. */
  gifts: count,
});

const facts = z.strictObject({
  now: instantSchema,
  /** Currency of the price in use and of every amount. */
  currency: currencySchema,
  planId: z.string(),
  interval: z.enum(["month", "year"]),
  /** The version in use: it is never edited, a new one takes its place. */
  current: z.strictObject({
    planPriceId: z.string(),
    amountNanos: nanosSchema,
    includedUsageNanos: nanosSchema,
    /** Name and features (T2.1), as one text: only whether they differ matters. */
    content: z.string(),
  }),
  next: z.strictObject({
    currency: currencySchema,
    amountNanos: nanosSchema,
    includedUsageNanos: nanosSchema,
    content: z.string(),
  }),
  /** New subscriptions and renewals from this instant on. */
  appliesFrom: instantSchema,
  /** A change of the same price that does not apply yet, or null. */
  pendingChangeId: z.string().nullable(),
  affected,
});
type Facts = z.output<typeof facts>;

const effects = z
  .strictObject({
    /** `content`: the same price with other content (T2.1). */
    direction: z.enum(["raise", "cut", "content"]),
    replacesPlanPriceId: z.string(),
    amountNanos: nanosSchema,
    includedUsageNanos: nanosSchema,
    /** New less old, for one term. */
    differenceNanos: nanosSchema,
    appliesFrom: instantSchema,
    /** The first renewals that can have a raise, were every notice accepted now; null unless it is one. */
    firstRaisedRenewalAt: instantSchema.nullable(),
    /** For a renewal on the first day: the last instant for its notice, perhaps gone; null unless a raise. */
    noticeBy: instantSchema.nullable(),
    affected,
  })
  .nullable();

/**
 * Planning a price change (T1.1, T3.1, T3.2): what an administrator sees before confirming it. Nobody's running term
 * changes; whoever cannot be told early enough keeps the old price for a term.
 */
export const schedulePriceChange = defineRule({
  kind: "price_change.schedule",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy): Ruling<z.output<typeof effects>> {
    const { current, next, appliesFrom } = facts;
    const refusals = refusalsOf(facts);
    const differenceNanos = next.amountNanos - current.amountNanos;
    // Amounts of two currencies are not compared.
    const lines =
      next.currency === facts.currency
        ? [
            line("memo", "price_change_before", "T1.1", current.amountNanos),
            line("memo", "price_change_after", "T1.1", next.amountNanos, { from: appliesFrom }),
            line("memo", "price_change_difference", "T3.2", differenceNanos, { interval: facts.interval }),
          ]
        : [];
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    const raise = differenceNanos > 0n;
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        direction: raise ? "raise" : differenceNanos < 0n ? "cut" : "content",
        replacesPlanPriceId: current.planPriceId,
        amountNanos: next.amountNanos,
        includedUsageNanos: next.includedUsageNanos,
        differenceNanos,
        appliesFrom,
        firstRaisedRenewalAt: raise ? earliestRaiseAt(facts.now, appliesFrom, policy) : null,
        noticeBy: raise ? noticeDeadline(appliesFrom, policy) : null,
        affected: facts.affected,
      },
    };
  },
});

function refusalsOf({ now, currency, current, next, appliesFrom, pendingChangeId }: Facts): Refusal[] {
  const refusals: Refusal[] = [];
  if (current.amountNanos <= 0n)
    refusals.push({ code: "price_change_free_plan", clause: "T1.1", params: {} });
  if (next.currency !== currency)
    refusals.push({
      code: "price_change_currency_mismatch",
      clause: "T1.1",
      params: { current: currency, next: next.currency },
    });
  if (next.amountNanos <= 0n || next.amountNanos % nanosPerMinor(next.currency) !== 0n)
    refusals.push({ code: "price_change_not_payable", clause: "T1.1", params: {} });
  if (
    next.currency === currency &&
    next.amountNanos === current.amountNanos &&
    next.includedUsageNanos === current.includedUsageNanos &&
    next.content === current.content
  )
    refusals.push({ code: "price_change_same_price", clause: "T1.1", params: {} });
  if (toEpochMs(appliesFrom) < toEpochMs(now))
    refusals.push({ code: "price_change_in_past", clause: "T3.1", params: { from: appliesFrom } });
  if (pendingChangeId !== null) refusals.push({ code: "price_change_pending", clause: "T3.2", params: {} });
  return refusals;
}
