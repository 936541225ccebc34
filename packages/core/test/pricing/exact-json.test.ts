import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ExactJson,
  ExactJsonError,
  exactJsonText,
  isExactNumber,
  isExactObject,
  parseExactJson,
} from "../../src/pricing/exact-json.ts";

function plain(value: ExactJson): unknown {
  if (value === null || typeof value !== "object") return value;
  if (isExactNumber(value)) return Number(value.numberText);
  if (isExactObject(value)) {
    const object: Record<string, unknown> = Object.create(null);
    for (const [key, item] of value) object[key] = plain(item);
    return object;
  }
  return value.map(plain);
}

const code = (text: string): string => {
  try {
    parseExactJson(text);
  } catch (error) {
    return error instanceof ExactJsonError ? error.code : `other: ${String(error)}`;
  }
  return "accepted";
};

describe("exact JSON", () => {
  it("keeps each number as written", () => {
    const { value } = parseExactJson('{"a": 0.30000000000000004, "b": [2.8e-09, 1E+2], "c": 0.1000}');
    expect(exactJsonText(value)).toBe('{"a":0.30000000000000004,"b":[2.8e-09,1E+2],"c":0.1000}');
  });

  it("agrees with the platform's parser on any JSON it writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.stringify(plain(parseExactJson(text).value))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { seed: 20261120, numRuns: 1000 },
    );
  });

  it("reports every key that occurs twice, with its path", () => {
    const { duplicateKeys } = parseExactJson('{"m": {"p": 1, "q": {"r": 1, "r": 2}, "p": 2}, "m": {}}');
    expect(duplicateKeys).toEqual([["m", "q", "r"], ["m", "p"], ["m"]]);
  });

  it("lets no key reach a prototype", () => {
    const { value } = parseExactJson('{"__proto__": {"polluted": true}, "constructor": 1}');
    expect(isExactObject(value) && [...value.keys()]).toEqual(["__proto__", "constructor"]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each([
    ["", "not_json"],
    ["{", "not_json"],
    ["{'a': 1}", "not_json"],
    ['{"a": NaN}', "not_json"],
    ['{"a": 1,}', "not_json"],
    ["[1] [2]", "not_json"],
    ["[".repeat(40) + "]".repeat(40), "too_deep"],
    ["[".repeat(200_000), "not_json"],
    ["\uFEFF{}", "accepted"],
    ['"\\u0022:{\\\\"', "accepted"],
  ])("judges %j", (text, expected) => {
    expect(code(text)).toBe(expected);
  });
});
