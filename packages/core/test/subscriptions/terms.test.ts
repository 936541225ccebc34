import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  cancelBy,
  cancelledInTime,
  placeOfTerm,
  type TermInterval,
  termAt,
  termContaining,
  termEnd,
  zoneSchema,
} from "../../src/subscriptions/index.ts";

const file = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

// Columns: zone, interval, anchor, number of intervals after the anchor, expected instant, why.
const cases = z
  .array(z.tuple([z.string(), z.enum(["month", "year"]), z.string(), z.int(), z.string(), z.string()]))
  .parse(JSON.parse(readFileSync(file("./term-cases.json"), "utf8")));

const hasZoneinfo =
  spawnSync("python3", ["-c", "from zoneinfo import ZoneInfo; ZoneInfo('Asia/Kathmandu')"]).status === 0;
if (!hasZoneinfo) console.info("skipped: the independent recomputation needs python3 with time zones");

describe("terms end on the anchor day in the account's zone (T2.3)", () => {
  it("is worked out by hand in at least sixty cases, each with its reason", () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map((each) => each.slice(0, 4).join(" "))).size).toBe(cases.length);
    for (const [, , , , , why] of cases) expect(why.length).toBeGreaterThan(10);
  });

  it.each(cases)("%s, %s, from %s, %i later: %s (%s)", (zone, interval, anchor, count, expected) => {
    expect(termAt({ anchor, zone, interval }, count).start).toBe(expected);
    const ended = count === 0 ? anchor : termEnd({ anchor, zone, interval, index: count - 1 });
    expect(ended).toBe(expected);
  });

  it.skipIf(!hasZoneinfo)("agrees with Python's calendar on the cases and on 2,000 others", () => {
    const others = fc.sample(
      fc.tuple(
        fc.constantFrom(...new Set(cases.map(([zone]) => zone))),
        fc.constantFrom<TermInterval>("month", "year"),
        fc
          .date({
            min: new Date("2024-01-01T00:00:00Z"),
            max: new Date("2034-12-31T00:00:00Z"),
            noInvalidDate: true,
          })
          .map((date) => date.toISOString()),
        fc.integer({ min: 0, max: 36 }),
      ),
      { seed: 20261120, numRuns: 2000 },
    );
    const all = [
      // All of them: those far out hang in UTC, which has no rules that could end.
      ...cases.map(([zone, interval, anchor, count]) => [zone, interval, anchor, count] as const),
      // Python's zone files end their explicit rules in 2037; the platform's rules go on. Both agree before.
      ...others.filter(
        ([, interval, anchor, count]) =>
          Number(anchor.slice(0, 4)) + (interval === "year" ? count : 4) < 2037,
      ),
    ];
    const run = spawnSync("python3", [file("./check_terms.py")], {
      input: JSON.stringify(all),
      encoding: "utf8",
    });
    expect(run.stderr).toBe("");
    const ours = all.map(
      ([zone, interval, anchor, count]) => termAt({ anchor, zone, interval }, count).start,
    );
    expect(ours).toEqual(JSON.parse(run.stdout));
  });

  it("leaves no gap and no overlap between terms, and finds the term of any moment", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...new Set(cases.map(([zone]) => zone))),
        fc.constantFrom<TermInterval>("month", "year"),
        fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2030-01-01") }),
        fc.integer({ min: 0, max: 40 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (zone, interval, anchorMs, index, share) => {
          const calendar = { anchor: new Date(anchorMs).toISOString(), zone, interval };
          const term = termAt(calendar, index);
          expect(term.start < term.end).toBe(true);
          expect(termAt(calendar, index + 1).start).toBe(term.end);
          const length = Date.parse(term.end) - Date.parse(term.start);
          const inside = new Date(Date.parse(term.start) + Math.floor(share * length)).toISOString();
          expect(termContaining(calendar, inside)).toEqual(term);
          expect(termContaining(calendar, term.end).index).toBe(index + 1);
        },
      ),
      { seed: 20261120, numRuns: 300 },
    );
  });

  it("refuses what is no term", () => {
    const calendar = { anchor: "2026-01-31T10:00:00.000Z", zone: "UTC", interval: "month" } as const;
    expect(() => termEnd({ ...calendar, index: -2 })).toThrow(RangeError);
    expect(() => termEnd({ ...calendar, index: 0.5 })).toThrow(RangeError);
    expect(() => termEnd({ ...calendar, index: 1200 })).toThrow(RangeError);
    expect(() => termEnd({ ...calendar, zone: "Mars/Olympus", index: 0 })).toThrow(RangeError);
    expect(() => termEnd({ ...calendar, zone: "+08:00", index: 0 })).toThrow(RangeError);
    expect(() => termEnd({ ...calendar, anchor: "2026-01-31", index: 0 })).toThrow(RangeError);
    expect(() => termContaining(calendar, "2026-01-31T09:59:59.999Z")).toThrow(RangeError);
  });

  it.each([
    ["Asia/Shanghai", true],
    ["UTC", true],
    ["Mars/Olympus", false],
    ["+08:00", false],
    ["", false],
  ])("zone %j known: %s", (zone, known) => {
    expect(zoneSchema.safeParse(zone).success).toBe(known);
  });
});

describe("cancelling in time (T2.5)", () => {
  const end = "2026-12-20T14:02:03.123Z";

  it("sets the limit exactly the policy's hours before the end, also across a change to summer time", () => {
    expect(cancelBy(end, 24)).toBe("2026-12-19T14:02:03.123Z");
    expect(cancelBy(end, 48)).toBe("2026-12-18T14:02:03.123Z");
    // New York, term ends 8 March 2026 03:30 EDT: 24 hours before it is 02:30 EST, 07:30 UTC the day before.
    expect(cancelBy("2026-03-08T07:30:00.000Z", 24)).toBe("2026-03-07T07:30:00.000Z");
  });

  it.each([
    ["2026-12-19T14:02:03.122Z", true],
    ["2026-12-19T14:02:03.123Z", true],
    ["2026-12-19T14:02:03.124Z", false],
    ["2026-12-20T14:02:03.123Z", false],
  ])("a cancellation at %s is in time: %s", (now, inTime) => {
    expect(cancelledInTime(now, end, 24)).toBe(inTime);
  });
});

describe("where a running term lies (T2.3)", () => {
  const calendar = { anchor: "2026-01-31T10:00:00.000Z", zone: "UTC", interval: "month" } as const;

  it("T2.3: on its calendar it has its index there, and the next term ends on the anchor's day again", () => {
    const place = placeOfTerm(calendar, "2026-02-28T10:00:00.000Z");
    expect(place).toEqual({ calendar, index: 0 });
    expect(termEnd({ ...place.calendar, index: place.index + 1 })).toBe("2026-03-31T10:00:00.000Z");
  });

  it("T2.3: moved off it, what follows is counted anew from its end", () => {
    // A bounced refund had kept the second term for three days: it ends on 3 March, and the third on 3 April.
    const place = placeOfTerm(calendar, "2026-03-03T10:00:00.000Z");
    expect(place).toEqual({ calendar: { ...calendar, anchor: "2026-03-03T10:00:00.000Z" }, index: -1 });
    expect(termEnd({ ...place.calendar, index: place.index + 1 })).toBe("2026-04-03T10:00:00.000Z");
  });
});
