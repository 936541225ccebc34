import { expect, it } from "vitest";
import { clockRefusal, type ClockRequest, clockTarget } from "../../src/clock/index.ts";

it.each<[string, ClockRequest, string, string, string]>([
  // 31 January has no 31 February: the last day of the month.
  [
    "a month on",
    { by: { count: 1, unit: "month" } },
    "2027-01-31T10:00:00.000Z",
    "UTC",
    "2027-02-28T10:00:00.000Z",
  ],
  // Noon in New York is 17:00 UTC in winter and 16:00 in summer: the wall clock stays.
  [
    "six months on over summer time",
    { by: { count: 6, unit: "month" } },
    "2027-01-15T17:00:00.000Z",
    "America/New_York",
    "2027-07-15T16:00:00.000Z",
  ],
  [
    "a year on from a leap day",
    { by: { count: 1, unit: "year" } },
    "2028-02-29T00:00:00.000Z",
    "UTC",
    "2029-02-28T00:00:00.000Z",
  ],
  // 24 hours, whatever the wall clock does that night.
  [
    "a day on",
    { by: { count: 1, unit: "day" } },
    "2027-03-13T17:00:00.000Z",
    "America/New_York",
    "2027-03-14T17:00:00.000Z",
  ],
  [
    "90 minutes on",
    { by: { count: 90, unit: "minute" } },
    "2027-01-01T00:00:00.000Z",
    "UTC",
    "2027-01-01T01:30:00.000Z",
  ],
  [
    "to an instant",
    { to: "2027-05-05T00:00:00.000Z" },
    "2027-01-01T00:00:00.000Z",
    "UTC",
    "2027-05-05T00:00:00.000Z",
  ],
])("leads %s", (_, request, now, zone, expected) => {
  expect(clockTarget(request, now, zone)).toBe(expected);
});

it.each([
  ["where it stands", "2027-01-01T00:00:00.000Z", "backwards"],
  ["a millisecond back", "2026-12-31T23:59:59.999Z", "backwards"],
  ["a millisecond on", "2027-01-01T00:00:00.001Z", null],
  // 3 × 366 = 1,098 days after 1 January 2027: 2027, 2028 (leap) and 2029 have 1,096, so 3 January 2030.
  ["three years", "2030-01-03T00:00:00.000Z", null],
  ["a millisecond more than three years", "2030-01-03T00:00:00.001Z", "too_far"],
])("refuses what is behind or too far: %s", (_, to, refusal) => {
  expect(clockRefusal(to, "2027-01-01T00:00:00.000Z", "2026-11-20T00:00:00.000Z")).toBe(refusal);
});

it("refuses to run more than twenty years ahead of everybody else's clock", () => {
  expect(
    clockRefusal("2047-06-01T00:00:00.000Z", "2046-12-01T00:00:00.000Z", "2026-11-20T00:00:00.000Z"),
  ).toBe("too_far_ahead");
});
