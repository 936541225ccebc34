import fc from "fast-check";
import { expect, it } from "vitest";
import { consentHash, isLow } from "../../src/auto-top-up/index.ts";
import { low, run, type RunFacts, terms, usd } from "./scenario.ts";

const cents = (max: number) => fc.integer({ min: 0, max }).map(usd);

/** Facts near every edge: each field is often the one that grants and often just beside it. */
const facts: fc.Arbitrary<RunFacts> = fc.record({
  now: fc.constantFrom("2026-11-20T14:00:00.000Z", "2026-11-30T23:59:59.999Z", "2026-12-01T00:00:00.000Z"),
  currency: fc.constant("USD" as const),
  accountState: fc.constantFrom("active", "active", "active", "suspended", "terminated", "closed"),
  zone: fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York"),
  state: fc.constantFrom("on", "on", "on", "off", "stopped"),
  amountNanos: fc.constantFrom(usd(2000), usd(2000), usd(2001)),
  thresholdNanos: fc.constantFrom(usd(500), usd(500), usd(501)),
  monthlyCapNanos: fc.constantFrom(usd(10_000), usd(10_000), usd(20_000)),
  taxBps: fc.constantFrom(0, 0, 0, 500),
  paymentMethodId: fc.constantFrom("card-1", "card-1", "card-2", null),
  consent: fc.constantFrom(low.consent, low.consent, low.consent, null),
  month: fc.constantFrom(null, "2026-11-01", "2026-12-01"),
  monthChargedNanos: cents(12_000),
  orderPending: fc.constantFrom(false, false, false, true),
  spendableNanos: cents(1000),
  heldNanos: cents(300),
  debtNanos: cents(300),
});

it("T6.1: never charged without being on and a consent to just that amount, nor beyond the cap", () => {
  let granted = 0;
  fc.assert(
    fc.property(facts, (each) => {
      const answer = run(each);
      if (answer.effects === null) return;
      granted += 1;
      expect(each.state).toBe("on");
      expect(each.orderPending).toBe(false);
      expect(each.accountState).toBe("active");
      expect(each.spendableNanos - each.heldNanos - each.debtNanos < each.thresholdNanos).toBe(true);
      // The only consent there is was to these terms, so these are the only ones that may be charged.
      expect(each.consent?.hash).toBe(consentHash("auto-top-up-1", "en", terms));
      expect([
        each.amountNanos,
        each.thresholdNanos,
        each.monthlyCapNanos,
        each.taxBps,
        each.paymentMethodId,
      ]).toEqual([usd(2000), usd(500), usd(10_000), 0, "card-1"]);
      expect(answer.effects.totalNanos).toBe(usd(2000));
      expect(answer.effects.monthChargedNanos <= each.monthlyCapNanos).toBe(true);
    }),
    { numRuns: 3000 },
  );
  // A law that nothing was held against would say nothing.
  expect(granted).toBeGreaterThan(20);
});

it("being low is asked the same way everywhere: the cheap question and the decision agree", () => {
  fc.assert(
    fc.property(facts, (each) => {
      const refused = run(each).refusals.some(({ code }) => code === "auto_top_up_not_low");
      expect(refused).toBe(!isLow(each, each.thresholdNanos));
      expect(isLow(each, null)).toBe(false);
    }),
  );
});
