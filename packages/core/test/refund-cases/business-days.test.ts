import { describe, expect, it } from "vitest";
import { policyAt } from "../../src/policy/index.ts";
import {
  type BusinessCalendar,
  businessDayAfter,
  businessDaysLeft,
  businessDeadline,
} from "../../src/refund-cases/index.ts";

/** As China worked in 2026: the days off that fall on working days, and the weekend days worked in exchange. */
const CHINA_2026: BusinessCalendar = {
  zone: "Asia/Shanghai",
  holidays: [
    "2026-01-01",
    "2026-01-02",
    "2026-02-16",
    "2026-02-17",
    "2026-02-18",
    "2026-02-19",
    "2026-02-20",
    "2026-02-23",
    "2026-09-25",
    "2026-10-01",
    "2026-10-02",
    "2026-10-05",
    "2026-10-06",
    "2026-10-07",
  ],
  makeUpDays: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10"],
};
const BARE: BusinessCalendar = { zone: "UTC", holidays: [], makeUpDays: [] };
const BERLIN: BusinessCalendar = { ...BARE, zone: "Europe/Berlin" };
const SHIPPED = policyAt("2026-11-20T00:00:00.000Z").businessCalendar;

/** Counted by hand on a wall calendar: received, days, calendar, the day, and how it was counted. */
const WORKED: readonly (readonly [string, number, BusinessCalendar, string, string])[] = [
  ["2026-11-27T02:00:00.000Z", 7, SHIPPED, "2026-12-08", "a Friday: Mon 30, 1, 2, 3, Fri 4, Mon 7, Tue 8"],
  ["2026-11-27T15:59:59.999Z", 7, SHIPPED, "2026-12-08", "the last moment of that Friday in Shanghai"],
  ["2026-11-27T16:00:00.000Z", 7, SHIPPED, "2026-12-08", "Saturday there; day 1 is the same Monday"],
  ["2026-11-29T15:59:59.999Z", 7, SHIPPED, "2026-12-08", "the last moment of Sunday"],
  ["2026-11-29T16:00:00.000Z", 7, SHIPPED, "2026-12-09", "Monday already: day 1 is Tue 1, day 7 Wed 9"],
  ["2026-11-29T16:00:00.000Z", 7, BARE, "2026-12-08", "the same moment is still Sunday in UTC"],
  [
    "2026-02-12T02:00:00.000Z",
    7,
    CHINA_2026,
    "2026-02-28",
    "13, Sat 14 worked, 24, 25, 26, 27, Sat 28 worked",
  ],
  [
    "2026-02-14T02:00:00.000Z",
    7,
    CHINA_2026,
    "2026-03-03",
    "on a worked Saturday: 24–27, Sat 28, Mon 2, Tue 3",
  ],
  [
    "2026-02-18T02:00:00.000Z",
    1,
    CHINA_2026,
    "2026-02-24",
    "in the middle of the holiday: its first day after",
  ],
  ["2026-09-30T02:00:00.000Z", 7, CHINA_2026, "2026-10-15", "8, 9, Sat 10 worked, Mon 12, 13, 14, 15"],
  ["2026-09-17T02:00:00.000Z", 7, CHINA_2026, "2026-09-28", "18, Sun 20 worked, 21–24, then 25 off: Mon 28"],
  ["2025-12-31T02:00:00.000Z", 7, CHINA_2026, "2026-01-12", "Sun 4 worked, Mon 5 to Fri 9, Mon 12"],
  ["2026-12-24T02:00:00.000Z", 7, SHIPPED, "2027-01-05", "25, 28–31, New Year off, Mon 4, Tue 5"],
  ["2026-12-24T02:00:00.000Z", 7, BARE, "2027-01-04", "nothing off: 25, 28–31, 1, 4"],
  ["2028-02-25T02:00:00.000Z", 2, BARE, "2028-02-29", "a Friday before a leap day: Mon 28, Tue 29"],
  ["2026-11-25T02:00:00.000Z", 1, BARE, "2026-11-26", "an ordinary Wednesday"],
];

describe("business days (R5.2)", () => {
  it.each(WORKED)("R5.2: %s + %i is counted to its day", (from, days, calendar, day, why) => {
    expect(businessDayAfter(from, days, calendar), why).toBe(day);
  });

  it("R5.2: is in time until the last millisecond of that day in the platform's zone, summer time too", () => {
    // 9 December 00:00 in Shanghai (UTC+8) is 8 December 16:00 UTC.
    expect(businessDeadline("2026-11-27T02:00:00.000Z", 7, SHIPPED)).toBe("2026-12-08T15:59:59.999Z");
    // Berlin: Tuesday 23 March ends at UTC+1, Monday 29 March at UTC+2, the clock having moved on Sunday 28.
    expect(businessDeadline("2027-03-22T09:00:00.000Z", 1, BERLIN)).toBe("2027-03-23T22:59:59.999Z");
    expect(businessDeadline("2027-03-26T09:00:00.000Z", 1, BERLIN)).toBe("2027-03-29T21:59:59.999Z");
  });

  it("says how many business days are left, and since how many it is late", () => {
    const due = "2026-12-08T15:59:59.999Z";
    // Friday 4: Monday 7 and Tuesday 8 are left. On Saturday 12 it is late by 9, 10 and 11.
    expect(businessDaysLeft("2026-12-04T04:00:00.000Z", due, SHIPPED)).toBe(2);
    expect(businessDaysLeft(due, due, SHIPPED)).toBe(0);
    expect(businessDaysLeft("2026-12-08T16:00:00.000Z", due, SHIPPED)).toBe(-1);
    expect(businessDaysLeft("2026-12-12T04:00:00.000Z", due, SHIPPED)).toBe(-3);
  });
});
