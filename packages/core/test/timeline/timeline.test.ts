import { describe, expect, it } from "vitest";
import { now, pro, subscribed, timeline, told, topUp, usd } from "./scenario.ts";

const appliesAt = pro.termEndsAt;
const max = { planId: "max", interval: "month", amountNanos: usd(10_000) } as const;
const change = { ...max, appliesAt };
const free = { planId: "free", interval: "month", amountNanos: 0n, appliesAt } as const;
const year = { planId: "pro", interval: "year", amountNanos: usd(20_000), appliesAt } as const;
const at = (instant: string, cents: number, kind: "paid" | "bonus" | "gift" | "referral" = "gift") => ({
  kind,
  remainingNanos: usd(cents),
  expiresAt: instant,
});

/** Why, the promises, and what they are by hand: instant (of 2026), kind, clause, dollars. */
const cases: readonly (readonly [string, ReturnType<typeof timeline>, readonly string[]])[] = [
  ["an account without anything is promised nothing", timeline({}), []],
  [
    "T2.2, T2.5: renews on 5 December 12:00; 24 hours before is 4 December 12:00",
    subscribed(),
    ["12-04T12:00 cancel_by T2.5 20.00", "12-05T12:00 renewal T2.2 20.00"],
  ],
  [
    "T1.2: 19 % of $20.00 is $3.80, so $23.80 is charged, and avoided by cancelling",
    subscribed({ taxBps: 1900 }),
    ["12-04T12:00 cancel_by T2.5 23.80", "12-05T12:00 renewal T2.2 23.80"],
  ],
  [
    "T1.2: 8.88 % of $20.00 is 177.6 cents, half up $1.78",
    subscribed({ taxBps: 888 }),
    ["12-04T12:00 cancel_by T2.5 21.78", "12-05T12:00 renewal T2.2 21.78"],
  ],
  [
    "T2.5: exactly 24 hours before the end, cancelling is still in time",
    subscribed({}, "2026-12-04T12:00:00.000Z"),
    ["12-04T12:00 cancel_by T2.5 20.00", "12-05T12:00 renewal T2.2 20.00"],
  ],
  [
    "T2.5: a millisecond later only the renewal is left",
    subscribed({}, "2026-12-04T12:00:00.001Z"),
    ["12-05T12:00 renewal T2.2 20.00"],
  ],
  [
    "T2.2: a renewal that is due this very moment does not lie ahead",
    subscribed({}, "2026-12-05T12:00:00.000Z"),
    [],
  ],
  [
    "T2.2: a millisecond before, it does",
    subscribed({}, "2026-12-05T11:59:59.999Z"),
    ["12-05T12:00 renewal T2.2 20.00"],
  ],
  [
    "T2.6: cancelled in time, it is charged no more, ends with its term, and can be taken back until then",
    subscribed({ state: "canceling", cancellation: { endsAt: pro.termEndsAt } }),
    ["12-05T12:00 undo_until T2.6 -", "12-05T12:00 subscription_ends T2.6 -"],
  ],
  [
    "T2.5: cancelled late, it renews once more on 5 December and ends on 5 January",
    subscribed({ state: "canceling", cancellation: { endsAt: "2027-01-05T12:00:00.000Z" } }),
    [
      "12-05T12:00 renewal T2.2 20.00",
      "2027-01-05T12:00 undo_until T2.6 -",
      "2027-01-05T12:00 subscription_ends T2.6 -",
    ],
  ],
  [
    "T2.5: the one more term costs the old price although a raise to $25.00 was announced for it",
    subscribed({
      state: "canceling",
      cancellation: { endsAt: "2027-01-05T12:00:00.000Z" },
      priceChange: { amountNanos: usd(2500), appliesAt: pro.termEndsAt },
    }),
    [
      "12-05T12:00 renewal T2.2 20.00",
      "2027-01-05T12:00 undo_until T2.6 -",
      "2027-01-05T12:00 subscription_ends T2.6 -",
    ],
  ],
  [
    "T2.5: once that one renewal has happened, only the end is left",
    subscribed({
      state: "canceling",
      termEndsAt: "2027-01-05T12:00:00.000Z",
      cancellation: { endsAt: "2027-01-05T12:00:00.000Z" },
    }),
    ["2027-01-05T12:00 undo_until T2.6 -", "2027-01-05T12:00 subscription_ends T2.6 -"],
  ],
  [
    "T3.2: a raise to $25.00 announced in time for 5 December is told there and charged there",
    subscribed({ priceChange: { amountNanos: usd(2500), appliesAt: pro.termEndsAt } }),
    [
      "12-04T12:00 cancel_by T2.5 25.00",
      "12-05T12:00 price_change T3.2 25.00",
      "12-05T12:00 renewal T2.2 25.00",
    ],
  ],
  [
    "T3.2: announced too late for December, so December costs $20.00 and January $25.00",
    subscribed({ priceChange: { amountNanos: usd(2500), appliesAt: "2027-01-05T12:00:00.000Z" } }),
    [
      "12-04T12:00 cancel_by T2.5 20.00",
      "12-05T12:00 renewal T2.2 20.00",
      "2027-01-05T12:00 price_change T3.2 25.00",
    ],
  ],
  [
    "T3.2: the raise is told before tax, the charge with it: $25.00 and 10 % are $27.50",
    subscribed({ taxBps: 1000, priceChange: { amountNanos: usd(2500), appliesAt: pro.termEndsAt } }),
    [
      "12-04T12:00 cancel_by T2.5 27.50",
      "12-05T12:00 price_change T3.2 25.00",
      "12-05T12:00 renewal T2.2 27.50",
    ],
  ],
  [
    "T2.1: a change to Max ($100.00) agreed for the end of the term",
    subscribed({ planChange: change }),
    [
      "12-04T12:00 cancel_by T2.5 100.00",
      "12-04T12:00 plan_change_undo_by T2.5 -",
      "12-05T12:00 plan_change T2.1 -",
      "12-05T12:00 renewal T2.2 100.00",
    ],
  ],
  [
    "T2.1: a change to paying Pro by the year, $200.00",
    subscribed({ planChange: year }),
    [
      "12-04T12:00 cancel_by T2.5 200.00",
      "12-04T12:00 plan_change_undo_by T2.5 -",
      "12-05T12:00 plan_change T2.1 -",
      "12-05T12:00 renewal T2.2 200.00",
    ],
  ],
  [
    "T2.1: a change to Free charges nothing, so there is nothing to cancel",
    subscribed({ planChange: free }),
    ["12-04T12:00 plan_change_undo_by T2.5 -", "12-05T12:00 plan_change T2.1 -"],
  ],
  [
    "T2.5: chosen after the cut-off, Pro renews once more at $20.00, no raise, and Max follows on 5 January",
    subscribed(
      {
        planChange: { ...max, appliesAt: "2027-01-05T12:00:00.000Z" },
        priceChange: { amountNanos: usd(2500), appliesAt: pro.termEndsAt },
      },
      "2026-12-04T20:00:00.000Z",
    ),
    [
      "12-05T12:00 renewal T2.2 20.00",
      "2027-01-04T12:00 plan_change_undo_by T2.5 -",
      "2027-01-05T12:00 plan_change T2.1 -",
    ],
  ],
  [
    "T2.5: cancelled late after choosing a plan for $10.00 in time: the one more term costs $10.00",
    subscribed({
      state: "canceling",
      cancellation: { endsAt: "2027-01-05T12:00:00.000Z" },
      planChange: { ...max, amountNanos: usd(1000), appliesAt },
    }),
    [
      "12-05T12:00 renewal T2.2 10.00",
      "2027-01-05T12:00 undo_until T2.6 -",
      "2027-01-05T12:00 subscription_ends T2.6 -",
    ],
  ],
  [
    "T2.5: cancelled late after choosing a dearer plan: the one more term costs what it cost",
    subscribed({
      state: "canceling",
      cancellation: { endsAt: "2027-01-05T12:00:00.000Z" },
      planChange: change,
    }),
    [
      "12-05T12:00 renewal T2.2 20.00",
      "2027-01-05T12:00 undo_until T2.6 -",
      "2027-01-05T12:00 subscription_ends T2.6 -",
    ],
  ],
  [
    "T4.2: while suspended nothing is charged; what can be done and what expires stays",
    timeline({
      accountState: "suspended",
      subscription: pro,
      refundableOrders: [topUp],
      lots: [at("2026-12-01T00:00:00.000Z", 500)],
      autoTopUp: { monthlyCapNanos: usd(10_000), month: null, monthChargedNanos: 0n },
    }),
    [
      "11-20T15:00 refund_window_closes R1.2 10.00",
      "12-01T00:00 gift_credits_expire R3.4 5.00",
      "12-04T12:00 cancel_by T2.5 20.00",
    ],
  ],
  ...(["terminated", "closed"] as const).map(
    (accountState) =>
      [
        `T4.2: an account that is ${accountState} is promised its refunds only`,
        timeline({
          accountState,
          subscription: pro,
          lots: [at("2026-12-01T00:00:00.000Z", 500)],
          refunds: [{ number: "R-1", amountNanos: usd(950), expectedAt: "2026-11-25T00:00:00.000Z" }],
        }),
        ["11-25T00:00 refund_arrives R4.3 9.50"],
      ] as const,
  ),
  [
    "T3.2: a raise of Pro never reaches who changes to Max at the same instant",
    subscribed({ planChange: change, priceChange: { amountNanos: usd(2500), appliesAt: pro.termEndsAt } }),
    [
      "12-04T12:00 cancel_by T2.5 100.00",
      "12-04T12:00 plan_change_undo_by T2.5 -",
      "12-05T12:00 plan_change T2.1 -",
      "12-05T12:00 renewal T2.2 100.00",
    ],
  ],
  [
    "R2.7: a gift renews nothing, it ends",
    subscribed({ renews: false }),
    ["12-05T12:00 subscription_ends T2.6 -"],
  ],
  [
    "T1.3: of a distributor's only the end of the term is known, no amount and no cut-off of ours",
    subscribed({ distributor: "App Store" }),
    ["12-05T12:00 distributor_term_ends T1.3 -"],
  ],
  [
    "T1.3: the same when it was cancelled there",
    subscribed({
      distributor: "App Store",
      state: "canceling",
      cancellation: { endsAt: pro.termEndsAt },
    }),
    ["12-05T12:00 distributor_term_ends T1.3 -"],
  ],
  [
    "T2.2: in arrears since noon, tried again on 23 November, given up on 27 November",
    subscribed({
      state: "past_due",
      termEndsAt: "2026-11-20T12:00:00.000Z",
      dunning: {
        dueNanos: usd(2000),
        retryAt: "2026-11-23T12:00:00.000Z",
        graceUntil: "2026-11-27T12:00:00.000Z",
      },
    }),
    ["11-23T12:00 payment_retry T2.2 20.00", "11-27T12:00 grace_ends T2.2 20.00"],
  ],
  [
    "T2.2: after the last retry only the end of the grace is left",
    subscribed({
      state: "past_due",
      dunning: { dueNanos: usd(2000), retryAt: null, graceUntil: "2026-11-27T12:00:00.000Z" },
    }),
    ["11-27T12:00 grace_ends T2.2 20.00"],
  ],
  ["while a refund decides, nothing is promised of the term", subscribed({ state: "refunding" }), []],
  ["an ended subscription promises nothing", subscribed({ state: "ended" }), []],
  ["one that was never paid promises nothing", subscribed({ state: "incomplete" }), []],
  [
    "R1.2: a top-up paid yesterday at 15:00 can be refunded until today 15:00",
    timeline({ refundableOrders: [topUp] }),
    ["11-20T15:00 refund_window_closes R1.2 10.00"],
  ],
  [
    "R1.1: a subscription bought today at 13:00, until tomorrow 13:00",
    timeline({
      refundableOrders: [
        {
          ...topUp,
          kind: "subscription",
          amountNanos: usd(2000),
          paidAt: "2026-11-20T13:00:00.000Z",
          subscribedAt: "2026-11-20T13:00:00.000Z",
        },
      ],
    }),
    ["11-21T13:00 refund_window_closes R1.1 20.00"],
  ],
  [
    "R1.1: a renewal opens no window: counted from subscribing on 20 October it closed long ago",
    timeline({
      refundableOrders: [
        {
          ...topUp,
          kind: "subscription",
          origin: "renewal",
          paidAt: "2026-11-20T13:00:00.000Z",
          subscribedAt: "2026-10-20T13:00:00.000Z",
        },
      ],
    }),
    [],
  ],
  [
    "R1.3: paid exactly 24 hours ago, this very moment is inside",
    timeline({ refundableOrders: [{ ...topUp, paidAt: "2026-11-19T14:00:00.000Z" }] }),
    ["11-20T14:00 refund_window_closes R1.2 10.00"],
  ],
  [
    "R1.3: paid a millisecond earlier, it is closed",
    timeline({ refundableOrders: [{ ...topUp, paidAt: "2026-11-19T13:59:59.999Z" }] }),
    [],
  ],
  [
    "R3.4: two gifts of one instant are one line ($5.00 + $2.50), the third of another instant its own",
    timeline({
      lots: [
        at("2026-12-01T00:00:00.000Z", 500),
        at("2026-12-02T00:00:00.000Z", 100),
        at("2026-12-01T00:00:00.000Z", 250),
      ],
    }),
    ["12-01T00:00 gift_credits_expire R3.4 7.50", "12-02T00:00 gift_credits_expire R3.4 1.00"],
  ],
  [
    "R3.4, R3.5: kinds of one instant stay apart, in the order bonus, gift, referral, paid",
    timeline({
      lots: [
        at("2026-12-01T00:00:00.000Z", 400, "paid"),
        at("2026-12-01T00:00:00.000Z", 300, "referral"),
        at("2026-12-01T00:00:00.000Z", 200, "gift"),
        at("2026-12-01T00:00:00.000Z", 100, "bonus"),
      ],
    }),
    [
      "12-01T00:00 bonus_credits_expire R3.4 1.00",
      "12-01T00:00 gift_credits_expire R3.4 2.00",
      "12-01T00:00 referral_credits_expire R3.5 3.00",
      "12-01T00:00 paid_credits_expire - 4.00",
    ],
  ],
  [
    "a lot that never expires, an empty one and one that expired this moment promise nothing",
    timeline({
      lots: [
        { kind: "paid", remainingNanos: usd(100), expiresAt: null },
        at("2026-12-01T00:00:00.000Z", 0),
        at(now, 100),
      ],
    }),
    [],
  ],
  [
    "holds of one instant are one line: $0.30 + $0.20; the one that expired is none",
    timeline({
      holds: [
        { amountNanos: usd(30), expiresAt: "2026-11-20T14:15:00.000Z" },
        { amountNanos: usd(20), expiresAt: "2026-11-20T14:15:00.000Z" },
        { amountNanos: usd(99), expiresAt: "2026-11-20T13:59:00.000Z" },
      ],
    }),
    ["11-20T14:15 hold_expires - 0.50"],
  ],
  [
    "R2.7: a gift of Max that nobody redeemed; another whose last moment is now, a third a millisecond past it",
    timeline({
      gifts: [
        { ...max, number: "G-1", redeemBy: "2027-02-18T14:00:00.000Z" },
        { ...max, number: "G-2", redeemBy: now },
        { ...max, number: "G-3", redeemBy: "2026-11-20T13:59:59.999Z" },
      ],
    }),
    ["11-20T14:00 redeem_gift_by R2.7 100.00", "2027-02-18T14:00 redeem_gift_by R2.7 100.00"],
  ],
  [
    "T6.1: the cap starts anew on 1 December 00:00; in Shanghai that is 30 November 16:00 UTC",
    timeline({
      zone: "Asia/Shanghai",
      autoTopUp: { monthlyCapNanos: usd(10_000), month: "2026-11-01", monthChargedNanos: usd(2000) },
    }),
    ["11-30T16:00 auto_top_up_month_resets T6.1 100.00"],
  ],
  [
    "T6.1: who moved west after December was charged in the east waits for January",
    timeline({
      autoTopUp: { monthlyCapNanos: usd(10_000), month: "2026-12-01", monthChargedNanos: usd(2000) },
    }),
    ["2027-01-01T00:00 auto_top_up_month_resets T6.1 100.00"],
  ],
  [
    "R4.3: a refund that should arrive by 25 November",
    timeline({
      refunds: [{ number: "R-1", amountNanos: usd(950), expectedAt: "2026-11-25T00:00:00.000Z" }],
    }),
    ["11-25T00:00 refund_arrives R4.3 9.50"],
  ],
  [
    "everything at one instant: what can still be done first, then what happens, in its order",
    timeline({
      subscription: {
        ...pro,
        termEndsAt: "2026-11-20T15:00:00.000Z",
        priceChange: { amountNanos: usd(2500), appliesAt: "2026-11-20T15:00:00.000Z" },
      },
      refundableOrders: [topUp],
      lots: [at("2026-11-20T15:00:00.000Z", 100)],
      holds: [{ amountNanos: usd(20), expiresAt: "2026-11-20T15:00:00.000Z" }],
      gifts: [{ ...max, number: "G-1", redeemBy: "2026-11-20T15:00:00.000Z" }],
      refunds: [{ number: "R-1", amountNanos: usd(950), expectedAt: "2026-11-20T15:00:00.000Z" }],
    }),
    [
      "11-20T15:00 refund_window_closes R1.2 10.00",
      "11-20T15:00 redeem_gift_by R2.7 100.00",
      "11-20T15:00 price_change T3.2 25.00",
      "11-20T15:00 renewal T2.2 25.00",
      "11-20T15:00 gift_credits_expire R3.4 1.00",
      "11-20T15:00 hold_expires - 0.20",
      "11-20T15:00 refund_arrives R4.3 9.50",
    ],
  ],
];

describe("the promises ahead, worked out by hand", () => {
  it.each(cases)("%s", (_, entries, expected) => {
    expect(told(entries)).toEqual(expected);
  });
});

it("T6.1: what the month was charged is told, and an old month counts as nothing", () => {
  const charged = (month: string | null) =>
    timeline({ autoTopUp: { monthlyCapNanos: usd(10_000), month, monthChargedNanos: usd(2000) } }).map(
      ({ params }) => params["charged"],
    );
  expect(charged("2026-11-01")).toEqual(["20000000000"]);
  expect(charged("2026-10-01")).toEqual(["0"]);
  expect(charged(null)).toEqual(["0"]);
});
