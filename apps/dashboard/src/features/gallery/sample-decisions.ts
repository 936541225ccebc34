import type { Decision } from "@tenure/core/decision";

const shared = {
  kind: "gift_grant",
  rulesVersion: 1,
  policyVersion: "2026-11",
  decidedAt: "2026-11-20T06:02:03.123Z",
  currency: "USD",
  effects: {},
  facts: { walletNanos: "20000000000", giftNanos: "5000000000", now: "2026-11-20T06:02:03.123Z" },
} as const satisfies Partial<Decision>;

/** A decision that was granted: $20.00 + $5.00 = $25.00. */
export const grantedDecision: Decision = {
  ...shared,
  outcome: "granted",
  refusals: [],
  lines: [
    { kind: "item", key: "wallet_before", clause: null, amountNanos: 20_000_000_000n, params: {} },
    { kind: "item", key: "gift_granted", clause: "R3.4", amountNanos: 5_000_000_000n, params: {} },
    { kind: "subtotal", key: "wallet_after", clause: null, amountNanos: 25_000_000_000n, params: {} },
    { kind: "memo", key: "gift_kept_spent", clause: "R4.4", amountNanos: 0n, params: {} },
  ],
};

/** Lines below the cent: 20.001234567 − 5 = 15.001234567. */
export const subCentDecision: Decision = {
  ...shared,
  kind: "gift_revoke",
  outcome: "granted",
  refusals: [],
  lines: [
    { kind: "item", key: "wallet_before", clause: null, amountNanos: 20_001_234_567n, params: {} },
    { kind: "item", key: "gift_revoked", clause: "R3.4", amountNanos: -5_000_000_000n, params: {} },
    { kind: "subtotal", key: "wallet_after", clause: null, amountNanos: 15_001_234_567n, params: {} },
  ],
};

/** A decision that was refused for two reasons. */
export const refusedDecision: Decision = {
  ...shared,
  kind: "gift_revoke",
  outcome: "refused",
  refusals: [
    { code: "gift_already_revoked", clause: "R2.2", params: {} },
    { code: "gift_spent", clause: "R2.4", params: {} },
  ],
  lines: [],
};
