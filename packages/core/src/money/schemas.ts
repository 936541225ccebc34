import { z } from "zod";
import { CURRENCIES, type Currency } from "./currency.ts";
import { decimalToNanos, MAX_AMOUNT_NANOS } from "./nanos.ts";

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

/** A rate of exchange: what one unit of a currency is in another. Exact decimal text, at most nine digits behind the point. */
export const exchangeRateSchema = z
  .string()
  .max(24)
  .refine((text) => (decimalToNanos(text) ?? 0n) > 0n, {
    error: 'a plain decimal above zero such as "7.1234", at most nine digits behind the point',
  });
