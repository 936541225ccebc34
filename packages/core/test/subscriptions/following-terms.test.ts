import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followingTerms, termAt } from "../../src/subscriptions/index.ts";

const ends = (given: Parameters<typeof followingTerms>[0]) =>
  followingTerms(given).terms.map(({ end }) => end);

describe("terms that follow what is paid for already (T2.3)", () => {
  it("T2.3: keep the anchor day: 28 February, then 31 March, 30 April, 31 May", () => {
    expect(
      ends({
        anchor: "2027-01-31T10:00:00.000Z",
        zone: "UTC",
        from: "2027-02-28T10:00:00.000Z",
        interval: "month",
        count: 3,
      }),
    ).toEqual(["2027-03-31T10:00:00.000Z", "2027-04-30T10:00:00.000Z", "2027-05-31T10:00:00.000Z"]);
  });

  it("T2.3: a year after months keeps it too: 28 February 2027 to 29 February 2028", () => {
    expect(
      ends({
        anchor: "2027-01-31T10:00:00.000Z",
        zone: "UTC",
        from: "2027-02-28T10:00:00.000Z",
        interval: "year",
        count: 1,
      }),
    ).toEqual(["2028-02-29T10:00:00.000Z"]);
  });

  it("T2.3: months after a year, in the zone of the subscription", () => {
    // New York 10:00 is 15:00 UTC in winter and 14:00 in summer.
    expect(
      ends({
        anchor: "2026-02-10T15:00:00.000Z",
        zone: "America/New_York",
        from: "2027-02-10T15:00:00.000Z",
        interval: "month",
        count: 2,
      }),
    ).toEqual(["2027-03-10T15:00:00.000Z", "2027-04-10T14:00:00.000Z"]);
  });

  it("T2.3: a term that was extended off its calendar is the new anchor", () => {
    // Extended from 28 February to 1 March 12:00 (R6.4).
    expect(
      followingTerms({
        anchor: "2027-01-31T10:00:00.000Z",
        zone: "UTC",
        from: "2027-03-01T12:00:00.000Z",
        interval: "month",
        count: 2,
      }),
    ).toEqual({
      anchor: "2027-03-01T12:00:00.000Z",
      terms: [
        { index: 0, start: "2027-03-01T12:00:00.000Z", end: "2027-04-01T12:00:00.000Z" },
        { index: 1, start: "2027-04-01T12:00:00.000Z", end: "2027-05-01T12:00:00.000Z" },
      ],
    });
  });

  it("T2.3: follow each other without gap, and agree with the calendar they go on from", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2030-01-01") }),
        fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York"),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        (anchorMs, zone, index, count) => {
          const anchor = new Date(anchorMs).toISOString();
          const calendar = { anchor, zone, interval: "month" } as const;
          const from = termAt(calendar, index).end;
          const { terms } = followingTerms({ anchor, zone, from, interval: "month", count });
          expect(terms).toHaveLength(count);
          expect(terms[0]?.start).toBe(from);
          for (const [nth, { start, end }] of terms.entries()) {
            expect({ start, end }).toEqual({
              start: termAt(calendar, index + 1 + nth).start,
              end: termAt(calendar, index + 1 + nth).end,
            });
            expect(start < end).toBe(true);
          }
        },
      ),
      { seed: 20261120, numRuns: 200 },
    );
  });
});
