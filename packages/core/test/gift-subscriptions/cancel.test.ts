import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import {
  cancelGiftSubscription,
  expireGiftSubscription,
  giftSubscriptionLifecycle,
  giftSubscriptionStates,
} from "../../src/gift-subscriptions/index.ts";
import { attempt, statesOf } from "../../src/lifecycle/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import { subscriptionRefund } from "../../src/refunds/index.ts";
import { nanos, payment, refundFacts } from "../refunds/scenario.ts";

const policy = policyAt("2026-11-20T10:00:00.000Z");
const redeemBy = "2027-11-20T10:00:00.000Z";

type Facts = Parameters<typeof cancelGiftSubscription.decide>[0];

/** Three months of Pro for $60.00 and $4.35 tax, paid on 20 November 2026 at 10:00; asked for two hours later. */
function giftFacts(state: Facts["gift"]["state"], requestedAt = "2026-11-20T12:00:00.000Z"): Facts {
  const refund = refundFacts({
    requestedAt,
    payments: [payment({ amountMinor: 6435n, taxNanos: nanos("4.35") })],
    order: { gift: "given_unredeemed" },
  });
  return { now: requestedAt, currency: "USD", gift: { state, redeemBy }, refund };
}
const cancel = (facts: Facts) => decide(cancelGiftSubscription, facts, policy);
const refusals = ({ refusals }: { refusals: readonly { code: string; clause: string }[] }) =>
  refusals.map(({ code, clause }) => `${code} ${clause}`);

describe("the payer takes a gift back (R2.7)", () => {
  it("R2.7, R3.1: returns what R3 returns: 95 % before tax, and the tax in proportion", () => {
    // $60.00 less 5 %, $3.00, is $57.00; tax $4.35 × 57 / 60 = $4.1325, down to $4.13; together $61.13.
    const answer = cancel(giftFacts("offered"));
    expect(answer.refusals).toEqual([]);
    expect(answer.effects?.expected).toEqual({
      grossNanos: nanos("60"),
      feeNanos: nanos("3"),
      remainderNanos: 0n,
      netNanos: nanos("57"),
      taxNanos: nanos("4.13"),
      finalNanos: nanos("61.13"),
    });
    expect(answer.effects?.legs).toEqual([{ paymentId: "payment-1", amountMinor: 6113n }]);
  });

  it("R2.7: makes the gift void and leaves the payer's own plan alone", () => {
    expect(cancel(giftFacts("offered")).effects?.planAfter).toBe("gift_void");
  });

  it.each([
    ["exactly 24 hours after the payment", "2026-11-21T10:00:00.000Z", []],
    ["a millisecond later", "2026-11-21T10:00:00.001Z", ["window_expired R2.1"]],
  ])("R1.1, R2.1, R2.7: within the window: %s", (_, at, expected) => {
    expect(refusals(cancel(giftFacts("offered", at)))).toEqual(expected);
  });

  it.each<[string, Facts["gift"]["state"], string]>([
    ["somebody redeemed it", "redeemed", "gift_subscription R2.7"],
    ["it was taken back before", "canceled", "gift_subscription_canceled R2.7"],
    ["it expired", "expired", "gift_subscription_expired R2.7"],
  ])("R2.7: refused: %s", (_, state, headline) => {
    const answer = cancel(giftFacts(state));
    expect(refusals(answer)[0]).toBe(headline);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("R2.7: what happened to the gift meanwhile counts, not what the order was read as", () => {
    const facts = giftFacts("redeemed");
    expect(facts.refund.order.gift).toBe("given_unredeemed");
    expect(refusals(cancel(facts))).toContain("gift_subscription R2.7");
  });

  it("R2.3, T4.2: every other rule of refunds holds as well", () => {
    const facts = giftFacts("offered");
    const terminated = { ...facts, refund: { ...facts.refund, accountState: "terminated" as const } };
    expect(refusals(cancel(terminated))).toEqual(["terminated_for_violation T4.2"]);
  });
});

describe("a subscription received as a gift", () => {
  it("R2.7: is never refundable, in the window and with nothing used", () => {
    const answer = decide(
      subscriptionRefund,
      refundFacts({ payments: [], order: { gift: "received" } }),
      policy,
    );
    expect([answer.outcome, answer.refusals[0]?.code]).toEqual(["refused", "gift_subscription"]);
  });
});

describe("a gift that nobody redeemed", () => {
  const expire = (now: string, state: Facts["gift"]["state"] = "offered") =>
    decide(
      expireGiftSubscription,
      { now, currency: "USD", gift: { id: "gift-1", state, redeemBy }, heldNanos: nanos("60") },
      policy,
    );

  it("R2.7, T1.4: ends after its last day, and what was paid is kept", () => {
    const answer = expire("2027-11-20T10:00:00.001Z");
    expect(answer.effects).toEqual({ giftId: "gift-1", keptNanos: nanos("60") });
    expect(answer.lines.map(({ key, amountNanos }) => [key, amountNanos])).toEqual([
      ["gift_expired_unredeemed", nanos("60")],
    ]);
  });

  it.each<[string, string, Facts["gift"]["state"], string[]]>([
    ["at its last moment", redeemBy, "offered", ["gift_subscription_not_expired R2.7"]],
    ["redeemed", "2027-12-01T00:00:00.000Z", "redeemed", ["gift_already_redeemed R2.7"]],
    ["taken back", "2027-12-01T00:00:00.000Z", "canceled", ["gift_subscription_canceled R2.7"]],
    ["ended before", "2027-12-01T00:00:00.000Z", "expired", ["gift_subscription_expired R2.7"]],
  ])("R2.7: does not end: %s", (_, now, state, expected) => {
    expect(refusals(expire(now, state))).toEqual(expected);
  });
});

describe("the life of a gift", () => {
  it("R2.7: is redeemed, taken back or ends once; a refund that fails offers it again (R6.4)", () => {
    const moves = statesOf(giftSubscriptionLifecycle).flatMap((from) =>
      (["redeem", "cancel", "expire", "refund_failed"] as const).flatMap((action) => {
        const move = attempt(giftSubscriptionLifecycle, from, action);
        return move.legal ? [`${from} ${action} ${move.to}`] : [];
      }),
    );
    expect(moves).toEqual([
      "offered redeem redeemed",
      "offered cancel canceled",
      "offered expire expired",
      "canceled refund_failed offered",
    ]);
    expect([...giftSubscriptionStates]).toEqual(statesOf(giftSubscriptionLifecycle));
  });
});

it("a stored decision replays", () => {
  for (const answer of [cancel(giftFacts("offered")), cancel(giftFacts("redeemed"))])
    expect(replay(JSON.parse(JSON.stringify(answer.json)), [cancelGiftSubscription])).toEqual({ same: true });
});
