import { z } from "zod";
import { CURRENCIES, type Currency } from "./currency.ts";
import { decimalToNanos, MAX_AMOUNT_NANOS, nanosToDecimal } from "./nanos.ts";

/** An accepted ISO 4217 code. */
export const currencySchema = z.enum(CURRENCIES as readonly [Currency, ...Currency[]]);

/**
 * Nanos inside facts and decisions: an integer text in JSON (`"18050000000"`), a bigint in code. Bounded by the
 * platform-side limit of 30 digits, so that a hostile text cannot make arithmetic slow.
 */
export const nanosSchema = z.codec(z.string().regex(/^(0|-?[1-9]\d{0,29})$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (amountNanos) => amountNanos.toString(),
});

/** An amount as the public API carries it: an exact decimal text with its currency, `{"amount":"18.05","currency":"USD"}`. */
export const moneySchema = z
  .strictObject({
    amount: z
      .string()
      .max(32)
      .refine((text) => decimalToNanos(text) !== null, {
        error: 'a plain decimal such as "18.05", at most nine digits behind the point',
      }),
    currency: currencySchema,
  })
  .meta({ id: "Money" });

/** An amount that somebody sends us: within the limit that every customer amount keeps (10¹⁷ nanos). */
export const customerMoneySchema = moneySchema.refine(
  ({ amount }) => {
    const amountNanos = decimalToNanos(amount);
    return amountNanos !== null && amountNanos <= MAX_AMOUNT_NANOS && amountNanos >= -MAX_AMOUNT_NANOS;
  },
  { path: ["amount"], error: "at most 100000000" },
);

/** The public form of an amount. */
export type Money = z.infer<typeof moneySchema>;

/** Public form of an amount, with at least the currency's minor digits. */
export const toMoney = (amountNanos: bigint, currency: Currency): Money => ({
  amount: nanosToDecimal(amountNanos, currency),
  currency,
});

/** Nanos of a public amount. @throws RangeError when it exceeds a customer amount's limit of 10¹⁷ nanos. */
export function fromMoney(money: Money): bigint {
  const amountNanos = decimalToNanos(money.amount);
  if (amountNanos === null || amountNanos > MAX_AMOUNT_NANOS || amountNanos < -MAX_AMOUNT_NANOS)
    throw new RangeError(`amount out of range: ${money.amount.slice(0, 40)}`);
  return amountNanos;
}
