import { expect, it } from "vitest";
import { completePolicy, policyAt, policyBook, policySchema, samePolicy } from "../../src/policy/index.ts";
import {
  earliestEffect,
  isEarlyEnough,
  LEAD_MINUTES,
  policyVersionName,
  READ_WITHIN_MINUTES,
} from "../../src/policy-versions/index.ts";

const shipped = policyAt("2026-11-20T00:00:00.000Z");
const december = { ...shipped, version: "2026-12", effectiveFrom: "2026-12-01T00:00:00.000Z" };
const january = { ...shipped, version: "2027-01", effectiveFrom: "2027-01-01T00:00:00.000Z" };

it("a version is in force from exactly its instant, whatever the order they are told in", () => {
  const book = policyBook([january, shipped, december]);
  expect(book.at("2026-11-30T23:59:59.999Z").version).toBe("2026-11");
  expect(book.at("2026-12-01T00:00:00.000Z").version).toBe("2026-12");
  expect(book.at("2026-12-31T23:59:59.999Z").version).toBe("2026-12");
  expect(book.at("2030-01-01T00:00:00.000Z").version).toBe("2027-01");
  expect(book.at("2020-01-01T00:00:00.000Z").version).toBe("2026-11");
});

it("a version that was called off is never in force and still found by its name", () => {
  const book = policyBook([shipped], [december]);
  expect(book.at("2027-06-01T00:00:00.000Z").version).toBe("2026-11");
  expect(book.byVersion("2026-12")).toBe(december);
  expect(book.byVersion("2026-13")).toBeNull();
  expect(() => policyBook([])).toThrow("needs a version");
});

it("a version from before a field existed takes the shipped value, and nothing where it lists by currency", () => {
  const { paymentMethods: _, ...rest } = policySchema.encode(shipped);
  const old = {
    ...rest,
    refunds: { ...rest.refunds, feeBps: 300 },
    referrals: { ...rest.referrals, offers: { USD: rest.referrals.offers.USD } },
  };
  const read = completePolicy(old, shipped);
  expect(read.paymentMethods).toEqual({ expiringNoticeDays: 30 });
  expect(read.refunds.feeBps).toBe(300);
  // Who took the other currencies out meant it.
  expect(Object.keys(read.referrals.offers)).toEqual(["USD"]);
});

it("a shipped version may gain fields and never change a value", () => {
  const { paymentMethods: _, ...old } = policySchema.encode(shipped);
  expect(samePolicy(old, shipped)).toBe(true);
  expect(samePolicy({ ...old, refunds: { ...old.refunds, windowHours: 48 } }, shipped)).toBe(false);
  expect(samePolicy({}, shipped)).toBe(true);
  expect(samePolicy({ version: 1 }, shipped)).toBe(false);
});

it("a version is early enough a quarter of an hour ahead, to the millisecond, and every process has read by then", () => {
  const now = "2026-11-20T12:00:00.000Z";
  expect(earliestEffect(now)).toBe("2026-11-20T12:15:00.000Z");
  expect(isEarlyEnough("2026-11-20T12:15:00.000Z", now)).toBe(true);
  expect(isEarlyEnough("2026-11-20T12:14:59.999Z", now)).toBe(false);
  // What is left over is more than the longest transaction of a command takes, 25 seconds.
  expect((LEAD_MINUTES - READ_WITHIN_MINUTES) * 60).toBeGreaterThan(25);
});

it("a version is named by its month, and a name is never given twice", () => {
  const at = "2026-12-24T00:00:00.000Z";
  expect(policyVersionName(at, ["2026-11"])).toBe("2026-12");
  expect(policyVersionName(at, ["2026-11", "2026-12"])).toBe("2026-12.1");
  expect(policyVersionName(at, ["2026-12", "2026-12.1", "2026-12.3"])).toBe("2026-12.2");
});
