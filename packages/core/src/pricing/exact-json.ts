/**
 * JSON whose numbers keep their source text. `JSON.parse` would turn 0.0002833333333333333 into the nearest
 * double and would silently keep the last of two equal keys; a price list can afford neither.
 */

/** A number as written in the source, for example `2.8e-09`. */
export interface ExactNumber {
  readonly numberText: string;
}

/** A parsed document. Objects are maps, so no key (`__proto__`) can reach a prototype. */
export type ExactJson = null | boolean | string | ExactNumber | readonly ExactJson[] | ExactObject;
/** An object of the document, keys in source order. */
export type ExactObject = ReadonlyMap<string, ExactJson>;

/** Why a text could not be read at all. */
export type ExactJsonErrorCode = "not_json" | "too_large" | "too_deep";

/** Thrown by {@link parseExactJson}. */
export class ExactJsonError extends Error {
  readonly code: ExactJsonErrorCode;

  constructor(code: ExactJsonErrorCode, message: string) {
    super(message);
    this.name = "ExactJsonError";
    this.code = code;
  }
}

/** The value and the path of each key that occurs more than once in its object. */
export interface ExactDocument {
  readonly value: ExactJson;
  readonly duplicateKeys: readonly (readonly string[])[];
}

const MAX_CHARACTERS = 50_000_000;
const MAX_DEPTH = 32;

/** True for a number of the document. */
export function isExactNumber(value: ExactJson): value is ExactNumber {
  return typeof value === "object" && value !== null && "numberText" in value;
}

/** True for an object of the document. */
export function isExactObject(value: ExactJson): value is ExactObject {
  return value instanceof Map;
}

/** Parses strictly (RFC 8259; one leading byte-order mark is forgiven). Throws {@link ExactJsonError}. */
export function parseExactJson(source: string): ExactDocument {
  if (source.length > MAX_CHARACTERS) {
    throw new ExactJsonError("too_large", `more than ${MAX_CHARACTERS} characters`);
  }
  const text = source.startsWith("\uFEFF") ? source.slice(1) : source;
  try {
    // The platform's parser decides what is JSON; the scanner below may then trust the grammar.
    JSON.parse(text);
  } catch (error) {
    throw new ExactJsonError("not_json", error instanceof Error ? error.message : "not JSON");
  }
  return scan(text);
}

/** Writes a value back as compact JSON, numbers exactly as they were read. */
export function exactJsonText(value: ExactJson): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (isExactNumber(value)) return value.numberText;
  if (isExactObject(value)) {
    return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${exactJsonText(item)}`).join(",")}}`;
  }
  return `[${value.map(exactJsonText).join(",")}]`;
}

const stringToken = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const plainToken = /[^\s,\]}:]+/y;
const blanks = /\s*/y;

function scan(text: string): ExactDocument {
  let at = 0;
  const duplicateKeys: string[][] = [];

  const take = (token: RegExp): string => {
    token.lastIndex = at;
    const found = token.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };
  const skip = (character: string): boolean => {
    take(blanks);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const takeString = (): string => {
    const parsed: unknown = JSON.parse(take(stringToken));
    return typeof parsed === "string" ? parsed : "";
  };

  const readObject = (path: readonly string[]): ExactObject => {
    const object = new Map<string, ExactJson>();
    if (skip("}")) return object;
    do {
      take(blanks);
      const key = takeString();
      skip(":");
      const keyPath = [...path, key];
      if (object.has(key)) duplicateKeys.push(keyPath);
      object.set(key, read(keyPath));
    } while (skip(","));
    skip("}");
    return object;
  };
  const readArray = (path: readonly string[]): readonly ExactJson[] => {
    const items: ExactJson[] = [];
    if (skip("]")) return items;
    do items.push(read([...path, String(items.length)]));
    while (skip(","));
    skip("]");
    return items;
  };
  const read = (path: readonly string[]): ExactJson => {
    if (path.length > MAX_DEPTH) throw new ExactJsonError("too_deep", `nested deeper than ${MAX_DEPTH}`);
    if (skip("{")) return readObject(path);
    if (skip("[")) return readArray(path);
    if (text[at] === '"') return takeString();
    const token = take(plainToken);
    if (token === "null") return null;
    if (token === "true" || token === "false") return token === "true";
    return { numberText: token };
  };

  return { value: read([]), duplicateKeys };
}
