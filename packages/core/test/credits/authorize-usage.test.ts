import { describe, expect, it } from "vitest";
import { authorizeUsage, extendHold } from "../../src/credits/index.ts";
import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const NOW = "2026-11-20T12:00:00.000Z";
const policy = policyAt(NOW);

const facts = {
  now: NOW,
  currency: "USD",
  accountState: "active",
  model: "gpt-test",
  modelPriced: true,
  requestedCurrency: "USD",
  requestedNanos: 10n,
  planFreeNanos: 6n,
  termId: "term-1",
  creditFreeNanos: 4n,
  debtNanos: 0n,
  limits: {
    dayLimitNanos: null,
    monthLimitNanos: null,
    daySpentNanos: 0n,
    monthSpentNanos: 0n,
    heldNanos: 0n,
    warnBps: 8000,
  },
  timeToLiveSeconds: null,
} as const satisfies Parameters<typeof authorizeUsage.decide>[0];
type Facts = Parameters<typeof authorizeUsage.decide>[0];
const authorize = (more: Partial<Facts> = {}) => decide(authorizeUsage, { ...facts, ...more }, policy);
const codes = (more: Partial<Facts>) => authorize(more).refusals.map((each) => each.code);

describe("authorising", () => {
  it("promises from the plan first, the rest from credits, for 15 minutes", () => {
    // 10 = 6 of the plan + 4 credits: exactly what there is.
    expect(authorize().effects).toEqual({
      amountNanos: 10n,
      planNanos: 6n,
      termId: "term-1",
      expiresAt: "2026-11-20T12:15:00.000Z",
      repayNanos: 0n,
    });
    expect(authorize({ requestedNanos: 3n }).effects).toMatchObject({ amountNanos: 3n, planNanos: 3n });
    expect(authorize({ planFreeNanos: 0n, requestedNanos: 4n }).effects).toMatchObject({
      planNanos: 0n,
      termId: null,
    });
  });

  it("pays a debt from credits that came after it, and promises only what is left", () => {
    // 4 credits free, 3 owed: 1 left. 6 of the plan + 1 = 7 available.
    expect(authorize({ debtNanos: 3n, requestedNanos: 7n }).effects).toMatchObject({
      repayNanos: 3n,
      planNanos: 6n,
    });
    expect(codes({ debtNanos: 3n, requestedNanos: 8n })).toEqual(["insufficient_funds"]);
  });

  it("lives as long as asked, never longer than the policy's 15 minutes", () => {
    expect(authorize({ timeToLiveSeconds: 90 }).effects?.expiresAt).toBe("2026-11-20T12:01:30.000Z");
    expect(authorize({ timeToLiveSeconds: 3600 }).effects?.expiresAt).toBe("2026-11-20T12:15:00.000Z");
  });

  it.each([
    ["account_terminated", { accountState: "terminated" }],
    ["account_terminated", { accountState: "closed" }],
    ["account_suspended", { accountState: "suspended" }],
    ["usage_currency_mismatch", { requestedCurrency: "EUR" }],
    ["model_not_priced", { modelPriced: false }],
    // One more than the 4 free credits could pay; the plan could still serve 6, but debt comes first.
    ["debt_outstanding", { debtNanos: 5n, requestedNanos: 6n }],
    ["insufficient_funds", { requestedNanos: 11n }],
  ] as const)("is refused with %s", (code, more) => {
    expect(codes(more)).toEqual([code]);
    expect(authorize(more).effects).toBeNull();
  });

  it("tells everything that stands in the way, in a fixed order", () => {
    expect(
      codes({ accountState: "suspended", modelPriced: false, debtNanos: 5n, requestedNanos: 99n }),
    ).toEqual(["account_suspended", "model_not_priced", "debt_outstanding", "insufficient_funds"]);
  });
});

describe("extending a hold", () => {
  const extend = (more: Partial<Parameters<typeof extendHold.decide>[0]> = {}) =>
    decide(
      extendHold,
      {
        now: NOW,
        currency: "USD",
        accountState: "active",
        holdState: "open",
        openedAt: "2026-11-20T11:50:00.000Z",
        expiresAt: "2026-11-20T12:01:00.000Z",
        refundOpen: false,
        timeToLiveSeconds: 120,
        ...more,
      },
      policy,
    );

  it("counts from now and ends 15 minutes after the hold was opened", () => {
    expect(extend().effects?.expiresAt).toBe("2026-11-20T12:02:00.000Z");
    // Opened 11:50, so 12:05 is the end however much is asked.
    expect(extend({ timeToLiveSeconds: 600 }).effects?.expiresAt).toBe("2026-11-20T12:05:00.000Z");
  });

  it("never shortens a hold", () => {
    expect(extend({ timeToLiveSeconds: 10 }).effects?.expiresAt).toBe("2026-11-20T12:01:00.000Z");
  });

  it.each([
    ["hold_closed", { holdState: "settled" }],
    ["hold_closed", { holdState: "expired" }],
    ["hold_closed", { expiresAt: NOW }],
    ["account_suspended", { accountState: "suspended" }],
    ["account_terminated", { accountState: "terminated" }],
    ["refund_draining", { refundOpen: true }],
    ["hold_life_exceeded", { expiresAt: "2026-11-20T12:05:00.000Z" }],
  ] as const)("is refused with %s", (code, more) => {
    expect(extend(more).refusals.map((each) => each.code)).toEqual([code]);
  });
});
