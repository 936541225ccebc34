import { randomInt } from "node:crypto";

/** A new identifier in Antom's form: the day, then digits. */
export function newId(nowMillis: number): string {
  const day = new Date(nowMillis).toISOString().slice(0, 10).replaceAll("-", "");
  let digits = "";
  while (digits.length < 24) digits += String(randomInt(0, 1_000_000_000)).padStart(9, "0");
  return `${day}${digits.slice(0, 24)}`;
}
