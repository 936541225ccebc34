import { z } from "zod";
import { defineRule, line, type Ruling } from "../decision/index.ts";
import { minorToNanos, nanosSchema } from "../money/index.ts";
import { awaitsPayment, paymentFacts, paymentMismatches, returnedWhole } from "../orders/payment-match.ts";
import { instantSchema, msBetween } from "../time/index.ts";
import { termEnd } from "./terms.ts";
import { zoneSchema } from "./zone-schema.ts";
import { includedAtStart } from "./upgrade-credit.ts";

const facts = z.strictObject({
  ...paymentFacts,
  /** What `changePlan` answered when the order was made. */
  quote: z.strictObject({
    /** The term whose value was credited. */
    termId: z.string(),
    expiresAt: instantSchema,
    zone: zoneSchema,
    interval: z.enum(["month", "year"]),
    includedNanos: nanosSchema,
    usedAtQuoteNanos: nanosSchema,
  }),
  /** The subscription as it is now, or null. */
  running: z
    .strictObject({
      state: z.enum(["incomplete", "active", "canceling", "past_due", "refunding", "ended"]),
      termId: z.string(),
      termEnd: instantSchema,
      usedNanos: nanosSchema,
      heldNanos: nanosSchema,
    })
    .nullable(),
});
type Facts = z.output<typeof facts>;

const effects = z
  .discriminatedUnion("use", [
    z.strictObject({
      use: z.literal("upgrade"),
      amountNanos: nanosSchema,
      /** The new term: start and anchor, end, and the usage it begins with. */
      startsAt: instantSchema,
      renewsAt: instantSchema,
      includedNanos: nanosSchema,
      suspends: z.strictObject({ termId: z.string(), remainingMs: z.int().positive() }),
    }),
    /** All of it goes back. */
    z.strictObject({ use: z.literal("surplus"), amountNanos: nanosSchema }),
  ])
  .nullable();

/** Effects of a payment for an upgrade; null where a person looks at it. */
export type ApplyUpgradePaymentEffects = z.output<typeof effects>;

/**
 * What a captured payment does to the order of an upgrade. The credit in its price is worth what it says only while the
 * quote stands and the term it was taken from still runs; otherwise nothing is delivered and the payment goes back
 * whole, without fee (T1.4). A wrong amount or currency is refused: a person looks at it.
 */
export const applyUpgradePayment = defineRule({
  kind: "subscription.apply_upgrade_payment",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts): Ruling<ApplyUpgradePaymentEffects> {
    const refusals = paymentMismatches(facts);
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    const amountNanos = minorToNanos(facts.paidMinor, facts.currency);
    const { now, quote } = facts;
    const running = creditedTerm(facts);
    if (running === null)
      return {
        outcome: "granted",
        refusals,
        lines: returnedWhole(amountNanos),
        effects: { use: "surplus", amountNanos },
      };
    const includedNanos = includedAtStart(quote, running.usedNanos + running.heldNanos);
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "payment_received", "T1.2", amountNanos),
        line("subtotal", "payment_kept", null, amountNanos),
        line("memo", "included_usage", "T2.1", includedNanos),
      ],
      effects: {
        use: "upgrade",
        amountNanos,
        startsAt: now,
        renewsAt: termEnd({ anchor: now, zone: quote.zone, interval: quote.interval, index: 0 }),
        includedNanos,
        suspends: { termId: quote.termId, remainingMs: msBetween(now, running.termEnd) },
      },
    };
  },
});

/** The term that the quote credited, while it runs and the quote stands; its last moment counts. */
function creditedTerm(facts: Facts): NonNullable<Facts["running"]> | null {
  const { now, quote, running } = facts;
  if (!awaitsPayment(facts) || now > quote.expiresAt || running === null) return null;
  const runs = running.state === "active" && now < running.termEnd;
  return runs && running.termId === quote.termId ? running : null;
}
