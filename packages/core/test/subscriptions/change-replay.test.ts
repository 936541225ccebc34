import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import { cancelChange, changePlan } from "../../src/subscriptions/index.ts";
import { change, policy, pro, targets, usd } from "./change-scenario.ts";

const stored = (answer: { readonly json: unknown }): unknown => JSON.parse(JSON.stringify(answer.json));

describe("a stored change of plan", () => {
  it.each([
    ["an upgrade", change({ taxBps: 725 })],
    ["a change that waits", change({ target: targets.free })],
    ["a refusal", change({ subscription: { ...pro, gift: "running" } })],
    ["a refusal without a subscription", change({ subscription: null })],
  ])("replays: %s", (_, answer) => {
    expect(replay(stored(answer), [changePlan])).toEqual({ same: true });
  });

  it("replays when it was taken back", () => {
    const answer = decide(
      cancelChange,
      {
        now: "2026-11-20T10:00:00.000Z",
        currency: "USD",
        accountState: "active",
        taxBps: 0,
        planId: "max",
        interval: "month",
        amountNanos: usd(10_000),
        distributor: null,
        appliesAt: "2026-12-01T00:00:00.000Z",
      },
      policy,
    );
    expect(replay(stored(answer), [cancelChange])).toEqual({ same: true });
  });

  it("T1.4: a credit that was altered afterwards shows", () => {
    const { json } = change();
    // $10.00 of credit becomes $20.00.
    const altered = JSON.parse(JSON.stringify(json).replaceAll('"10000000000"', '"20000000000"'));
    expect(replay(altered, [changePlan])).toMatchObject({ same: false, reason: "different" });
  });
});
