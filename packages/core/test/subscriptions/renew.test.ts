import { describe, expect, it } from "vitest";
import { replay } from "../../src/decision/index.ts";
import { renewSubscription, termAt } from "../../src/subscriptions/index.ts";
import {
  type Change,
  chargeOf,
  codes,
  CUT_OFF,
  due,
  ENDS,
  pro,
  raise,
  renew,
  type RenewFacts,
  shipped,
  usd,
  withPolicy,
} from "./renew-scenario.ts";

const lines = (answer: ReturnType<typeof renew>) =>
  answer.lines.map(({ kind, key, clause, amountNanos }) => [kind, key, clause, amountNanos]);
const ms = (instant: string, by: number) => new Date(Date.parse(instant) + by).toISOString();

describe("a renewal that is charged", () => {
  it("T2.2: charges the card the price of the term that ended, tax on a line of its own", () => {
    // $20.00 × 7.25 % = $1.45; together $21.45.
    const answer = renew({ taxBps: 725 });
    expect(lines(answer)).toEqual([
      ["item", "plan_price", "T1.1", usd(2000)],
      ["item", "tax", "T1.2", usd(145)],
      ["subtotal", "charged_at_renewal", "T2.2", usd(2145)],
      ["memo", "included_usage", "T2.1", usd(4000)],
    ]);
    expect(answer.effects).toEqual({
      action: "charge",
      renewalNumber: 2,
      planPriceId: "pro-month-1",
      planId: "pro",
      amountNanos: usd(2000),
      includedUsageNanos: usd(4000),
      taxNanos: usd(145),
      totalNanos: usd(2145),
      paymentMethodId: "card-1",
      // Bought on 31 January: after 31 March comes 30 April, at 18:30 in Shanghai again.
      term: {
        index: 2,
        anchor: "2026-01-31T10:30:00.000Z",
        interval: "month",
        startsAt: ENDS,
        endsAt: "2026-04-30T10:30:00.000Z",
      },
      cancelBy: "2026-04-29T10:30:00.000Z",
      last: false,
      acceptedChangeId: null,
      keptPrice: null,
      waitsUntil: null,
    });
  });

  it.each<[string, Partial<RenewFacts["term"]>, string, string, string]>([
    // term that ended → its end, end of the next
    [
      "28 February is followed by 31 March, the day it was bought on",
      { startsAt: "2026-01-31T10:30:00.000Z", endsAt: "2026-02-28T10:30:00.000Z" },
      "Asia/Shanghai",
      "2026-02-28T10:30:00.000Z",
      ENDS,
    ],
    [
      "bought on 29 February for a year: 28 February after a common year",
      {
        anchor: "2024-02-29T00:00:00.000Z",
        interval: "year",
        startsAt: "2026-02-28T00:00:00.000Z",
        endsAt: "2027-02-28T00:00:00.000Z",
      },
      "UTC",
      "2027-02-28T00:00:00.000Z",
      // 2028 is a leap year again.
      "2028-02-29T00:00:00.000Z",
    ],
    [
      "across the change to summer time in New York, 8 March: noon stays noon",
      {
        anchor: "2026-01-20T17:00:00.000Z",
        startsAt: "2026-01-20T17:00:00.000Z",
        endsAt: "2026-02-20T17:00:00.000Z",
      },
      "America/New_York",
      "2026-02-20T17:00:00.000Z",
      // 12:00 is 17:00 UTC in winter and 16:00 UTC in summer.
      "2026-03-20T16:00:00.000Z",
    ],
  ])("T2.3: a term renews for the same duration from its end: %s", (_, term, zone, startsAt, endsAt) => {
    const charge = chargeOf(
      renew({
        now: startsAt,
        term: { ...due.term, ...term },
        subscription: { ...due.subscription, zone },
      }),
    );
    expect([charge.term.startsAt, charge.term.endsAt]).toEqual([startsAt, endsAt]);
  });

  it("T2.3: a renewal that is decided late still starts where the last term ended, at that price", () => {
    const late = chargeOf(renew({ now: "2026-04-02T00:00:00.000Z" }));
    expect(late.term).toEqual(chargeOf(renew({})).term);
    expect(late.totalNanos).toBe(usd(2000));
  });

  it("T2.2: without a card it waits for one through the grace, 7 days from now, at the same price", () => {
    const answer = chargeOf(renew({ paymentMethodId: null }));
    expect(answer).toMatchObject({
      action: "wait_for_card",
      totalNanos: usd(2000),
      paymentMethodId: null,
      waitsUntil: "2026-04-07T10:30:00.000Z",
    });
    expect(answer.term).toEqual(chargeOf(renew({})).term);
  });

  it("the same facts give the same decision, and a stored one replays", () => {
    for (const change of [
      {},
      { accountState: "terminated" as const },
      { now: CUT_OFF },
      { priceChanges: [raise] },
    ]) {
      const { json } = renew(change);
      expect(renew(change).json).toEqual(json);
      expect(replay(JSON.parse(JSON.stringify(json)), [renewSubscription])).toEqual({ same: true });
    }
  });
});

