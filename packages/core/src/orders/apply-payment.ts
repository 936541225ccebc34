import { z } from "zod";
import { defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, minorToNanos, nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";

/** A count of minor units (cents) in facts: integer text in JSON, bigint in code. */
const minorSchema = z.codec(z.string().regex(/^(0|[1-9]\d{0,18})$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (amountMinor) => amountMinor.toString(),
});

const facts = z.strictObject({
  now: instantSchema,
  /** Currency of the order. */
  currency: currencySchema,
  orderId: z.string(),
  orderState: z.enum(["pending", "paid", "failed", "expired"]),
  orderTotalMinor: minorSchema,
  /** What the provider says was captured, read from the provider, not from the notification. */
  paidMinor: minorSchema,
  paidCurrency: z.string().max(8),
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
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
 * What a captured payment does to its order (design.md, "Paid twice, paid late, wrong amount"). A wrong amount or
 * currency is refused: nothing is delivered and a person looks at it.
 */
export const applyPayment = defineRule({
  kind: "order.apply_payment",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts) {
    const refusals: Refusal[] = [];
    if (facts.paidCurrency !== facts.currency)
      refusals.push({
        code: "payment_currency_mismatch",
        clause: "T1.2",
        params: { paid: facts.paidCurrency, ordered: facts.currency },
      });
    else if (facts.paidMinor !== facts.orderTotalMinor)
      refusals.push({
        code: "payment_amount_mismatch",
        clause: "T1.2",
        params: {
          paid: minorToNanos(facts.paidMinor, facts.currency).toString(),
          ordered: minorToNanos(facts.orderTotalMinor, facts.currency).toString(),
        },
      });
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };

    const amountNanos = minorToNanos(facts.paidMinor, facts.currency);
    const deliverable =
      (facts.orderState === "pending" || facts.orderState === "expired") &&
      (facts.accountState === "active" || facts.accountState === "suspended") &&
      !facts.hasRunningSubscription;
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "payment_received", "T1.2", amountNanos),
        ...(deliverable ? [] : [line("item", "payment_returned_whole", "T1.4", -amountNanos)]),
        line("subtotal", "payment_kept", null, deliverable ? amountNanos : 0n),
      ],
      effects: { use: deliverable ? "order" : "surplus", amountNanos },
    };
  },
});
