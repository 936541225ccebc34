import { describe, expect, it } from "vitest";
import { type GrantGiftFacts, grantGift, revokeGift } from "../../src/credits/index.ts";
import {
  canonicalize,
  type Decided,
  decide,
  type Json,
  publicKeyOf,
  replay,
  sign,
  verify,
} from "../../src/decision/index.ts";
import { policyByVersion } from "../../src/policy/index.ts";

const policy = policyByVersion("2026-11");
if (policy === null) throw new Error("the first policy ships with every build");
const rules = [grantGift, revokeGift];

const facts: GrantGiftFacts = {
  now: "2026-11-20T14:02:03.123Z",
  currency: "USD",
  accountState: "active",
  amountNanos: 5_000_000_000n,
  giftCurrency: "USD",
  expiryDays: 30,
  balanceNanos: 1_250_000_000n,
};
const stored = (decided: Decided<unknown>) => JSON.parse(JSON.stringify(decided.json)) as Json;
const granted = stored(decide(grantGift, facts, policy));
const refused = stored(
  decide(grantGift, { ...facts, giftCurrency: "EUR", amountNanos: 0n, accountState: "terminated" }, policy),
);
const revoked = stored(
  decide(
    revokeGift,
    {
      now: facts.now,
      currency: "USD",
      lotState: "open",
      grantedNanos: 5_000_000_000n,
      remainingNanos: 2_000_000_000n,
      balanceNanos: 3_250_000_000n,
      promisedNanos: 1_250_000_000n,
    },
    policy,
  ),
);

type Path = readonly (string | number)[];

/** Paths of all values inside a JSON value that are neither object nor list. */
function leaves(value: Json, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([key, member]) => leaves(member as Json, [...path, key]));
}

/** A copy with one value replaced by something else of the same kind. */
function altered(value: Json, [head, ...rest]: Path, deep = value): Json {
  if (head === undefined) {
    if (typeof deep === "number") return deep + 1;
    if (typeof deep === "string" && /^-?\d+$/.test(deep)) return (BigInt(deep) + 1n).toString();
    if (typeof deep === "string" && deep.endsWith("Z")) return deep.replace(/\d\d\dZ$/, "999Z");
    return deep === null ? 7 : `${JSON.stringify(deep)}x`;
  }
  const copy = structuredClone(deep) as Record<string | number, Json>;
  copy[head] = altered(value, rest, copy[head] as Json);
  return copy;
}

describe("replay", () => {
  it.each([
    ["granted", granted],
    ["refused", refused],
    ["revoked", revoked],
  ])("of a %s decision is byte-equal, whatever order the database gave its keys in", (_, decision) => {
    expect(replay(decision, rules)).toEqual({ same: true });
    const shuffled = Object.fromEntries(Object.entries(decision as object).toReversed()) as Json;
    expect(replay(shuffled, rules)).toEqual({ same: true });
  });

  it.each([
    ["granted", granted],
    ["refused", refused],
    ["revoked", revoked],
  ])("reports each single altered value of a %s decision", (_, decision) => {
    const unnoticed = leaves(decision).filter((path) => replay(altered(decision, path), rules).same);
    expect(leaves(decision).length).toBeGreaterThan(15);
    // A refused gift does not depend on the balance or the days until expiry: replay cannot see these. The
    // signature over the whole decision, facts included, does (next test).
    expect(unnoticed.map((path) => path.join("."))).toEqual(
      decision === refused ? ["facts.expiryDays", "facts.balanceNanos"] : [],
    );
  });

  it("and signature together leave no altered value unseen", () => {
    const key = { keyId: "k", secretKey: "11".repeat(32) };
    for (const decision of [granted, refused, revoked]) {
      const receipt = sign("tenure.decision.v1", decision, key);
      for (const path of leaves(decision))
        expect(
          verify({ ...receipt, body: altered(decision, path) }, "tenure.decision.v1", [publicKeyOf(key)]),
        ).toEqual({ valid: false, reason: "digest_mismatch" });
    }
  });

  it("names what it does not know", () => {
    expect(replay(granted, [revokeGift])).toEqual({
      same: false,
      reason: "unknown_rule",
      detail: "wallet.grant_gift v1",
    });
    expect(replay({ ...(granted as object), rulesVersion: 2 }, rules)).toEqual({
      same: false,
      reason: "unknown_rule",
      detail: "wallet.grant_gift v2",
    });
    expect(replay({ ...(granted as object), policyVersion: "2025-01" }, rules)).toEqual({
      same: false,
      reason: "unknown_policy",
      detail: "2025-01",
    });
  });

  it("shows the operator where a difference is", () => {
    const text = canonicalize(granted).replaceAll('"5000000000"', '"5000000001"');
    // Amount, line and effect raised together; the stated balance afterwards betrays it.
    const answer = replay(JSON.parse(text), rules);
    expect(answer).toMatchObject({ same: false, reason: "different" });
    expect(answer.same ? "" : answer.detail).toContain("6250000000");
  });

  it("finds, and never throws, when the record is broken", () => {
    for (const broken of [
      null,
      {},
      [],
      { ...(granted as object), facts: { now: 1.5 } },
      { ...(granted as object), effects: { amount: 0.1 } },
      { ...(granted as object), facts: {} },
    ])
      expect(replay(broken, rules)).toMatchObject({ same: false });
  });
});
