import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import { policySchema } from "../../src/policy/index.ts";
import { dunningSchedule, nextDunningStep } from "../../src/subscriptions/index.ts";
import { codes, shipped, usd, withPolicy } from "./renew-scenario.ts";

type Facts = Parameters<typeof nextDunningStep.decide>[0];
type Attempt = Facts["renewal"]["attempts"][number];

/** The first charge failed on 31 March at 10:30 UTC: tries on 1, 3 and 5 April, the grace ends on 7 April, all at 10:30. */
const SINCE = "2026-03-31T10:30:00.000Z";
const GRACE_ENDS = "2026-04-07T10:30:00.000Z";
const failed = (at: string, failure: Attempt["failure"] = "soft", paymentMethodId = "card-1"): Attempt => ({
  at,
  paymentMethodId,
  failure,
});
const base: Facts = {
  now: SINCE,
  currency: "USD",
  accountState: "active",
  subscriptionState: "past_due",
  renewal: { number: 2, totalNanos: usd(2000), pastDueSince: SINCE, attempts: [failed(SINCE)] },
  attemptUnderWay: false,
  paymentMethodId: "card-1",
};
const step = (now: string, attempts: Attempt[], change: Partial<Facts> = {}, policy = shipped) =>
  decide(nextDunningStep, { ...base, now, renewal: { ...base.renewal, attempts }, ...change }, policy);

