import { z } from "zod";
import { defineRule, line, type Ruling } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { instantSchema, msBetween, plusMs } from "../time/index.ts";

const facts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  refundId: z.string(),
  /** `surplus`: a second payment on its way back, with no term behind it; `goodwill`: given, with nothing taken; `outside`: made at the provider. */
  kind: z.enum(["subscription", "surplus", "top_up", "goodwill", "outside"]),
  /** True when the provider had reported it paid before (R6.4: "bounces, even weeks later"). */
  bounced: z.boolean(),
  /** What was to reach the customer, tax included. */
  finalNanos: nanosSchema,
  submittedAt: instantSchema,
  /** End of the term that was given up; null where there is none. */
  termEndsAt: instantSchema.nullable(),
  /** Whether the account subscribed again meanwhile. */
  hasOtherSubscription: z.boolean(),
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  /** Of a top-up: what the wallet had lost to the refund, paid credits and bonus (R6.4). */
  walletNanos: nanosSchema.exactOptional(),
});

const effects = z.discriminatedUnion("restore", [
  /** The term returns, extended by the time it was gone. */
  z.strictObject({ restore: z.literal("term"), endsAt: instantSchema }),
  /** The credits return; what expires lives longer by the time it was gone. */
  z.strictObject({ restore: z.literal("wallet"), amountNanos: nanosSchema, awayMs: z.int().min(0) }),
  /** The money is owed to the customer; a person arranges another way. */
  z.strictObject({ restore: z.literal("owed"), amountNanos: nanosSchema }),
]);

/** Effects of a failed or bounced refund. */
export type RestoreRefundEffects = z.output<typeof effects>;

/**
 * A refund that failed or bounced restores (R6.4): the term returns, extended, if it still runs and no other exists; the
 * credits of a top-up return, with their bonus, and expire later by as long as they were gone;
 * otherwise the amount is booked as owed and a person takes over. Never refused: something is always restored.
 */
export const restoreRefund = defineRule({
  kind: "refund.restore",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts): Ruling<RestoreRefundEffects> {
    const lives = facts.accountState === "active" || facts.accountState === "suspended";
    if (facts.kind === "top_up" && lives) {
      const awayMs = msBetween(facts.submittedAt, facts.now);
      const amountNanos = facts.walletNanos ?? 0n;
      return {
        outcome: "granted",
        refusals: [],
        lines: [
          line("memo", "refund_not_delivered", "R6.4", facts.finalNanos),
          line("memo", "credits_returned", "R6.4", amountNanos, { away: String(awayMs) }),
        ],
        effects: { restore: "wallet", amountNanos, awayMs },
      };
    }
    const runs =
      facts.kind === "subscription" &&
      facts.termEndsAt !== null &&
      facts.termEndsAt > facts.now &&
      !facts.hasOtherSubscription &&
      lives;
    if (runs && facts.termEndsAt !== null) {
      const awayMs = msBetween(facts.submittedAt, facts.now);
      return {
        outcome: "granted",
        refusals: [],
        lines: [
          line("memo", "refund_not_delivered", "R6.4", facts.finalNanos),
          line("memo", "term_returned", "R6.4", 0n, {
            away: String(awayMs),
            endsAt: plusMs(facts.termEndsAt, awayMs),
          }),
        ],
        effects: { restore: "term", endsAt: plusMs(facts.termEndsAt, awayMs) },
      };
    }
    return {
      outcome: "granted",
      refusals: [],
      lines: [
        line("memo", "refund_not_delivered", "R6.4", facts.finalNanos),
        line("memo", "owed_to_customer", "R6.4", facts.finalNanos),
      ],
      effects: { restore: "owed", amountNanos: facts.finalNanos },
    };
  },
});
