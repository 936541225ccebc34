import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { cancelChange } from "../../src/subscriptions/index.ts";
import { policy, refusals, usd } from "./change-scenario.ts";

type Facts = Parameters<typeof cancelChange.decide>[0];

/** Ultra, to become Max on 1 December. */
const base: Facts = {
  now: "2026-11-20T10:00:00.000Z",
  currency: "USD",
  accountState: "active",
  taxBps: 725,
  planId: "ultra",
  interval: "month",
  amountNanos: usd(20_000),
  distributor: null,
  appliesAt: "2026-12-01T00:00:00.000Z",
};
const takeBack = (facts: Partial<Facts> = {}) => decide(cancelChange, { ...base, ...facts }, policy);

describe("taking back a change that waits (T2.6)", () => {
  it("T2.6: the plan renews again, and says what that costs", () => {
    // $200.00 and 7.25 %, $14.50.
    const answer = takeBack();
    expect(answer.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["item", "plan_price", usd(20_000)],
      ["item", "tax", usd(1450)],
      ["subtotal", "charged_at_renewal", usd(21_450)],
    ]);
    expect(answer.effects).toEqual({
      renewsAt: "2026-12-01T00:00:00.000Z",
      cancelBy: "2026-11-30T00:00:00.000Z",
    });
  });

  it.each([
    ["exactly 24 hours before", "2026-11-30T00:00:00.000Z", []],
    ["a millisecond later", "2026-11-30T00:00:00.001Z", ["plan_change_cutoff_passed T2.5"]],
    ["after it took effect", "2026-12-02T00:00:00.000Z", ["plan_change_cutoff_passed T2.5"]],
  ])("T2.5: until the cut-off: %s", (_, now, expected) => {
    expect(refusals(takeBack({ now }))).toEqual(expected);
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["T2.6: nothing is arranged", { appliesAt: null }, ["plan_change_none T2.6"]],
    [
      "T1.3: an app store bills it",
      { distributor: { name: "App Store", link: "https://apps.apple.com" } },
      ["plan_change_distributor T1.3"],
    ],
    ["T4.2: a terminated account", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a closed account", { accountState: "closed" }, ["account_terminated T4.2"]],
  ])("is refused: %s", (_, facts, expected) => {
    const answer = takeBack(facts);
    expect(refusals(answer)).toEqual(expected);
    expect(answer.effects).toBeNull();
  });

  it("T4.2: a suspended account may still say what it wants at the renewal", () => {
    expect(takeBack({ accountState: "suspended" }).outcome).toBe("granted");
  });
});
