import { decimalToNanos, nanosToDecimal } from "@tenure/core/money";
import type { FieldKind } from "./fields.ts";

const isAmountText = (value: unknown): value is string => typeof value === "string" && /^-?\d+$/.test(value);

/** A value as it is filled in. */
export function asInput(kind: FieldKind, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (kind === "amount" && isAmountText(value)) return nanosToDecimal(BigInt(value));
  if (kind === "percent" && typeof value === "number") {
    const cents = String(value % 100).padStart(2, "0");
    return `${Math.floor(value / 100)}${cents === "00" ? "" : `.${cents}`}`;
  }
  if (kind === "texts" || kind === "numbers") return Array.isArray(value) ? value.join(", ") : "";
  if (kind === "data") return JSON.stringify(value, null, 2);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What was filled in, as a value; what cannot be read stays a text, and the policy's schema says what is wrong. */
export function fromInput(kind: FieldKind, text: string): unknown {
  const given = text.trim();
  switch (kind) {
    case "flag":
      return given === "true";
    case "choice":
    case "text":
      return given;
    case "texts":
      return listOf(given);
    case "numbers":
      return listOf(given).map(wholeOr);
    case "amount":
      return decimalToNanos(given)?.toString() ?? given;
    case "percent": {
      const [, whole, part = ""] = /^(\d+)(?:[.](\d{1,2}))?$/.exec(given) ?? [];
      return whole === undefined ? given : Number(whole) * 100 + Number(part.padEnd(2, "0"));
    }
    case "data":
      return jsonOr(given);
    default:
      return given === "" ? null : wholeOr(given);
  }
}

const listOf = (text: string): string[] =>
  text
    .split(/[,，、\s]+/)
    .map((each) => each.trim())
    .filter((each) => each !== "");

const wholeOr = (text: string): number | string => (/^-?\d+$/.test(text) ? Number(text) : text);

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
