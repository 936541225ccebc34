import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type UsageBucket, usageBuckets, type UsagePeriod } from "../../src/statements/index.ts";

const NOW = "2026-11-20T12:34:56.789Z";

function bucketsOf(period: Partial<UsagePeriod>): readonly UsageBucket[] {
  const found = usageBuckets({ grain: "day", now: NOW, zone: "UTC", ...period });
  if (typeof found === "string") throw new Error(found);
  return found;
}

describe("the steps of a summary", () => {
  it("are the last 24 hours, 30 days and 12 months where nothing is asked", () => {
    const hours = bucketsOf({ grain: "hour" });
    // 12:34 lies in the hour of 12:00; 23 hours earlier is 13:00 of the day before.
    expect([hours.length, hours[0]?.startsAt, hours.at(-1)?.startsAt]).toEqual([
      24,
      "2026-11-19T13:00:00.000Z",
      "2026-11-20T12:00:00.000Z",
    ]);
    const days = bucketsOf({});
    expect([days.length, days[0]?.date, days.at(-1)?.date]).toEqual([30, "2026-10-22", "2026-11-20"]);
    const months = bucketsOf({ grain: "month" });
    expect([months.length, months[0]?.date, months.at(-1)?.date]).toEqual([12, "2025-12-01", "2026-11-01"]);
  });

  it("take a day from its first to its last moment, in the account's zone", () => {
    const [only, ...others] = bucketsOf({ from: "2026-11-20", to: "2026-11-20", zone: "Asia/Kolkata" });
    expect(others).toEqual([]);
    expect(only).toEqual({
      startsAt: "2026-11-19T18:30:00.000Z",
      endsAt: "2026-11-20T18:30:00.000Z",
      date: "2026-11-20",
    });
  });

  it("do not touch the day that begins where an instant ends", () => {
    const days = bucketsOf({ from: "2026-11-01T00:00:00.000Z", to: "2026-11-03T00:00:00.000Z" });
    expect(days.map((each) => each.date)).toEqual(["2026-11-01", "2026-11-02"]);
    expect(bucketsOf({ to: "2026-11-03T00:00:00.000Z" }).at(-1)?.date).toBe("2026-11-02");
  });

  it("move outwards to whole steps", () => {
    const months = bucketsOf({ grain: "month", from: "2026-01-31", to: "2026-03-01" });
    expect(months.map((each) => each.date)).toEqual(["2026-01-01", "2026-02-01", "2026-03-01"]);
  });

  it("are hours of UTC: in a zone of half hours they begin at half past", () => {
    const hours = bucketsOf({ grain: "hour", from: "2026-11-20", to: "2026-11-20", zone: "Asia/Kolkata" });
    // The local day from 18:30 to 18:30 touches the hours from 18:00 to 19:00: 25 of them.
    expect([hours.length, hours[0]?.startsAt, hours.at(-1)?.endsAt]).toEqual([
      25,
      "2026-11-19T18:00:00.000Z",
      "2026-11-20T19:00:00.000Z",
    ]);
  });

  it("are 23 and 25 hours on the days summer time begins and ends", () => {
    const hoursOf = (day: string) =>
      bucketsOf({ grain: "hour", from: day, to: day, zone: "Europe/Berlin" }).length;
    expect([hoursOf("2026-03-29"), hoursOf("2026-10-25")]).toEqual([23, 25]);
  });

  it("are at most 400, and a period that ends before it begins has none", () => {
    // 1 January 2026 + 399 days is 4 February 2027.
    expect(bucketsOf({ from: "2026-01-01", to: "2027-02-04" }).length).toBe(400);
    expect(usageBuckets({ grain: "day", from: "2026-01-01", to: "2027-02-05", now: NOW, zone: "UTC" })).toBe(
      "too_many",
    );
    expect(usageBuckets({ grain: "hour", from: "2000-01-01", now: NOW, zone: "UTC" })).toBe("too_many");
    expect(usageBuckets({ grain: "day", from: "2026-11-21", to: "2026-11-20", now: NOW, zone: "UTC" })).toBe(
      "empty",
    );
    expect(usageBuckets({ grain: "day", from: "2026-12-01", now: NOW, zone: "UTC" })).toBe("empty");
  });

  it("join without gap or overlap in every zone, and hold the whole period", () => {
    const instant = fc
      .integer({ min: Date.parse("2026-01-01"), max: Date.parse("2027-12-31") })
      .map((ms) => new Date(ms).toISOString());
    const zone = fc.constantFrom(
      "UTC",
      "Asia/Kolkata",
      "Europe/Berlin",
      "Australia/Lord_Howe",
      "America/Havana",
    );
    const grain = fc.constantFrom("hour" as const, "day" as const, "month" as const);
    fc.assert(
      fc.property(instant, instant, zone, grain, (from, to, inZone, step) => {
        const found = usageBuckets({ grain: step, from, to, now: NOW, zone: inZone });
        if (typeof found === "string") {
          expect(found).toBe(from >= to ? "empty" : "too_many");
          return;
        }
        for (const [index, bucket] of found.entries()) {
          expect(bucket.startsAt < bucket.endsAt).toBe(true);
          const next = found[index + 1];
          if (next !== undefined) expect(next.startsAt).toBe(bucket.endsAt);
        }
        expect((found[0]?.startsAt ?? "") <= from).toBe(true);
        expect((found.at(-1)?.endsAt ?? "") >= to).toBe(true);
        // Not a step more than needed.
        expect((found[0]?.endsAt ?? "") > from).toBe(true);
        expect((found.at(-1)?.startsAt ?? "") < to).toBe(true);
      }),
    );
  });
});