describe("a renewal that does not happen now", () => {
  it.each<[string, Partial<RenewFacts>, string[]]>([
    ["T2.2: a millisecond before the end", { now: ms(ENDS, -1) }, ["renewal_not_due T2.2"]],
    ["T2.2: this renewal was begun before", { renewalExists: true }, ["renewal_under_way T2.2"]],
    [
      "T2.2: in arrears, dunning has it",
      { subscription: { ...due.subscription, state: "past_due" } },
      ["renewal_under_way T2.2"],
    ],
    [
      "R2.3: a refund is settled first",
      { subscription: { ...due.subscription, state: "refunding" } },
      ["subscription_refunding R2.3"],
    ],
    [
      "T1.3: its distributor bills it",
      {
        subscription: {
          ...due.subscription,
          distributor: { name: "App Store", link: "https://apps.example" },
        },
      },
      ["distributor_subscription T1.3"],
    ],
    [
      "nothing runs any more",
      { subscription: { ...due.subscription, state: "ended" } },
      ["subscription_not_running T2.2"],
    ],
    [
      "nothing was ever paid",
      { subscription: { ...due.subscription, state: "incomplete" } },
      ["subscription_not_running T2.2"],
    ],
    ["T4.2: suspended, nothing is served", { accountState: "suspended" }, ["account_suspended T4.2"]],
    [
      "T4.2: suspended, a millisecond before the grace of 7 days is over",
      { accountState: "suspended", now: "2026-04-07T10:29:59.999Z" },
      ["account_suspended T4.2"],
    ],
  ])("is refused with its clause and without effect: %s", (_, change, expected) => {
    const answer = renew(change);
    expect(codes(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });
});

describe("a subscription that ends instead", () => {
  const free = { ...pro, planPriceId: "free", planId: "free", amountNanos: 0n };
  it.each<[string, Partial<RenewFacts>, string]>([
    ["T2.5: cancelled exactly at the cut-off", { cancelRequestedAt: CUT_OFF }, "cancelled"],
    ["T2.5: cancelled in the term before", { cancelRequestedAt: "2026-02-28T10:00:00.000Z" }, "cancelled"],
    ["T2.5: cancelled on the first day", { cancelRequestedAt: "2026-02-01T00:00:00.000Z" }, "cancelled"],
    ["T4.2: the account was terminated", { accountState: "terminated" }, "account_terminated"],
    ["T4.2: the account was closed", { accountState: "closed" }, "account_terminated"],
    [
      "T4.2: suspended for all of the grace, nothing was served",
      { accountState: "suspended", now: "2026-04-07T10:30:00.000Z" },
      "suspended",
    ],
    [
      "T2.2: a downgrade to Free was planned",
      { planChange: { price: free, interval: "month", appliesAt: ENDS } },
      "downgrade_to_free",
    ],
    ["T2.2: a gift charges nobody", { subscription: { ...due.subscription, gift: true } }, "gift_over"],
    ["T2.2: the plan costs nothing", { term: { ...due.term, price: free } }, "plan_free"],
    [
      "T2.2: the plan costs nothing from now on",
      { priceChanges: [{ ...raise, amountNanos: 0n, noticeAcceptedAt: null }] },
      "plan_free",
    ],
    [
      "T2.5: cancelled late after a downgrade to Free was planned: the cancellation brings no charge",
      { cancelRequestedAt: ms(ENDS, -1), planChange: { price: free, interval: "month", appliesAt: ENDS } },
      "downgrade_to_free",
    ],
    [
      "T2.5: the same of a year of Pro",
      {
        cancelRequestedAt: ms(ENDS, -1),
        term: {
          ...due.term,
          interval: "year",
          anchor: "2025-03-31T10:30:00.000Z",
          startsAt: "2025-03-31T10:30:00.000Z",
        },
        planChange: { price: free, interval: "month", appliesAt: ENDS },
      },
      "downgrade_to_free",
    ],
  ])("charges nothing: %s", (_, change, reason) => {
    const answer = renew(change);
    expect(answer.effects).toEqual({ action: "end", reason, endsAt: ENDS });
    expect(answer.lines.filter(({ kind }) => kind !== "memo")).toEqual([]);
    expect(answer.lines).toHaveLength(1);
  });
});

describe("a late cancellation", () => {
  const late = ms(CUT_OFF, 1);

  it("T2.5: a millisecond after the cut-off it renews once more at the old price, the raise does not count", () => {
    const charge = chargeOf(renew({ cancelRequestedAt: late, priceChanges: [raise] }));
    expect(charge).toMatchObject({
      totalNanos: usd(2000),
      planPriceId: "pro-month-1",
      last: true,
      acceptedChangeId: null,
      keptPrice: { changeId: "raise-1", why: "leaving" },
    });
  });

  it("T1.1, T2.5: pays no more than the list says by then: a price that fell counts for it too", () => {
    const cut = { ...raise, changeId: "cut-1", planPriceId: "pro-month-3", amountNanos: usd(1800) };
    expect(chargeOf(renew({ cancelRequestedAt: late, priceChanges: [cut] }))).toMatchObject({
      totalNanos: usd(1800),
      last: true,
      keptPrice: null,
    });
  });

  it("T2.5: and ends after that one term, with no second charge", () => {
    const next = "2026-04-30T10:30:00.000Z";
    expect(
      renew({ now: next, cancelRequestedAt: late, term: { ...due.term, startsAt: ENDS, endsAt: next } })
        .effects,
    ).toEqual({ action: "end", reason: "cancelled", endsAt: next });
  });

  it("T2.5: ends after one term even where the cut-off is longer than a term", () => {
    // The cut-off of 60 days lies before the term of 31 days: every cancellation inside it is late, once.
    const policy = withPolicy({ cancelBeforeHours: 24 * 60 });
    // 60 days before 31 March is 30 January, and before 30 April it is 1 March: 10 March is late for both.
    const early = "2026-03-10T00:00:00.000Z";
    expect(chargeOf(renew({ cancelRequestedAt: early }, policy)).last).toBe(true);
    const next = "2026-04-30T10:30:00.000Z";
    const again = {
      now: next,
      cancelRequestedAt: early,
      term: { ...due.term, startsAt: ENDS, endsAt: next },
    };
    expect(renew(again, policy).effects).toMatchObject({ action: "end", reason: "cancelled" });
  });

  it("T2.5: ends at once where the policy stops, for everybody or in one country", () => {
    const ended = { action: "end", reason: "cancelled", endsAt: ENDS };
    const change = { cancelRequestedAt: late };
    expect(renew(change, withPolicy({ lateCancel: "stop" })).effects).toEqual(ended);
    const inGermany = withPolicy({ lateCancelByCountry: { DE: "stop" } });
    expect(renew({ ...change, country: "DE" }, inGermany).effects).toEqual(ended);
    for (const country of ["FR", null])
      expect(chargeOf(renew({ ...change, country }, inGermany)).last).toBe(true);
  });

  it("T3.2: cancelled to end before a new price, the renewals before it still come, at the old price, and then none", () => {
    // Cancelled in the first term; the renewals of 28 February and 31 March come before the new price.
    const change = {
      cancelRequestedAt: "2026-02-01T00:00:00.000Z",
      subscription: { ...due.subscription, state: "canceling" as const },
      priceChanges: [raise],
    };
    const answer = renew({ ...change, renewalsLeft: 1 });
    expect(chargeOf(answer)).toMatchObject({ planPriceId: "pro-month-1", totalNanos: usd(2000), last: true });
    expect(answer.lines.map(({ key }) => key)).toContain("renewal_last");
    const earlier = renew({ ...change, renewalsLeft: 2 });
    expect(chargeOf(earlier)).toMatchObject({ totalNanos: usd(2000), last: true });
    expect(earlier.lines.map(({ key }) => key)).not.toContain("renewal_last");
    expect(renew({ ...change, renewalsLeft: 0 }).effects).toMatchObject({
      action: "end",
      reason: "cancelled",
    });
  });

  it("T2.5: a planned change happens only where it is neither dearer nor longer", () => {
    const planned = (cents: number, interval: "month" | "year") => ({
      cancelRequestedAt: late,
      planChange: {
        price: { planPriceId: "other", planId: "max", amountNanos: usd(cents), includedUsageNanos: usd(100) },
        interval,
        appliesAt: ENDS,
      },
    });
    expect(chargeOf(renew(planned(1000, "month")))).toMatchObject({
      planPriceId: "other",
      totalNanos: usd(1000),
    });
    expect(chargeOf(renew(planned(10_000, "month")))).toMatchObject({
      planPriceId: "pro-month-1",
      totalNanos: usd(2000),
    });
    expect(chargeOf(renew(planned(1000, "year"))).term).toMatchObject({
      interval: "month",
      endsAt: "2026-04-30T10:30:00.000Z",
    });
  });
});

describe("which price holds", () => {
  const cut: Change = {
    ...raise,
    changeId: "cut-1",
    planPriceId: "pro-month-3",
    amountNanos: usd(1800),
    noticeAcceptedAt: null,
  };
  it.each<[string, Change[], number, string | null, string | null]>([
    // changes → price in cents, accepted change, why the announced one is not charged
    ["a notice 30 times 24 hours before, exactly", [raise], 2500, "raise-1", null],
    [
      "a millisecond less",
      [{ ...raise, noticeAcceptedAt: ms(raise.noticeAcceptedAt ?? "", 1) }],
      2000,
      null,
      "late",
    ],
    ["a year before", [{ ...raise, noticeAcceptedAt: "2025-03-01T00:00:00.000Z" }], 2500, "raise-1", null],
    [
      "a notice that no mail server accepted",
      [{ ...raise, noticeAcceptedAt: null }],
      2000,
      null,
      "no_notice",
    ],
    [
      "a notice that bounced on the next day",
      [{ ...raise, bouncedAt: "2026-03-02T00:00:00.000Z" }],
      2000,
      null,
      "bounced",
    ],
    [
      "a notice that bounced the day before",
      [{ ...raise, bouncedAt: "2026-03-30T00:00:00.000Z" }],
      2000,
      null,
      "bounced",
    ],
    ["a change that was withdrawn", [{ ...raise, canceled: true }], 2000, null, null],
    ["a change from this very instant on", [{ ...raise, appliesFrom: ENDS }], 2500, "raise-1", null],
    ["a change from a millisecond later on", [{ ...raise, appliesFrom: ms(ENDS, 1) }], 2000, null, null],
    ["a cheaper price, without any notice", [cut], 1800, null, null],
    [
      "a cheaper price whose notice bounced",
      [{ ...cut, bouncedAt: "2026-03-16T00:00:00.000Z" }],
      1800,
      null,
      null,
    ],
    ["the same price in another version", [{ ...cut, amountNanos: usd(2000) }], 2000, null, null],
    // $25 was announced in time, then $22 with no notice: what was announced covers it, and the list says $22.
    [
      "a raise that was lowered before it came",
      [raise, { ...cut, amountNanos: usd(2200), appliesFrom: "2026-03-20T00:00:00.000Z" }],
      2200,
      "raise-1",
      null,
    ],
    // $25 and $22 from the same instant: the version that was made later is the list.
    [
      "a raise that was lowered for the very instant from which it applies",
      [raise, { ...cut, amountNanos: usd(2200), appliesFrom: raise.appliesFrom }],
      2200,
      "raise-1",
      null,
    ],
    // $25 was announced in time, $30 was not: $25 it is, and $30 waits.
    [
      "a second raise that nobody was told of",
      [raise, { ...cut, amountNanos: usd(3000), appliesFrom: "2026-03-20T00:00:00.000Z" }],
      2500,
      "raise-1",
      "no_notice",
    ],
    // Newest first or last in the list, the instants decide.
    [
      "the order of the list decides nothing",
      [{ ...cut, amountNanos: usd(2200), appliesFrom: "2026-03-20T00:00:00.000Z" }, raise],
      2200,
      "raise-1",
      null,
    ],
    [
      "a raise that a cut took back",
      [raise, { ...cut, appliesFrom: "2026-03-20T00:00:00.000Z" }],
      1800,
      null,
      null,
    ],
  ])("T3.2: %s", (_, priceChanges, cents, acceptedChangeId, why) => {
    const charge = chargeOf(renew({ priceChanges }));
    expect(charge.totalNanos).toBe(usd(cents));
    expect(charge.acceptedChangeId).toBe(acceptedChangeId);
    expect(charge.keptPrice?.why ?? null).toBe(why);
  });

  it("T3.2: the renewal counts, not the moment at which a late worker looks", () => {
    // Accepted 29 days before the renewal: a worker that comes two days late finds 31 days, and still charges $20.
    const priceChanges = [{ ...raise, noticeAcceptedAt: "2026-03-02T10:30:00.000Z" }];
    expect(chargeOf(renew({ now: "2026-04-02T10:30:00.000Z", priceChanges })).totalNanos).toBe(usd(2000));
  });

  it("T3.2: says the price so far and the announced price that is not charged, and why", () => {
    expect(lines(renew({ priceChanges: [raise] })).slice(3)).toEqual([
      ["memo", "included_usage", "T2.1", usd(4000)],
      ["memo", "renewal_price_before", "T3.2", usd(2000)],
    ]);
    expect(lines(renew({ priceChanges: [{ ...raise, noticeAcceptedAt: null }] })).slice(4)).toEqual([
      ["memo", "renewal_price_kept_no_notice", "T3.2", usd(2500)],
    ]);
    const late = renew({ priceChanges: [{ ...raise, noticeAcceptedAt: "2026-03-10T00:00:00.000Z" }] });
    expect(late.lines.at(-1)).toMatchObject({ key: "renewal_price_kept_late", params: { days: "30" } });
  });

  it("T2.2: a planned plan comes at the price it was planned at, whatever changes the old one had", () => {
    const planChange: RenewFacts["planChange"] = {
      price: {
        planPriceId: "max-year-1",
        planId: "max",
        amountNanos: usd(100_000),
        includedUsageNanos: usd(500),
      },
      interval: "year",
      appliesAt: ENDS,
    };
    const charge = chargeOf(renew({ planChange, priceChanges: [raise] }));
    expect(charge).toMatchObject({
      planId: "max",
      totalNanos: usd(100_000),
      includedUsageNanos: usd(500),
      acceptedChangeId: null,
      // A term of another length hangs on a calendar of its own, from the change on.
      term: { index: 0, anchor: ENDS, interval: "year", startsAt: ENDS, endsAt: "2027-03-31T10:30:00.000Z" },
    });
  });

  it("T2.5: another plan chosen too late: this plan renews once more, and no raise comes with it", () => {
    const appliesAt = "2026-04-30T10:30:00.000Z";
    const planChange = {
      price: { ...pro, planPriceId: "free", planId: "free", amountNanos: 0n },
      interval: "month",
      appliesAt,
    } as const;
    expect(chargeOf(renew({ planChange, priceChanges: [raise] }))).toMatchObject({
      totalNanos: usd(2000),
      last: false,
      acceptedChangeId: null,
      keptPrice: { changeId: "raise-1", why: "leaving" },
    });
    expect(
      renew({ now: appliesAt, planChange, term: { ...due.term, startsAt: ENDS, endsAt: appliesAt } }).effects,
    ).toMatchObject({ action: "end", reason: "downgrade_to_free" });
  });

  it.each<[string, RenewFacts["term"], "month" | "year", RenewFacts["term"]["anchor"], number, string]>([
    // the term that ended, the length chosen → anchor, index and end of the new one
    [
      "from years to months the day of the month stays: 31 March, then 30 April, then 31 May",
      {
        ...due.term,
        interval: "year",
        anchor: "2025-03-31T10:30:00.000Z",
        startsAt: "2025-03-31T10:30:00.000Z",
      },
      "month",
      "2025-03-31T10:30:00.000Z",
      // 31 March 2025 + 12 months is the end of the year, so the new term is the thirteenth month.
      12,
      "2026-04-30T10:30:00.000Z",
    ],
    [
      "from months to years, off the anniversary, a new count begins",
      due.term,
      "year",
      ENDS,
      0,
      "2027-03-31T10:30:00.000Z",
    ],
    [
      "from months to years on the anniversary the count goes on",
      { ...due.term, anchor: "2024-02-29T00:00:00.000Z", endsAt: "2025-02-28T00:00:00.000Z" },
      "year",
      "2024-02-29T00:00:00.000Z",
      1,
      // 29 February + 2 years: 2026 is no leap year. In Shanghai it is 08:00, the same day.
      "2026-02-28T00:00:00.000Z",
    ],
    [
      "a gift of 10 days moved the end: a whole month follows from there",
      { ...due.term, endsAt: "2026-04-10T10:30:00.000Z" },
      "month",
      "2026-04-10T10:30:00.000Z",
      0,
      "2026-05-10T10:30:00.000Z",
    ],
    [
      "a gift of two months moved the end: the month after it, on the anchor's day",
      { ...due.term, endsAt: "2026-05-31T10:30:00.000Z" },
      "month",
      "2026-01-31T10:30:00.000Z",
      // January + 4 months is 31 May.
      4,
      "2026-06-30T10:30:00.000Z",
    ],
  ])("T2.3: %s", (_, term, interval, anchor, index, endsAt) => {
    const planChange = interval === term.interval ? null : { price: pro, interval, appliesAt: term.endsAt };
    expect(chargeOf(renew({ now: term.endsAt, term, planChange })).term).toEqual({
      index,
      anchor,
      interval,
      startsAt: term.endsAt,
      endsAt,
    });
  });

  it("T3.1: the new term holds one price for all of it: calendar and price come from one decision", () => {
    const { term } = chargeOf(renew({ priceChanges: [raise] }));
    const calendar = { anchor: term.anchor, zone: "Asia/Shanghai", interval: term.interval };
    expect(termAt(calendar, term.index)).toEqual({ index: 2, start: term.startsAt, end: term.endsAt });
    // A raise that applies a millisecond after the start of the term waits for the next one.
    const within = { ...raise, appliesFrom: ms(term.startsAt, 1) };
    expect(chargeOf(renew({ priceChanges: [within], now: "2026-04-10T00:00:00.000Z" })).totalNanos).toBe(
      usd(2000),
    );
    expect(shipped.subscriptions.priceChangeNoticeDays).toBe(30);
  });
});
