import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import {
  earliestRaiseAt,
  noticeDeadline,
  priceChangeFor,
  schedulePriceChange,
} from "../../src/subscriptions/index.ts";
import { codes, ENDS, NOTICE_BY, shipped, usd } from "./renew-scenario.ts";

type Question = Parameters<typeof priceChangeFor>[0];

/** The subscription of the renewals: its second term ends on 31 March, the next ones on 30 April and 31 May. */
const running: Question = {
  now: "2026-02-20T00:00:00.000Z",
  calendar: { anchor: "2026-01-31T10:30:00.000Z", zone: "Asia/Shanghai", interval: "month" },
  index: 1,
  ends: false,
  raise: true,
  appliesFrom: "2026-03-15T00:00:00.000Z",
  noticeAcceptedAt: null,
  bouncedAt: null,
};
const APRIL = "2026-04-30T10:30:00.000Z";
const MAY = "2026-05-31T10:30:00.000Z";

describe("at which renewal a price change first applies", () => {
  it.each<[string, Partial<Question>, string | null]>([
    ["no notice yet, one sent now is early enough", {}, ENDS],
    ["a notice sent now is on its last instant", { now: NOTICE_BY }, ENDS],
    ["a notice sent now is a millisecond late", { now: "2026-03-01T10:30:00.001Z" }, APRIL],
    // 30 April less 30 days is 31 March.
    ["a notice sent now on the day of the renewal itself", { now: "2026-03-31T10:29:59.999Z" }, APRIL],
    ["the notice was accepted on the last instant", { noticeAcceptedAt: NOTICE_BY }, ENDS],
    ["the notice was accepted a millisecond late", { noticeAcceptedAt: "2026-03-01T10:30:00.001Z" }, APRIL],
    [
      "an early notice bounced; another sent now, on 10 March, is for April",
      {
        now: "2026-03-10T00:00:00.000Z",
        noticeAcceptedAt: "2026-02-01T00:00:00.000Z",
        bouncedAt: "2026-02-02T00:00:00.000Z",
      },
      APRIL,
    ],
    [
      "announced long before, it waits for its day",
      { noticeAcceptedAt: "2026-02-01T00:00:00.000Z", appliesFrom: MAY },
      MAY,
    ],
    ["its day is a millisecond after a renewal", { appliesFrom: "2026-04-30T10:30:00.001Z" }, MAY],
    ["a cheaper price needs no notice", { raise: false, now: "2026-03-31T10:29:59.999Z" }, ENDS],
    [
      "a cheaper price waits for its day too",
      { raise: false, appliesFrom: "2026-04-01T00:00:00.000Z" },
      APRIL,
    ],
    ["a subscription that ends has no renewal", { ends: true }, null],
    // A refund that bounced moved the end of the second term to 3 April; the third is counted from there.
    [
      "a term that was extended renews at its own end",
      {
        calendar: { anchor: "2026-04-03T10:30:00.000Z", zone: "Asia/Shanghai", interval: "month" },
        index: -1,
      },
      "2026-04-03T10:30:00.000Z",
    ],
    [
      "a notice too late for the end of an extended term is for the end after it",
      {
        now: "2026-03-10T00:00:00.000Z",
        calendar: { anchor: "2026-04-03T10:30:00.000Z", zone: "Asia/Shanghai", interval: "month" },
        index: -1,
      },
      "2026-05-03T10:30:00.000Z",
    ],
    // A year from 29 February 2024: the running third term ends on 28 February 2027.
    [
      "yearly: a notice too late for this year's renewal is for the next year's",
      {
        now: "2027-02-10T00:00:00.000Z",
        calendar: { anchor: "2024-02-29T00:00:00.000Z", zone: "UTC", interval: "year" },
        index: 2,
        appliesFrom: "2027-02-01T00:00:00.000Z",
      },
      "2028-02-29T00:00:00.000Z",
    ],
  ])("T3.2: %s", (_, change, expected) => {
    expect(priceChangeFor({ ...running, ...change }, shipped)?.renewalAt ?? null).toBe(expected);
  });

  it("T3.2: says which term it is, until when its notice can be accepted, and whether that has happened", () => {
    expect(priceChangeFor(running, shipped)).toEqual({
      renewalAt: ENDS,
      index: 2,
      noticeBy: NOTICE_BY,
      noticed: false,
    });
    expect(priceChangeFor({ ...running, noticeAcceptedAt: NOTICE_BY }, shipped)).toMatchObject({
      noticed: true,
    });
    // A price that falls needs none, so nothing is missing.
    expect(priceChangeFor({ ...running, raise: false }, shipped)).toMatchObject({
      noticeBy: null,
      noticed: true,
    });
  });

  it("T3.2: a notice counts in days of exactly 24 hours", () => {
    // 30 × 24 h before 5 April 00:00 UTC is 6 March 00:00 UTC, wherever clocks were changed in between.
    expect(noticeDeadline("2026-04-05T00:00:00.000Z", shipped)).toBe("2026-03-06T00:00:00.000Z");
  });
});

