import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize, digestOf, type Json } from "../../src/decision/index.ts";

const seed = 20261120;

/** JSON as decisions hold it: integers only, well-formed texts. */
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((each) => (Object.is(each, -0) ? 0 : each)),
    fc.string({ unit: "binary" }),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: "binary" }), tie("json"), { maxKeys: 5 }),
  ),
}));

/** The same value with the keys of every object written in reverse order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe("canonical form (RFC 8785)", () => {
  it("sorts keys by UTF-16 code units, as the example of section 3.2.3", () => {
    const text = canonicalize({
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    });
    // The emoji is U+1F600, above U+FB33, yet its first code unit D83D sorts before FB33.
    expect([...text.matchAll(/:"([^"]*)"/g)].map((match) => match[1])).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  it.each<[string, Json, string]>([
    ["literals", [null, true, false], "[null,true,false]"],
    ["texts (section 3.2.2.2)", '\u20ac$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    [
      "structures (test data of the RFC)",
      {
        "1": { f: { f: "hi", F: 5 }, "\n": 56 },
        "10": {},
        "": "empty",
        a: {},
        "111": [{ e: "yes", E: "no" }],
        A: {},
      },
      '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
    ],
    [
      "no locale order (test data of the RFC)",
      { peach: 1, péché: 2, pêche: 3, sin: 4 },
      '{"peach":1,"péché":2,"pêche":3,"sin":4}',
    ],
    [
      "the largest integers",
      [9007199254740991, -9007199254740991, 0],
      "[9007199254740991,-9007199254740991,0]",
    ],
  ])("writes %s", (_, value, expected) => {
    expect(canonicalize(value)).toBe(expected);
  });

  it("gives equal values equal texts, whatever order their keys were written in, and reads back the value", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalize(value);
        expect(canonicalize(reversed(value))).toBe(text);
        expect(canonicalize(JSON.parse(text) as Json)).toBe(text);
        expect(JSON.parse(text)).toEqual(value);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it.each<[string, unknown]>([
    ["a float", 1.5],
    ["a float inside", { amount: [0.1] }],
    ["minus zero", -0],
    ["an unsafe integer", 2 ** 53],
    ["not a number", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a lone surrogate", "\ud83d"],
    ["a lone surrogate in a key", { "\ude00": 1 }],
    ["undefined", undefined],
    ["undefined in a list", [undefined]],
    ["a bigint", 1n],
    ["a function", () => 1],
  ])("refuses %s", (_, value) => {
    expect(() => canonicalize(value as Json)).toThrow(TypeError);
  });

  it("leaves out members that are undefined, as JSON does", () => {
    expect(canonicalize({ b: 1, a: undefined } as unknown as Json)).toBe('{"b":1}');
  });

  it("is hashed with SHA-256", () => {
    // SHA-256 of the two bytes `{}`, by `printf '{}' | sha256sum`.
    expect(digestOf({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });
});
