import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import {
  authorizeUsageSchema,
  isPlainAuthorize,
  isPlainRecord,
  isPlainSettle,
  recordUsageSchema,
  settleUsageSchema,
} from "../../src/contract/index.ts";

const SEED = 20261127;
const HOLD = "01936f5e-8b1a-7c3d-9e2f-0123456789ab";

/** Values near every border a member has, and some that belong elsewhere. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    -0,
    1,
    -1,
    1.5,
    86_400,
    86_401,
    1_000_000_000,
    1_000_000_001,
    Number.MAX_VALUE,
    "1",
    "",
    true,
    null,
    [],
    {},
  ),
  fc.constantFrom<unknown>(
    "gpt-5",
    "a b",
    "e-1",
    "e".repeat(128),
    "e".repeat(129),
    "m".repeat(201),
    "é",
    "e\u0000",
    "e\n",
  ),
  fc.constantFrom<unknown>("standard", "batch", "flex", "priority", "gold"),
  fc.constantFrom<unknown>(HOLD, HOLD.toUpperCase(), "00000000-0000-0000-0000-000000000000", "no id"),
  fc.constantFrom<unknown>(
    "2026-11-20T14:02:03.123Z",
    "2026-02-29T00:00:00.000Z",
    "2028-02-29T23:59:59.999Z",
    "2026-04-31T00:00:00.000Z",
    "2026-11-20T24:00:00.000Z",
    "2026-11-20T14:02:03Z",
  ),
);
const quantities = fc.dictionary(
  fc.constantFrom(
    "inputTokens",
    "outputTokens",
    "cachedInputTokens",
    "pages",
    "inputImages",
    "other",
    "__proto__",
  ),
  fc.oneof({ weight: 4, arbitrary: fc.nat(1_100_000_000) }, { weight: 1, arbitrary: anything }),
  { maxKeys: 4, noNullPrototype: true },
);
/** A member that is mostly right, sometimes anything. */
const mostly = (right: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: anything });
const members = {
  clientEventId: mostly(fc.stringMatching(/^[A-Za-z0-9._:/@-]{1,20}$/)),
  serviceTier: mostly(fc.constantFrom("standard", "batch", "flex", "priority")),
  tokens: mostly(quantities.map((each) => ({ inputTokens: 7, ...each }))),
  counts: mostly(quantities),
  occurredAt: mostly(fc.constant("2026-11-20T14:02:03.123Z")),
  holdId: mostly(fc.constant(HOLD)),
};
const model = mostly(fc.constantFrom("gpt-5", "vendor/model:7b@v2+x"));
const eventOf = fc.record(
  { ...members, model, corrects: anything, extra: anything },
  { requiredKeys: ["clientEventId", "model"], noNullPrototype: true },
);
/** Most events as a gateway sends them. */
const plainEvent = fc.record(
  {
    clientEventId: fc.stringMatching(/^[A-Za-z0-9._:/@-]{1,20}$/),
    model: fc.constant("gpt-5"),
    tokens: fc.record({ inputTokens: fc.nat(1000), outputTokens: fc.nat(1000) }, { noNullPrototype: true }),
  },
  { noNullPrototype: true },
);
const records = fc.oneof(
  anything,
  fc.record({ events: fc.array(fc.oneof(plainEvent, eventOf), { maxLength: 4 }) }, { noNullPrototype: true }),
  fc.record({ events: anything, more: anything }, { noNullPrototype: true }),
);
const settlements = fc.record(
  { ...members, final: mostly(fc.boolean()), extra: anything },
  { requiredKeys: ["holdId", "tokens"], noNullPrototype: true },
);
const authorizations = fc.record(
  {
    model,
    serviceTier: members.serviceTier,
    maxInputTokens: mostly(fc.nat(1_100_000_000)),
    maxOutputTokens: mostly(fc.nat(1_100_000_000)),
    timeToLiveSeconds: mostly(fc.nat(100_000)),
    amount: anything,
  },
  { requiredKeys: ["model", "maxInputTokens", "maxOutputTokens"], noNullPrototype: true },
);

/** Holds the quick look to the schema: what it recognises, the schema answers unchanged. */
function holdTo(
  bodies: fc.Arbitrary<unknown>,
  isPlain: (body: unknown) => boolean,
  schema: z.ZodType,
  least: number,
): void {
  let recognised = 0;
  fc.assert(
    fc.property(bodies, (made) => {
      // As it comes over the wire.
      const body: unknown = JSON.parse(JSON.stringify(made));
      if (!isPlain(body)) return;
      recognised += 1;
      expect(schema.parse(body)).toEqual(body);
    }),
    { numRuns: 3000, seed: SEED },
  );
  // Otherwise the property would hold by recognising nothing.
  expect(recognised).toBeGreaterThan(least);
}

describe("a plain request is what its schema makes of it", () => {
  it("records", () => holdTo(records, isPlainRecord, recordUsageSchema, 50));
  it("settlements", () => holdTo(settlements, isPlainSettle, settleUsageSchema, 20));
  it("authorisations", () => holdTo(authorizations, isPlainAuthorize, authorizeUsageSchema, 50));

  it("what gateways send all day is recognised", () => {
    const tokens = { inputTokens: 1200, cachedInputTokens: 300, outputTokens: 0 };
    expect(isPlainRecord({ events: [{ clientEventId: "e-1", model: "gpt-5", tokens }] })).toBe(true);
    expect(isPlainSettle({ holdId: HOLD, tokens, final: false, clientEventId: "part-1" })).toBe(true);
    expect(isPlainAuthorize({ model: "gpt-5", maxInputTokens: 0, maxOutputTokens: 1 })).toBe(true);
  });

  it.each([
    ["no events", isPlainRecord({ events: [] })],
    ["a correction", isPlainRecord({ events: [{ clientEventId: "a", model: "m", corrects: "b" }] })],
    ["minus zero", isPlainAuthorize({ model: "m", maxInputTokens: -0, maxOutputTokens: 1 })],
    [
      "a part of a stream without a name",
      isPlainSettle({ holdId: HOLD, tokens: { inputTokens: 1 }, final: false }),
    ],
    ["an amount", isPlainAuthorize({ model: "m", amount: { amount: "1", currency: "USD" } })],
  ])("leaves %s to the schema", (_, plain) => {
    expect(plain).toBe(false);
  });
});