type Facts = Parameters<typeof schedulePriceChange.decide>[0];
const base: Facts = {
  now: "2026-02-20T00:00:00.000Z",
  currency: "USD",
  planId: "pro",
  interval: "month",
  current: {
    planPriceId: "pro-month-1",
    amountNanos: usd(2000),
    includedUsageNanos: usd(4000),
    content: "Pro: all models",
  },
  next: {
    currency: "USD",
    amountNanos: usd(2500),
    includedUsageNanos: usd(4000),
    content: "Pro: all models",
  },
  appliesFrom: "2026-03-15T00:00:00.000Z",
  pendingChangeId: null,
  affected: { renewing: 1200, tooSoon: 80, ending: 30, byDistributor: 12, gifts: 3 },
};
const schedule = (change: Partial<Facts>) => decide(schedulePriceChange, { ...base, ...change }, shipped);

describe("planning a price change", () => {
  it("T3.2: shows the raise, whom it concerns and from which renewals on", () => {
    const answer = schedule({});
    expect(answer.effects).toEqual({
      direction: "raise",
      replacesPlanPriceId: "pro-month-1",
      amountNanos: usd(2500),
      includedUsageNanos: usd(4000),
      // $25.00 − $20.00
      differenceNanos: usd(500),
      appliesFrom: "2026-03-15T00:00:00.000Z",
      // A notice that is accepted this moment is good for renewals from 22 March on: 20 February + 30 days.
      firstRaisedRenewalAt: "2026-03-22T00:00:00.000Z",
      // For a renewal on its first day the notice would have been due 30 days before 15 March.
      noticeBy: "2026-02-13T00:00:00.000Z",
      affected: base.affected,
    });
    expect(
      answer.lines.map(({ kind, key, clause, amountNanos }) => [kind, key, clause, amountNanos]),
    ).toEqual([
      ["memo", "price_change_before", "T1.1", usd(2000)],
      ["memo", "price_change_after", "T1.1", usd(2500)],
      ["memo", "price_change_difference", "T3.2", usd(500)],
    ]);
  });

  it("T3.2: a cheaper price applies from its first day, without notice", () => {
    expect(schedule({ next: { ...base.next, amountNanos: usd(1500) } }).effects).toMatchObject({
      direction: "cut",
      differenceNanos: -usd(500),
      firstRaisedRenewalAt: null,
      noticeBy: null,
    });
  });

  it("T2.1: the same price with other content is a version too, and no raise", () => {
    const next = { ...base.next, amountNanos: usd(2000), includedUsageNanos: usd(5000) };
    expect(schedule({ next }).effects).toMatchObject({
      direction: "content",
      differenceNanos: 0n,
      noticeBy: null,
    });
  });

  it("T3.2: a raise planned early enough applies on its first day", () => {
    const appliesFrom = "2026-03-22T00:00:00.000Z";
    expect(schedule({ appliesFrom }).effects).toMatchObject({
      firstRaisedRenewalAt: appliesFrom,
      noticeBy: "2026-02-20T00:00:00.000Z",
    });
    expect(earliestRaiseAt(base.now, "2026-03-22T00:00:00.001Z", shipped)).toBe("2026-03-22T00:00:00.001Z");
    expect(earliestRaiseAt(base.now, "2026-03-21T23:59:59.999Z", shipped)).toBe("2026-03-22T00:00:00.000Z");
  });

  it.each<[string, Partial<Facts>, string[]]>([
    [
      "the version in use, unchanged",
      { next: { ...base.next, amountNanos: usd(2000) } },
      ["price_change_same_price T1.1"],
    ],
    [
      "another currency",
      { next: { ...base.next, currency: "EUR" } },
      ["price_change_currency_mismatch T1.1"],
    ],
    ["a day in the past", { appliesFrom: "2026-02-19T23:59:59.999Z" }, ["price_change_in_past T3.1"]],
    ["another change is on its way", { pendingChangeId: "change-7" }, ["price_change_pending T3.2"]],
    ["the Free plan", { current: { ...base.current, amountNanos: 0n } }, ["price_change_free_plan T1.1"]],
    ["a price of nothing", { next: { ...base.next, amountNanos: 0n } }, ["price_change_not_payable T1.1"]],
    [
      "a tenth of a cent, which no card can be charged",
      { next: { ...base.next, amountNanos: usd(2500) + 1_000_000n } },
      ["price_change_not_payable T1.1"],
    ],
    [
      "several at once, in order",
      {
        next: { ...base.next, currency: "EUR" },
        appliesFrom: "2026-01-01T00:00:00.000Z",
        pendingChangeId: "change-7",
      },
      ["price_change_currency_mismatch T1.1", "price_change_in_past T3.1", "price_change_pending T3.2"],
    ],
  ])("is refused: %s", (_, change, expected) => {
    const answer = schedule(change);
    expect(codes(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("T3.1: a change from this very moment on is none of the past", () => {
    expect(schedule({ appliesFrom: base.now }).outcome).toBe("granted");
  });

  it("a stored plan of a change replays", () => {
    for (const change of [{}, { pendingChangeId: "change-7" }])
      expect(replay(JSON.parse(JSON.stringify(schedule(change).json)), [schedulePriceChange])).toEqual({
        same: true,
      });
  });
});
