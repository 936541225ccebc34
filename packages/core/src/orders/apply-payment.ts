import { z } from "zod";
import { defineRule, line } from "../decision/index.ts";
import { minorToNanos, nanosSchema } from "../money/index.ts";
import { awaitsPayment, paymentFacts, paymentMismatches, returnedWhole } from "./payment-match.ts";

const facts = z.strictObject({
  ...paymentFacts,
  /** Whether the account has a subscription that runs, of another order. */
  hasRunningSubscription: z.boolean(),
});

const effects = z
  .strictObject({
    /** `order`: the order is paid. `surplus`: it was paid already, or can no longer be delivered; all of it goes back. */
    use: z.enum(["order", "surplus"]),
    amountNanos: nanosSchema,
  })
  .nullable();

/**
 * What a captured payment does to its order of a plan (design.md, "Paid twice, paid late, wrong amount"). A wrong
 * amount or currency is refused: nothing is delivered and a person looks at it.
 */
export const applyPayment = defineRule({
  kind: "order.apply_payment",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts) {
    const refusals = paymentMismatches(facts);
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };

    const amountNanos = minorToNanos(facts.paidMinor, facts.currency);
    if (!awaitsPayment(facts) || facts.hasRunningSubscription)
      return {
        outcome: "granted",
        refusals,
        lines: returnedWhole(amountNanos),
        effects: { use: "surplus", amountNanos },
      };
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "payment_received", "T1.2", amountNanos),
        line("subtotal", "payment_kept", null, amountNanos),
      ],
      effects: { use: "order", amountNanos },
    };
  },
});
