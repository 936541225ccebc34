import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import { cancelBeforePriceChange } from "../../src/subscriptions/index.ts";
import { codes, CUT_OFF, ENDS, NOTICE_BY, raise, shipped, usd, withPolicy } from "./renew-scenario.ts";

type Facts = Parameters<typeof cancelBeforePriceChange.decide>[0];

/** Pro at $20.00, in its second term, which ends on 31 March; $25.00 from then on, announced in time. */
const base: Facts = {
  now: "2026-03-20T00:00:00.000Z",
  currency: "USD",
  country: "GB",
  subscription: {
    state: "active",
    planId: "pro",
    interval: "month",
    zone: "Asia/Shanghai",
    distributor: null,
    gift: false,
  },
  term: { index: 1, anchor: "2026-01-31T10:30:00.000Z", endsAt: ENDS, amountNanos: usd(2000) },
  planChange: null,
  taxBps: 500,
  change: raise,
};
const APRIL = "2026-04-30T10:30:00.000Z";
const MAY = "2026-05-31T10:30:00.000Z";
const cancel = (change: Partial<Facts>, policy = shipped) =>
  decide(cancelBeforePriceChange, { ...base, ...change }, policy);

describe("cancelling before a new price applies", () => {
  it("T3.2: where the coming renewal has it, ends with the term that runs and charges nothing", () => {
    const answer = cancel({});
    expect(answer.effects).toEqual({
      inTime: true,
      cancelBy: CUT_OFF,
      renewals: 0,
      endsAt: ENDS,
      chargeNanos: 0n,
      chargedAt: null,
    });
    expect(cancel({ now: CUT_OFF }).effects).toEqual(answer.effects);
  });

  it("T3.2: keeps every renewal that comes before it, at the old price, and ends there", () => {
    // The day lies after 30 April: 31 March and 30 April renew at $20.00 and 5 % tax, 31 May would have the new price.
    const change = { ...raise, appliesFrom: "2026-05-01T00:00:00.000Z" };
    const answer = cancel({ change });
    expect(answer.effects).toEqual({
      inTime: true,
      cancelBy: "2026-05-30T10:30:00.000Z",
      renewals: 2,
      endsAt: MAY,
      chargeNanos: usd(2100),
      chargedAt: ENDS,
    });
    expect(answer.lines.find(({ key }) => key === "charged_after_cancel")?.amountNanos).toBe(usd(4200));
    expect(replay(JSON.parse(JSON.stringify(answer.json)), [cancelBeforePriceChange])).toEqual({
      same: true,
    });
  });

  it("T3.2: a notice that came back is none: the new price is a term further off, and so is the end", () => {
    // On 20 March another notice would be good from 19 April on: the renewal of 31 March keeps the old price.
    expect(cancel({ change: { ...raise, bouncedAt: NOTICE_BY } }).effects).toMatchObject({
      renewals: 1,
      endsAt: APRIL,
      chargeNanos: usd(2100),
    });
  });

  it("T2.5: after the cut-off of the raised renewal, renews once more at the old price, or stops where the law says so", () => {
    const late = { now: "2026-03-30T10:30:00.001Z" };
    expect(cancel(late).effects).toMatchObject({
      inTime: false,
      renewals: 1,
      endsAt: APRIL,
      chargeNanos: usd(2100),
      chargedAt: ENDS,
    });
    expect(cancel(late, withPolicy({ lateCancelByCountry: { GB: "stop" } })).effects).toMatchObject({
      inTime: false,
      renewals: 0,
      endsAt: ENDS,
    });
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["taken back by staff", { change: { ...raise, canceled: true } }, ["price_change_taken_back T3.2"]],
    [
      "T3.2: another plan is chosen for later, and leaves this price behind",
      { planChange: { planId: "free", interval: "month", amountNanos: 0n, appliesAt: ENDS } },
      ["price_change_left_behind T3.2"],
    ],
    [
      "paid already",
      { term: { ...base.term, amountNanos: raise.amountNanos } },
      ["price_change_not_dearer T3.2"],
    ],
    [
      "cancelled already",
      { subscription: { ...base.subscription, state: "canceling" } },
      ["subscription_already_canceling T2.4"],
    ],
    ["in arrears", { subscription: { ...base.subscription, state: "past_due" } }, ["renewal_under_way T2.2"]],
    [
      "bought in a shop",
      { subscription: { ...base.subscription, distributor: { name: "App Store", link: "" } } },
      ["distributor_subscription T1.3"],
    ],
    ["the term is over", { now: ENDS }, ["subscription_term_over T2.6"]],
  ])("is refused: %s", (_, change, expected) => {
    const answer = cancel(change);
    expect(codes(answer)).toEqual(expected);
    expect(answer.effects).toBeNull();
  });
});
