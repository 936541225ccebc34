import { z } from "zod";
import { CURRENCIES, type Currency } from "./currency.ts";
import { decimalToNanos, MAX_AMOUNT_NANOS } from "./nanos.ts";

/** An accepted ISO 4217 code. */
export const currencySchema = z.enum(CURRENCIES as readonly [Currency, ...Currency[]]);

/** Nanos as a text of a whole number, of which `form` says which are meant. */
const nanosText = (form: RegExp) =>
  z.codec(
    // Looked at while it is read, not by a check of the text: written out, a value with a check is encoded twice.
    z.string().meta({ pattern: form.source }),
    z.bigint(),
    {
      decode(text, { issues }) {
        if (form.test(text)) return BigInt(text);
        issues.push({ code: "invalid_format", format: "regex", input: text, pattern: form.source });
        return z.NEVER;
      },
      encode(amountNanos, { issues }) {
        const text = amountNanos.toString();
        if (!form.test(text)) issues.push({ code: "custom", input: text, message: "amount out of range" });
        return text;
      },
    },
  );

/**
 * Nanos inside facts and decisions: an integer text in JSON (`"18050000000"`), a bigint in code. Bounded by the
 * platform-side limit of 30 digits, so that a hostile text cannot make arithmetic slow.
 */
export const nanosSchema = nanosText(/^(0|-?[1-9]\d{0,29})$/);

/** The same for what is never negative. */
export const notNegativeNanosSchema = nanosText(/^(0|[1-9]\d{0,29})$/);

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
