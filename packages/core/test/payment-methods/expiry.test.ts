import { expect, it } from "vitest";
import { cardEndsAt, cardValidity } from "../../src/payment-methods/index.ts";
import { POLICIES } from "../../src/policy/index.ts";

const policy = POLICIES.at(-1);
if (policy === undefined) throw new Error("no policy");

it("a card is valid to the end of the month that is printed on it, December included", () => {
  expect(cardEndsAt({ expMonth: 2, expYear: 2028 })).toBe("2028-03-01T00:00:00.000Z");
  expect(cardEndsAt({ expMonth: 12, expYear: 2026 })).toBe("2027-01-01T00:00:00.000Z");
  expect(cardEndsAt({ expMonth: null, expYear: null })).toBeNull();
});

// 12/2026 ends on 1 January 2027, 00:00; thirty days before is 2 December 2026, 00:00.
it.each([
  ["2026-12-01T23:59:59.999Z", "valid"],
  ["2026-12-02T00:00:00.000Z", "expiring"],
  ["2026-12-31T23:59:59.999Z", "expiring"],
  ["2027-01-01T00:00:00.000Z", "expired"],
] as const)("at %s a card of 12/2026 is %s", (now, validity) => {
  expect(cardValidity({ expMonth: 12, expYear: 2026 }, now, policy)).toBe(validity);
});

it("a card that does not say when it ends is taken for valid", () => {
  expect(cardValidity({ expMonth: null, expYear: null }, "2030-01-01T00:00:00.000Z", policy)).toBe("valid");
});
