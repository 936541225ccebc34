import { z } from "zod";
import { defineRule, line } from "../decision/index.ts";
import { attempt, statesOf } from "../lifecycle/index.ts";
import { minorToNanos, nanosSchema } from "../money/index.ts";
import { awaitsPayment, paymentFacts, paymentMismatches, returnedWhole } from "../orders/payment-match.ts";
import { instantSchema, toEpochMs } from "../time/index.ts";
import { renewalLifecycle } from "./renewal-lifecycle.ts";

const facts = z.strictObject({
  ...paymentFacts,
  subscriptionState: z.enum(["incomplete", "active", "canceling", "past_due", "refunding", "ended"]),
  renewal: z.strictObject({
    state: z.enum(statesOf(renewalLifecycle)),
    /** When it was decided: by itself right after the end of the last term. */
    plannedAt: instantSchema,
    /** As decided when the last term ended; whenever it is paid, this is what it is for (T2.3). */
    startsAt: instantSchema,
    endsAt: instantSchema,
    /** Cancelled late: the subscription ends with this term (T2.5). */
    last: z.boolean(),
    acceptedChangeId: z.string().nullable(),
  }),
});
type Facts = z.output<typeof facts>;

const effects = z
  .strictObject({
    /** `surplus`: paid before, given up or over; all of it goes back. */
    use: z.enum(["renewal", "surplus"]),
    amountNanos: nanosSchema,
    /** The term that is paid, and what the subscription is in it; null where the payment goes back. */
    term: z
      .strictObject({
        startsAt: instantSchema,
        endsAt: instantSchema,
        state: z.enum(["active", "canceling"]),
        /** Whether it had been in arrears. */
        recovered: z.boolean(),
        /** The raise that is accepted by continuing (T3.2): recorded with this payment. */
        acceptedChangeId: z.string().nullable(),
      })
      .nullable(),
  })
  .nullable();

/**
 * What a captured payment does to its renewal (T2.2, T2.3). A renewal that recovers keeps price and calendar: its term
 * starts where the last one ended. A payment for one that was given up, or whose term went by meanwhile, goes back
 * whole: nobody pays for days that were not served. Where a clock jumped, terms are decided that are over already, and
 * follow one another. A wrong amount or currency is refused and a person looks at it.
 */
export const applyRenewalPayment = defineRule({
  kind: "subscription.renewal_payment",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts) {
    const refusals = paymentMismatches(facts);
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    const amountNanos = minorToNanos(facts.paidMinor, facts.currency);
    if (!isDelivered(facts))
      return {
        outcome: "granted",
        refusals,
        lines: returnedWhole(amountNanos),
        effects: { use: "surplus" as const, amountNanos, term: null },
      };
    const { startsAt, endsAt, last, acceptedChangeId } = facts.renewal;
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "payment_received", "T1.2", amountNanos),
        line("subtotal", "payment_kept", null, amountNanos),
      ],
      effects: {
        use: "renewal" as const,
        amountNanos,
        term: {
          startsAt,
          endsAt,
          state: last ? ("canceling" as const) : ("active" as const),
          recovered: facts.subscriptionState === "past_due",
          acceptedChangeId,
        },
      },
    };
  },
});

/** Whether there still is a term that this payment can be for. */
function isDelivered(facts: Facts): boolean {
  const { renewal, subscriptionState, now } = facts;
  return (
    awaitsPayment(facts) &&
    attempt(renewalLifecycle, renewal.state, "pay").legal &&
    (subscriptionState === "active" ||
      subscriptionState === "canceling" ||
      subscriptionState === "past_due") &&
    (toEpochMs(now) < toEpochMs(renewal.endsAt) || toEpochMs(renewal.plannedAt) >= toEpochMs(renewal.endsAt))
  );
}
