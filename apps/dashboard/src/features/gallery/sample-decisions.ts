import type { Decision } from "@tenure/core/decision";

const shared = {
  kind: "subscription_refund",
  rulesVersion: 1,
  policyVersion: "2026-11",
  decidedAt: "2026-11-20T06:14:03.123Z",
  currency: "USD",
  effects: {},
} as const satisfies Partial<Decision>;

const paid = { plan: "Pro", paidAt: "2026-11-20T02:02:03.123Z" };

/** $20.00 − 2.00 = 18.00 refundable; 5 % of it are 0.90; 17.10 go back. */
export const previewDecision: Decision = {
  ...shared,
  outcome: "granted",
  refusals: [],
  lines: [
    { kind: "item", key: "total_paid", clause: "R3.1", amountNanos: 20_000_000_000n, params: paid },
    { kind: "item", key: "actual_usage", clause: "R3.1", amountNanos: -2_000_000_000n, params: {} },
    { kind: "item", key: "already_refunded", clause: "R3.8", amountNanos: 0n, params: {} },
    { kind: "subtotal", key: "refundable_balance", clause: "R3.1", amountNanos: 18_000_000_000n, params: {} },
    {
      kind: "item",
      key: "platform_fee",
      clause: "R3.7",
      amountNanos: -900_000_000n,
      params: { feeBps: "500" },
    },
    { kind: "subtotal", key: "final_amount", clause: "R3.7", amountNanos: 17_100_000_000n, params: {} },
    { kind: "memo", key: "floor_amount", clause: "R3.6", amountNanos: 16_530_000_000n, params: {} },
  ],
  facts: { paidNanos: "20000000000", usageNanos: "2000000000", refundedNanos: "0", feeBps: 500 },
};

/**
 * Below the cent: 20 − 0.999876543 = 19.000123457; of it 5 %, rounded down, are 0.950006172; 95 % rounded down to the
 * cent are 18.05; 19.000123457 − 0.950006172 − 18.05 = 0.000117285 remain.
 */
export const recordedDecision: Decision = {
  ...shared,
  outcome: "granted",
  refusals: [],
  lines: [
    { kind: "item", key: "total_paid", clause: "R3.1", amountNanos: 20_000_000_000n, params: paid },
    { kind: "item", key: "actual_usage", clause: "R3.1", amountNanos: -999_876_543n, params: {} },
    { kind: "item", key: "already_refunded", clause: "R3.8", amountNanos: 0n, params: {} },
    { kind: "subtotal", key: "refundable_balance", clause: "R3.1", amountNanos: 19_000_123_457n, params: {} },
    {
      kind: "item",
      key: "platform_fee",
      clause: "R3.7",
      amountNanos: -950_006_172n,
      params: { feeBps: "500" },
    },
    { kind: "item", key: "rounding_remainder", clause: "R3.7", amountNanos: -117_285n, params: {} },
    { kind: "subtotal", key: "final_amount", clause: "R3.7", amountNanos: 18_050_000_000n, params: {} },
  ],
  facts: { paidNanos: "20000000000", usageNanos: "999876543", refundedNanos: "0", feeBps: 500 },
};

/** Refused for two reasons; the first is the headline. */
export const refusedDecision: Decision = {
  ...shared,
  outcome: "refused",
  refusals: [
    {
      code: "window_expired",
      clause: "R2.1",
      params: { windowHours: "24", closedAt: "2026-11-20T02:02:03.123Z" },
    },
    { code: "usage_exceeds_refundable", clause: "R2.4", params: { used: "23400000000" } },
  ],
  lines: [],
  facts: { paidNanos: "20000000000", usageNanos: "23400000000", refundedNanos: "0", feeBps: 500 },
};
