import { describe, expect, it } from "vitest";
import { seedPlans } from "../../src/pricing/index.ts";

describe("the plans a new installation starts with (T1.1)", () => {
  it("sells Free, Pro, Max and Ultra at the listed fees, a year for ten months", () => {
    const fees = seedPlans.flatMap((plan) =>
      plan.prices.map(({ interval, currency, amountNanos, includedUsageNanos }) =>
        [plan.name, interval, currency, amountNanos, includedUsageNanos].join(" "),
      ),
    );
    expect(fees).toEqual([
      "Free month USD 0 0",
      "Pro month USD 20000000000 40000000000",
      "Pro year USD 200000000000 480000000000",
      "Max month USD 100000000000 200000000000",
      "Max year USD 1000000000000 2400000000000",
      "Ultra month USD 200000000000 400000000000",
      "Ultra year USD 2000000000000 4800000000000",
    ]);
  });

  it("names every price once and keeps it with its plan", () => {
    const prices = seedPlans.flatMap((plan) => plan.prices.map((price) => ({ plan: plan.id, price })));
    expect(new Set(prices.map(({ price }) => price.id)).size).toBe(prices.length);
    for (const { plan, price } of prices) expect(price.planId).toBe(plan);
  });
});
