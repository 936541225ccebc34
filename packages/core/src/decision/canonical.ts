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
  for (const { key, first, later } of inOrder(Object.keys(object))) {
    const member = object[key];
    if (member === undefined) continue;
    text += text === "" ? first : later;
    text += typeof member === "string" ? textOf(member) : canonicalize(member);
  }
  return text === "" ? "{}" : `${text}}`;
}

/** A member's key, and its name with what stands before it: as the first of its object, and later. */
interface Member {
  readonly key: string;
  readonly first: string;
  readonly later: string;
}

/** Where the keys of an object lead, one by one in the order they were written; at their end, the members in order. */
interface Shape {
  readonly next: Map<string, Shape>;
  members: readonly Member[] | null;
}

const shapes: Shape = { next: new Map(), members: null };
let shapesKnown = 0;
/** Beyond so many, shapes are not remembered; a record can name its members as it likes. */
const MOST_SHAPES = 5000;

/**
 * Members by UTF-16 code units of their keys, as RFC 8785 §3.2.3 asks and as `<` compares texts. Decisions have the same
 * few dozen shapes over and over: each is sorted once, which is otherwise half of the work.
 */
function inOrder(keys: readonly string[]): readonly Member[] {
  let shape = shapes;
  for (const key of keys) {
    let next = shape.next.get(key);
    if (next === undefined) {
      if (shapesKnown >= MOST_SHAPES) return membersOf(keys);
      next = { next: new Map(), members: null };
      shape.next.set(key, next);
      shapesKnown += 1;
    }
    shape = next;
  }
  shape.members ??= membersOf(keys);
  return shape.members;
}

const membersOf = (keys: readonly string[]): readonly Member[] =>
  [...keys].sort().map((key) => {
    const name = `${textOf(key)}:`;
    return { key, first: `{${name}`, later: `,${name}` };
  });

/** Texts in which nothing is escaped and no surrogate can be alone: nearly all. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Up to so many characters, looking at each is quicker than a pattern. */
const SHORT = 40;

function isPlain(value: string): boolean {
  if (value.length > SHORT) return PLAIN.test(value);
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at);
    // Printable ASCII but " and \.
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return false;
  }
  return true;
}

function textOf(value: string): string {
  if (isPlain(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new TypeError("lone surrogate in text");
  return JSON.stringify(value);
}
