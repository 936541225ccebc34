import { describe, expect, it } from "vitest";
import {
  daysBetween,
  firstOfMonth,
  localDateOf,
  localDateSchema,
  plusDays,
  startOfDay,
} from "../../src/statements/index.ts";

describe("local days", () => {
  it("begin at the zone's own midnight, half hours included", () => {
    // India is five and a half hours ahead of UTC.
    expect(startOfDay("2026-11-20", "Asia/Kolkata")).toBe("2026-11-19T18:30:00.000Z");
    expect(localDateOf("2026-11-19T18:29:59.999Z", "Asia/Kolkata")).toBe("2026-11-19");
    expect(localDateOf("2026-11-19T18:30:00.000Z", "Asia/Kolkata")).toBe("2026-11-20");
  });

  it("have 23 and 25 hours when summer time begins and ends", () => {
    const hours = (day: string) =>
      (Date.parse(startOfDay(plusDays(day, 1), "Europe/Berlin")) -
        Date.parse(startOfDay(day, "Europe/Berlin"))) /
      3_600_000;
    expect(hours("2026-03-29")).toBe(23);
    expect(hours("2026-10-25")).toBe(25);
    expect(hours("2026-10-26")).toBe(24);
  });

  it("begin an hour late where summer time skips midnight", () => {
    // Cuba, 8 March 2026: from 00:00 to 01:00, then five hours west become four: 05:00 UTC.
    expect(startOfDay("2026-03-08", "America/Havana")).toBe("2026-03-08T05:00:00.000Z");
  });

  it("count over month ends and leap days", () => {
    expect(plusDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(daysBetween("2026-12-31", "2027-01-01")).toBe(1);
    expect(daysBetween("2027-01-01", "2026-12-31")).toBe(-1);
    expect(firstOfMonth("2026-12-31", 1)).toBe("2027-01-01");
    expect(firstOfMonth("2026-03-31", -1)).toBe("2026-02-01");
  });

  it.each(["2026-02-30", "2026-13-01", "2026-1-1", "1999-12-31", "20261120", "2026-11-20T00:00:00.000Z", ""])(
    "refuses %s",
    (text) => {
      expect(localDateSchema.safeParse(text).success).toBe(false);
    },
  );
});
