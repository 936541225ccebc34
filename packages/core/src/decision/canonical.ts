/** JSON without floats: the only values that facts, decisions and audit rows are made of. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * The canonical text of a JSON value: RFC 8785 (JCS), restricted to integers, since amounts are texts and a float
 * has no place in a decision. Equal values have equal texts, whatever order their keys were written in.
 * @throws TypeError on a float, an unsafe integer, a lone surrogate or a value that is not JSON.
 */
export function canonicalize(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`not an integer: ${value}`);
    return String(value);
  }
  if (typeof value === "string") return textOf(value);
  // Built up in place: a decision has some two hundred members, and a list of parts for each object costs more than they.
  if (Array.isArray(value)) {
    let text = "";
    for (const item of value as readonly Json[]) text += `${text === "" ? "[" : ","}${canonicalize(item)}`;
    return text === "" ? "[]" : `${text}]`;
  }
  if (typeof value !== "object") throw new TypeError(`not JSON: ${typeof value}`);
  const object = value as JsonObject;
  let text = "";
  // Sorted by UTF-16 code units, as RFC 8785 §3.2.3 asks.
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) text += `${text === "" ? "{" : ","}${textOf(key)}:${canonicalize(member)}`;
  }
  return text === "" ? "{}" : `${text}}`;
}

function textOf(value: string): string {
  if (!value.isWellFormed()) throw new TypeError("lone surrogate in text");
  return JSON.stringify(value);
}
