import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fromEpochMs,
  instantSchema,
  isInstant,
  msBetween,
  plusHours,
  plusMs,
  toEpochMs,
} from "../../src/time/index.ts";

const seed = 20261120;
const epochMs = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });

describe("instants", () => {
  it.each([
    "2026-11-20T14:02:03Z",
    "2026-11-20T14:02:03.12Z",
    "2026-11-20T14:02:03.123456Z",
    "2026-11-20T14:02:03.123+00:00",
    "2026-11-20 14:02:03.123Z",
    "2026-02-30T00:00:00.000Z",
    "2026-02-29T00:00:00.000Z",
    "2026-11-20T24:00:00.000Z",
    "2026-13-01T00:00:00.000Z",
    "2026-11-20T23:59:60.000Z",
    "",
  ])("refuse %j", (text) => {
    expect(instantSchema.safeParse(text).success).toBe(false);
    expect(() => toEpochMs(text)).toThrow(RangeError);
  });

  it("accept a leap day in a leap year", () => {
    expect(instantSchema.parse("2028-02-29T23:59:59.999Z")).toBe("2028-02-29T23:59:59.999Z");
  });

  it("make the round trip, and their texts sort by time", () => {
    fc.assert(
      fc.property(epochMs, epochMs, (a, b) => {
        expect(toEpochMs(fromEpochMs(a))).toBe(a);
        expect(fromEpochMs(a) < fromEpochMs(b)).toBe(a < b);
        expect(msBetween(fromEpochMs(a), fromEpochMs(b))).toBe(b - a);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it("are exactly the texts that a calendar has, and say what the platform's own clock says", () => {
    const two = (most: number) =>
      fc.integer({ min: 0, max: most }).map((each) => String(each).padStart(2, "0"));
    const year = fc.integer({ min: 0, max: 9999 }).map((each) => String(each).padStart(4, "0"));
    fc.assert(
      fc.property(
        year,
        two(13),
        two(32),
        two(25),
        two(60),
        two(60),
        (y, month, day, hour, minute, second) => {
          const text = `${y}-${month}-${day}T${hour}:${minute}:${second}.987Z`;
          const ms = Date.parse(text);
          const exists = !Number.isNaN(ms) && new Date(ms).toISOString() === text;
          expect(isInstant(text)).toBe(exists);
          if (exists) expect(toEpochMs(text)).toBe(ms);
        },
      ),
      { seed, numRuns: 2000 },
    );
  });

  it("count exact hours, whatever clocks on walls do", () => {
    // 24 hours over the night of 29 March 2026, when Europe's clocks jump: still 24 hours.
    expect(plusHours("2026-03-28T14:02:03.123Z", 24)).toBe("2026-03-29T14:02:03.123Z");
    expect(plusMs("2026-12-31T23:59:59.999Z", 1)).toBe("2027-01-01T00:00:00.000Z");
    expect(plusMs("2027-01-01T00:00:00.000Z", -1)).toBe("2026-12-31T23:59:59.999Z");
  });

  it("refuse years whose texts would no longer sort", () => {
    expect(() => plusMs("9999-12-31T23:59:59.999Z", 1)).toThrow(RangeError);
    expect(() => plusMs("0000-01-01T00:00:00.000Z", -1)).toThrow(RangeError);
  });
});
