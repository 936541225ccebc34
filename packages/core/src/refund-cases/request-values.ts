import { Temporal } from "temporal-polyfill";
import { type Currency, decimalToNanos, isCurrency, MAX_AMOUNT_NANOS } from "../money/index.ts";
import { fromEpochMs, type Instant } from "../time/index.ts";

/** The account as a request names it. */
export type NamedAccount =
  | { readonly kind: "email"; readonly email: string }
  | { readonly kind: "id"; readonly id: string };

/** An amount as a request states it; the currency where the text says which. */
export interface StatedAmount {
  readonly nanos: bigint;
  readonly currency: Currency | null;
}

// Bounded in every part, so that no text makes matching slow.
const EMAIL = /[a-z0-9._%+'-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/i;
const ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i;

/** The one account that a text names; null where it names none, or two. */
export function accountIn(text: string): NamedAccount | null {
  const emails = new Set([...text.matchAll(new RegExp(EMAIL, "gi"))].map(([found]) => found.toLowerCase()));
  // An address may have an id in it, which is not that of an account.
  const rest = text.replaceAll(new RegExp(EMAIL, "gi"), " ");
  const ids = new Set([...rest.matchAll(new RegExp(ID, "gi"))].map(([found]) => found.toLowerCase()));
  const [id] = ids;
  if (id !== undefined) return ids.size === 1 ? { kind: "id", id } : null;
  const [email] = emails;
  return email !== undefined && emails.size === 1 ? { kind: "email", email } : null;
}

const SEPARATED = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T,]{1,3}(\d{1,2}):(\d{2})(?!\d)/g;
const CHINESE = /(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号] ?,? ?(\d{1,2}) ?[:时点] ?(\d{1,2})/g;

/**
 * The one date and time that a text states, as `2026-11-20 14:02`; null where it states none, several, or one that no
 * calendar has. Day and month in the other order, names of months and the twelve-hour clock are not guessed.
 */
export function localTimeIn(text: string): string | null {
  const found = new Set(
    [...text.matchAll(SEPARATED), ...text.matchAll(CHINESE)].map(
      ([, year = "", month = "", day = "", hour = "", minute = ""]) =>
        `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")} ${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`,
    ),
  );
  const [local] = found;
  if (local === undefined || found.size > 1 || /[ap]\.?m\b|[上下]午|晚上|中午/i.test(text)) return null;
  return readLocal(local) === null ? null : local;
}

function readLocal(local: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(local.replace(" ", "T"), { overflow: "reject" });
  } catch {
    return null;
  }
}

/**
 * The minute that a local time names in the account's zone (R5.1): its first moment. An hour that occurs twice means the
 * first, one that summer time skips moves forward by the gap. Null where the text is no local time.
 */
export function instantOfLocal(local: string, zone: string): Instant | null {
  const read = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(local) ? readLocal(local) : null;
  return read === null ? null : fromEpochMs(read.toZonedDateTime(zone).epochMilliseconds);
}

/** Signs and words for currencies; what is used for several of them says nothing. */
const CURRENCY_WORDS: readonly (readonly [RegExp, Currency])[] = [
  [/us\$|us dollars?|美元/i, "USD"],
  [/hk\$|港币|港元/i, "HKD"],
  [/€|euros?\b|欧元/i, "EUR"],
  [/£|英镑/i, "GBP"],
  [/rmb|人民币|元/i, "CNY"],
  [/円|日元/i, "JPY"],
];
const AMOUNT =
  /(?<![\d.,-])\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?(?![\d,])|(?<![\d.,-])\d{1,12}(?:\.\d{1,9})?(?![\d,])/g;

/** The one amount that a text states; null where it states none, several, or one that reads in two ways (`20,50`). */
export function amountIn(text: string): StatedAmount | null {
  if (/\d,\d{1,2}(?!\d)|\d\.\d{3},/.test(text)) return null;
  const found = [...text.matchAll(AMOUNT)].map(([each]) => each);
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  const digits = only.replaceAll(",", "").replace(/^0+(?=\d)/, "");
  const nanos = decimalToNanos(digits);
  if (nanos === null || nanos > MAX_AMOUNT_NANOS) return null;
  return { nanos, currency: currencyIn(text) };
}

function currencyIn(text: string): Currency | null {
  const codes = [...text.toUpperCase().matchAll(/[A-Z]{3}/g)].map(([code]) => code).filter(isCurrency);
  const [code] = codes;
  if (code !== undefined) return new Set(codes).size === 1 ? code : null;
  const [named] = CURRENCY_WORDS.filter(([word]) => word.test(text));
  return named === undefined ? null : named[1];
}
