import { z } from "zod";
import { type Refusal, line, type Line } from "../decision/index.ts";
import { type Currency, currencySchema, minorToNanos } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";

/** A count of minor units (cents) in facts: integer text in JSON, bigint in code. */
export const minorSchema = z.codec(z.string().regex(/^(0|[1-9]\d{0,18})$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (amountMinor) => amountMinor.toString(),
});

/** What is known of an order and of the payment that names it, whatever was ordered. */
export const paymentFacts = {
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
};

interface Paid {
  readonly currency: Currency;
  readonly orderTotalMinor: bigint;
  readonly paidMinor: bigint;
  readonly paidCurrency: string;
}

/** A wrong currency or amount: nothing is delivered, a person looks at it (T1.2). */
export function paymentMismatches(facts: Paid): Refusal[] {
  if (facts.paidCurrency !== facts.currency)
    return [
      {
        code: "payment_currency_mismatch",
        clause: "T1.2",
        params: { paid: facts.paidCurrency, ordered: facts.currency },
      },
    ];
  if (facts.paidMinor !== facts.orderTotalMinor)
    return [
      {
        code: "payment_amount_mismatch",
        clause: "T1.2",
        params: {
          paid: minorToNanos(facts.paidMinor, facts.currency).toString(),
          ordered: minorToNanos(facts.orderTotalMinor, facts.currency).toString(),
        },
      },
    ];
  return [];
}

/** Facts of an order that is charged in another currency than it is booked in (R6.3); null: in the same. */
export const chargeFacts = z.strictObject({ currency: currencySchema, totalMinor: minorSchema }).nullable();

interface Standing {
  readonly orderState: "pending" | "paid" | "failed" | "expired";
  readonly accountState: "active" | "suspended" | "terminated" | "closed";
}

/** Whether an order still waits for its payment, late ones included, on an account that can receive something (T1.4). */
export const awaitsPayment = (facts: Standing): boolean =>
  (facts.orderState === "pending" || facts.orderState === "expired") &&
  (facts.accountState === "active" || facts.accountState === "suspended");

/** Lines of a payment that goes back whole, without fee (T1.4). */
export const returnedWhole = (amountNanos: bigint): Line[] => [
  line("item", "payment_received", "T1.2", amountNanos),
  line("item", "payment_returned_whole", "T1.4", -amountNanos),
  line("subtotal", "payment_kept", null, 0n),
];