describe("after a renewal could not be charged", () => {
  it.each<[string, string, Attempt[], Partial<Facts>, [string, string, string]]>([
    // now, attempts so far, change → step, why, at
    [
      "at once: the next try is a day later",
      SINCE,
      [failed(SINCE)],
      {},
      ["wait", "next_try", "2026-04-01T10:30:00.000Z"],
    ],
    [
      "a millisecond before the first try",
      "2026-04-01T10:29:59.999Z",
      [failed(SINCE)],
      {},
      ["wait", "next_try", "2026-04-01T10:30:00.000Z"],
    ],
    [
      "the first try",
      "2026-04-01T10:30:00.000Z",
      [failed(SINCE)],
      {},
      ["charge", "next_try", "2026-04-01T10:30:00.000Z"],
    ],
    [
      "after it: the day of the second",
      "2026-04-01T10:31:00.000Z",
      [failed(SINCE), failed("2026-04-01T10:30:05.000Z")],
      {},
      ["wait", "next_try", "2026-04-03T10:30:00.000Z"],
    ],
    [
      "the last try",
      "2026-04-05T10:30:00.000Z",
      [failed(SINCE), failed("2026-04-01T10:30:05.000Z"), failed("2026-04-03T10:30:05.000Z")],
      {},
      ["charge", "next_try", "2026-04-05T10:30:00.000Z"],
    ],
    [
      "no try is left: until the grace ends",
      "2026-04-05T10:31:00.000Z",
      [failed(SINCE), failed("2026-04-05T10:30:05.000Z")],
      {},
      ["wait", "no_tries_left", GRACE_ENDS],
    ],
    [
      "a worker that slept over two tries makes one, not two",
      "2026-04-04T00:00:00.000Z",
      [failed(SINCE)],
      {},
      ["charge", "next_try", "2026-04-04T00:00:00.000Z"],
    ],
    [
      "and then comes the try of the fifth day",
      "2026-04-04T00:01:00.000Z",
      [failed(SINCE), failed("2026-04-04T00:00:00.000Z")],
      {},
      ["wait", "next_try", "2026-04-05T10:30:00.000Z"],
    ],
    [
      "a stolen card is not tried again",
      "2026-04-03T10:30:00.000Z",
      [failed(SINCE, "hard")],
      {},
      ["wait", "card_refused", GRACE_ENDS],
    ],
    [
      "a card that was refused softly first and then for good",
      "2026-04-03T10:30:00.000Z",
      [failed(SINCE), failed("2026-04-01T10:30:00.000Z", "hard")],
      {},
      ["wait", "card_refused", GRACE_ENDS],
    ],
    [
      "a card that asks for its customer waits for the customer",
      "2026-04-03T10:30:00.000Z",
      [failed(SINCE, "authentication")],
      {},
      ["wait", "needs_customer", GRACE_ENDS],
    ],
    [
      "another default card is charged at once",
      "2026-03-31T10:35:00.000Z",
      [failed(SINCE)],
      { paymentMethodId: "card-2" },
      ["charge", "new_card", "2026-03-31T10:35:00.000Z"],
    ],
    [
      "another card after a stolen one",
      "2026-04-02T00:00:00.000Z",
      [failed(SINCE, "hard")],
      { paymentMethodId: "card-2" },
      ["charge", "new_card", "2026-04-02T00:00:00.000Z"],
    ],
    [
      "another card after one that asked for its customer",
      "2026-04-02T00:00:00.000Z",
      [failed(SINCE, "authentication")],
      { paymentMethodId: "card-2" },
      ["charge", "new_card", "2026-04-02T00:00:00.000Z"],
    ],
    [
      "another card that fails softly keeps the days of the first failure",
      "2026-04-02T00:01:00.000Z",
      [failed(SINCE, "hard"), failed("2026-04-02T00:00:00.000Z", "soft", "card-2")],
      { paymentMethodId: "card-2" },
      ["wait", "next_try", "2026-04-03T10:30:00.000Z"],
    ],
    [
      "back to a stolen card: still not tried",
      "2026-04-03T11:00:00.000Z",
      [failed(SINCE, "hard"), failed("2026-04-02T00:00:00.000Z", "soft", "card-2")],
      {},
      ["wait", "card_refused", GRACE_ENDS],
    ],
    [
      "no card at all",
      "2026-04-01T10:30:00.000Z",
      [],
      { paymentMethodId: null },
      ["wait", "no_card", GRACE_ENDS],
    ],
    [
      "the first card there ever was",
      "2026-04-01T00:00:00.000Z",
      [],
      {},
      ["charge", "new_card", "2026-04-01T00:00:00.000Z"],
    ],
    [
      "a suspended account is charged nothing",
      "2026-04-01T10:30:00.000Z",
      [failed(SINCE)],
      { accountState: "suspended" },
      ["wait", "suspended", GRACE_ENDS],
    ],
    [
      "a millisecond before the grace ends a new card still counts",
      "2026-04-07T10:29:59.999Z",
      [failed(SINCE)],
      { paymentMethodId: "card-2" },
      ["charge", "new_card", "2026-04-07T10:29:59.999Z"],
    ],
    ["the grace has ended: Free", GRACE_ENDS, [failed(SINCE)], {}, ["end", "grace_over", GRACE_ENDS]],
    [
      "the grace has ended, a new card comes too late",
      GRACE_ENDS,
      [failed(SINCE)],
      { paymentMethodId: "card-2" },
      ["end", "grace_over", GRACE_ENDS],
    ],
    [
      "a terminated account has no subscription",
      "2026-04-01T10:30:00.000Z",
      [failed(SINCE)],
      { accountState: "terminated" },
      ["end", "account_terminated", "2026-04-01T10:30:00.000Z"],
    ],
  ])("T2.2: %s", (_, now, attempts, change, [wanted, why, at]) => {
    const answer = step(now, attempts, change);
    expect(answer.effects).toMatchObject({ step: wanted, why, at, graceEndsAt: GRACE_ENDS });
    expect(answer.effects?.paymentMethodId).toBe(
      wanted === "charge" ? (change.paymentMethodId ?? "card-1") : null,
    );
    // Whatever the day, it is the amount of the renewal and nothing more.
    expect(answer.lines.filter(({ kind }) => kind === "item").map(({ amountNanos }) => amountNanos)).toEqual(
      wanted === "charge" ? [usd(2000)] : [],
    );
  });

  it("T2.2: numbers the attempts of a renewal, one after the other", () => {
    expect(step("2026-04-01T10:30:00.000Z", [failed(SINCE)]).effects?.attemptNumber).toBe(2);
    expect(step("2026-04-01T10:30:00.000Z", []).effects?.attemptNumber).toBe(1);
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["a charge whose outcome nobody knows yet", { attemptUnderWay: true }, ["renewal_under_way T2.2"]],
    [
      "even when the grace has ended meanwhile",
      { attemptUnderWay: true, now: "2026-05-01T00:00:00.000Z" },
      ["renewal_under_way T2.2"],
    ],
    ["a subscription that is paid", { subscriptionState: "active" }, ["subscription_not_past_due T2.2"]],
    [
      "a subscription that was cancelled meanwhile",
      { subscriptionState: "ended" },
      ["subscription_not_past_due T2.2"],
    ],
  ])("T2.2: does nothing about %s", (_, change, expected) => {
    const answer = step(SINCE, [failed(SINCE)], change);
    expect(codes(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("T2.2: takes its days from the policy: none at all means the grace alone", () => {
    const policy = withPolicy({ dunning: { retryAfterDays: [], graceDays: 2 } });
    expect(dunningSchedule(SINCE, policy)).toEqual({ triesAt: [], graceEndsAt: "2026-04-02T10:30:00.000Z" });
    expect(step("2026-04-01T10:30:00.000Z", [failed(SINCE)], {}, policy).effects).toMatchObject({
      step: "wait",
      why: "no_tries_left",
      at: "2026-04-02T10:30:00.000Z",
    });
  });

  it("T2.2: the schedule is told in advance: days of exactly 24 hours, summer time or not", () => {
    expect(dunningSchedule(SINCE, shipped)).toEqual({
      triesAt: ["2026-04-01T10:30:00.000Z", "2026-04-03T10:30:00.000Z", "2026-04-05T10:30:00.000Z"],
      graceEndsAt: GRACE_ENDS,
    });
  });

  it.each([
    ["out of order", { retryAfterDays: [3, 1], graceDays: 7 }],
    ["twice on one day", { retryAfterDays: [1, 1], graceDays: 7 }],
    ["on the day the grace ends", { retryAfterDays: [1, 7], graceDays: 7 }],
  ])("T2.2: a policy with tries %s is refused", (_, dunning) => {
    const written = policySchema.encode(shipped);
    const changed = { ...written, subscriptions: { ...written.subscriptions, dunning } };
    expect(policySchema.safeParse(changed).success).toBe(false);
  });

  it("a stored step replays", () => {
    for (const now of [SINCE, "2026-04-01T10:30:00.000Z", GRACE_ENDS])
      expect(replay(JSON.parse(JSON.stringify(step(now, [failed(SINCE)]).json)), [nextDunningStep])).toEqual({
        same: true,
      });
  });
});
