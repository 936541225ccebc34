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
  if (typeof value === "string") return textOf(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`not an integer: ${value}`);
    return String(value);
  }
  // Built up in place: a decision has some two hundred members, and a list of parts for each object costs more than they.
  if (Array.isArray(value)) {
    let text = "";
    for (const item of value as readonly Json[]) text += `${text === "" ? "[" : ","}${canonicalize(item)}`;
    return text === "" ? "[]" : `${text}]`;
  }
  if (typeof value !== "object") throw new TypeError(`not JSON: ${typeof value}`);
  const object = value as JsonObject;
  let text = "";
  for (const key of sorted(Object.keys(object))) {
    const member = object[key];
    if (member !== undefined) text += `${text === "" ? "{" : ","}${keyText(key)}${canonicalize(member)}`;
  }
  return text === "" ? "{}" : `${text}}`;
}

/** More members than that are left to the engine's own sorting. */
const FEW = 16;

/**
 * By UTF-16 code units, as RFC 8785 §3.2.3 asks and as `<` compares texts. In place by insertion: an object has a
 * handful of members, for which the general way costs several times as much.
 */
function sorted(keys: string[]): string[] {
  if (keys.length > FEW) return keys.sort();
  for (let next = 1; next < keys.length; next += 1) {
    const key = keys[next] as string;
    let at = next;
    for (; at > 0 && (keys[at - 1] as string) > key; at -= 1) keys[at] = keys[at - 1] as string;
    keys[at] = key;
  }
  return keys;
}

/** Texts of the names that members have, with the colon: the same hundred names come again in every decision. */
const keyTexts = new Map<string, string>();
/** Names beyond so many are not remembered; a record can name its members as it likes. */
const MOST_KEYS = 2000;

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${textOf(key)}:`;
  if (keyTexts.size < MOST_KEYS) keyTexts.set(key, text);
  return text;
}

/** Texts in which nothing is escaped and no surrogate can be alone: nearly all. */
const PLAIN = /^[ !#-[\]-~]*$/;

function textOf(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new TypeError("lone surrogate in text");
  return JSON.stringify(value);
}
