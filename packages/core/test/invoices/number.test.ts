import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InvoicePlace, nextInvoiceNumber } from "../../src/invoices/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const policy = policyAt("2026-11-20T14:00:00.000Z");
const next = (
  now: string,
  last: InvoicePlace | null,
  zone = "UTC",
  kind: "invoice" | "credit_note" = "invoice",
) => nextInvoiceNumber({ kind, now, zone, last }, policy);

describe("the number behind the last", () => {
  it.each([
    ["the first ever", "2026-11-20T14:00:00.000Z", null, "UTC", "INV-2026-000001"],
    ["the next", "2026-11-20T14:00:00.000Z", { year: 2026, sequence: 1 }, "UTC", "INV-2026-000002"],
    [
      "a tenth digit carried",
      "2026-11-20T14:00:00.000Z",
      { year: 2026, sequence: 99 },
      "UTC",
      "INV-2026-000100",
    ],
    [
      "the last moment of a year",
      "2026-12-31T23:59:59.999Z",
      { year: 2026, sequence: 7 },
      "UTC",
      "INV-2026-000008",
    ],
    [
      "a new year begins at one",
      "2027-01-01T00:00:00.000Z",
      { year: 2026, sequence: 8 },
      "UTC",
      "INV-2027-000001",
    ],
    [
      "in Shanghai the year began eight hours before",
      "2026-12-31T16:00:00.000Z",
      { year: 2026, sequence: 8 },
      "Asia/Shanghai",
      "INV-2027-000001",
    ],
    [
      "in New York it has five hours left",
      "2027-01-01T04:59:59.999Z",
      { year: 2026, sequence: 8 },
      "America/New_York",
      "INV-2026-000009",
    ],
    [
      "a clock set back into the old year goes on in the new",
      "2026-12-31T23:00:00.000Z",
      { year: 2027, sequence: 3 },
      "UTC",
      "INV-2027-000004",
    ],
    [
      "a millionth is longer, not cut",
      "2026-11-20T14:00:00.000Z",
      { year: 2026, sequence: 999_999 },
      "UTC",
      "INV-2026-1000000",
    ],
  ] as const)("%s", (_, now, last, zone, expected) => {
    expect(next(now, last, zone).number).toBe(expected);
  });

  it("credit notes have a sequence of their own", () => {
    expect(next("2026-11-20T14:00:00.000Z", null, "UTC", "credit_note").number).toBe("CN-2026-000001");
  });

  it("refuses a place that is none and a zone that is none", () => {
    for (const sequence of [0, -1, 0.5, Number.NaN, 2 ** 53])
      expect(() => next("2026-11-20T14:00:00.000Z", { year: 2026, sequence })).toThrow(RangeError);
    expect(() => next("2026-11-20T14:00:00.000Z", null, "Mars/Olympus")).toThrow(RangeError);
  });
});

it("has no gap and no repeat, whoever asks in whatever order, clocks set back and years between included", () => {
  const HOUR = 3_600_000;
  const instant = fc
    .integer({ min: -24 * 400, max: 24 * 400 })
    .map((hours) => new Date(Date.parse("2026-12-31T20:00:00.000Z") + hours * HOUR).toISOString());
  const request = fc.record({
    now: instant,
    kind: fc.constantFrom("invoice" as const, "credit_note" as const),
  });
  let years = 0;
  fc.assert(
    fc.property(
      fc.array(request, { maxLength: 60 }),
      fc.constantFrom("UTC", "Asia/Shanghai", "Pacific/Apia"),
      (requests, zone) => {
        const last: Record<"invoice" | "credit_note", InvoicePlace | null> = {
          invoice: null,
          credit_note: null,
        };
        const given = requests.map(({ now, kind }) => {
          const place = nextInvoiceNumber({ kind, now, zone, last: last[kind] }, policy);
          last[kind] = place;
          return { kind, ...place };
        });
        expect(new Set(given.map(({ number }) => number)).size).toBe(requests.length);
        // Of each kind and year, the sequence is 1, 2, 3 … to its count, in the order of giving.
        const groups = Map.groupBy(given, ({ kind, year }) => `${kind} ${year}`);
        years += groups.size;
        for (const group of groups.values())
          expect(group.map(({ sequence }) => sequence)).toEqual(group.map((_, index) => index + 1));
      },
    ),
    { seed: 20261120, numRuns: 400 },
  );
  expect(years).toBeGreaterThan(800);
});
