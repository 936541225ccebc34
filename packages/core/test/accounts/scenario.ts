import { type CloseFacts, closeAccount, type ViolationFacts } from "../../src/accounts/index.ts";
import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";

export const now = "2026-11-20T14:00:00.000Z";
export const policy = policyAt(now);

/** Cents as nanos. */
export const usd = (cents: number) => BigInt(cents) * 10_000_000n;

/** An account with credits of every kind and Pro for $20.00, about which something was found. */
export const found: ViolationFacts = {
  now,
  currency: "USD",
  accountState: "active",
  ground: "usage_rules",
  reasonGiven: true,
  evidenceRefs: ["note-1"],
  openHolds: 2,
  heldNanos: usd(35),
  openRefunds: [],
  subscription: { id: "sub-1", planId: "pro", state: "active", paidNanos: usd(2000), distributor: null },
  credits: { paidNanos: usd(1000), bonusNanos: usd(100), giftNanos: usd(50), referralNanos: usd(500) },
  reservedNanos: 0n,
};

/** Asked for at 13:00, in a window that closes at 15:00. */
export const inTime = {
  id: "refund-1",
  number: "R-1",
  amountNanos: usd(950),
  requestedAt: "2026-11-20T13:00:00.000Z",
  windowClosesAt: "2026-11-20T15:00:00.000Z",
};

/** An account with $10.00 paid and $1.00 bonus left, and nothing under way. */
export const quiet: CloseFacts = {
  now,
  currency: "USD",
  step: "review",
  accountState: "active",
  credits: { paidNanos: usd(1000), bonusNanos: usd(100), giftNanos: 0n, referralNanos: 0n },
  refundable: null,
  debtNanos: 0n,
  openHolds: 0,
  heldNanos: 0n,
  openRefunds: 0,
  openCases: 0,
  openDisputes: 0,
  subjectChangeOpen: false,
  autoTopUpOn: false,
  checkoutOpenUntil: null,
  subscription: null,
  unredeemedGifts: { count: 0, amountNanos: 0n },
  language: "en",
  confirmedHash: null,
};

/** Asks what closing does. */
export const review = (change: Partial<CloseFacts> = {}) =>
  decide(closeAccount, { ...quiet, ...change }, policy);

/** Closes as a review of the same facts was confirmed. */
export const confirmed = (change: Partial<CloseFacts> = {}, since: Partial<CloseFacts> = {}) =>
  review({
    ...change,
    ...since,
    step: "close",
    confirmedHash: review(change).effects?.confirmationHash ?? null,
  });

/** Codes and clauses of a decision's refusals. */
export const refusals = ({ refusals }: { refusals: readonly { code: string; clause: string }[] }) =>
  refusals.map(({ code, clause }) => `${code} ${clause}`);

/** Lines as `key dollars`. */
export const told = ({ lines }: { lines: readonly { key: string; amountNanos: bigint }[] }) =>
  lines.map(({ key, amountNanos }) => `${key} ${(Number(amountNanos) / 1e9).toFixed(2)}`);
