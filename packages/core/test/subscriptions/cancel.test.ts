import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { type Policy, policyAt } from "../../src/policy/index.ts";
import { cancelSubscription, termEnd, undoCancelSubscription } from "../../src/subscriptions/index.ts";
import { plusMs } from "../../src/time/index.ts";

const usd = (cents: number) => BigInt(cents) * 10_000_000n;
const shipped = policyAt("2026-11-20T00:00:00.000Z");
const withCancel = (change: Partial<Policy["subscriptions"]>): Policy => ({
  ...shipped,
  subscriptions: { ...shipped.subscriptions, ...change },
});

type Facts = Parameters<typeof cancelSubscription.decide>[0];
/** Bought on 31 January at 18:30 in Shanghai (10:30 UTC); its second term ends on 31 March, so the cut-off is the 30th. */
const base: Facts = {
  now: "2026-03-10T00:00:00.000Z",
  currency: "USD",
  country: "US",
  subscription: {
    state: "active",
    planId: "pro",
    interval: "month",
    zone: "Asia/Shanghai",
    distributor: null,
    gift: false,
  },
  term: {
    index: 1,
    anchor: "2026-01-31T10:30:00.000Z",
    endsAt: "2026-03-31T10:30:00.000Z",
    amountNanos: usd(2000),
  },
  planChange: null,
  taxBps: 725,
};
/** Chosen before: from the end of the term on, unless another moment is named. */
const chosen = (planId: "free" | "pro" | "max" | "ultra", cents: number, more: object = {}) => ({
  planId,
  interval: "month" as const,
  amountNanos: usd(cents),
  appliesAt: base.term.endsAt,
  ...more,
});
/** Max at $100.00 instead of Pro. */
const onMax: Partial<Facts> = {
  subscription: { ...base.subscription, planId: "max" },
  term: { ...base.term, amountNanos: usd(10_000) },
};
const cancel = (change: Partial<Facts>, policy = shipped) =>
  decide(cancelSubscription, { ...base, ...change }, policy);
const undo = (change: Partial<Facts>) => decide(undoCancelSubscription, { ...base, ...change }, shipped);
const of = (change: Partial<Facts["subscription"]>): Partial<Facts> => ({
  subscription: { ...base.subscription, ...change },
});
const codes = (answer: { readonly refusals: readonly { code: string; clause: string }[] }) =>
  answer.refusals.map(({ code, clause }) => `${code} ${clause}`);

const CUT_OFF = "2026-03-30T10:30:00.000Z";

describe("cancelling", () => {
  it("T2.4, T2.6: in time nothing more is charged, nothing comes back, access stays to the end of the term", () => {
    const answer = cancel({});
    expect(answer.effects).toEqual({
      inTime: true,
      // 24 hours before 31 March, 10:30 UTC.
      cancelBy: CUT_OFF,
      renewals: 0,
      endsAt: "2026-03-31T10:30:00.000Z",
      chargeNanos: 0n,
      chargedAt: null,
      renewsAs: null,
      drops: null,
    });
    expect(
      answer.lines.map(({ kind, key, clause, amountNanos }) => [kind, key, clause, amountNanos]),
    ).toEqual([
      ["subtotal", "charged_after_cancel", "T2.5", 0n],
      ["memo", "refunded_by_cancel", "T2.6", 0n],
    ]);
  });

  it.each<[string, string, number]>([
    ["a minute before the cut-off", "2026-03-30T10:29:00.000Z", 0],
    ["a millisecond before it", "2026-03-30T10:29:59.999Z", 0],
    ["at the cut-off itself", CUT_OFF, 0],
    ["a millisecond after it", "2026-03-30T10:30:00.001Z", 1],
    ["a millisecond before the end", "2026-03-31T10:29:59.999Z", 1],
  ])("T2.5: %s", (_, now, renewals) => {
    expect(cancel({ now }).effects).toMatchObject({ inTime: renewals === 0, renewals });
  });

  it("T2.5: late, it renews once more at the price the customer has, and ends with that term", () => {
    const late = cancel({ now: "2026-03-30T10:30:00.001Z" });
    expect(late.effects).toEqual({
      inTime: false,
      cancelBy: CUT_OFF,
      renewals: 1,
      // Two months and one after 31 January are 31 March and 30 April, at 18:30 in Shanghai.
      endsAt: "2026-04-30T10:30:00.000Z",
      // $20.00 and 7.25 % tax, $1.45.
      chargeNanos: usd(2145),
      chargedAt: "2026-03-31T10:30:00.000Z",
      renewsAs: "pro",
      drops: null,
    });
    expect(late.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["item", "renewal_at_old_price", usd(2000)],
      ["item", "tax", usd(145)],
      ["subtotal", "charged_after_cancel", usd(2145)],
      ["memo", "refunded_by_cancel", 0n],
    ]);
  });

  it("T2.5: a yearly term that renews once ends a year later, 29 February on the 28th", () => {
    const yearly = cancel({
      now: "2028-02-28T12:00:00.000Z",
      subscription: { ...base.subscription, interval: "year", zone: "UTC" },
      term: {
        index: 3,
        anchor: "2024-02-29T00:00:00.000Z",
        endsAt: "2028-02-29T00:00:00.000Z",
        amountNanos: usd(20_000),
      },
      taxBps: 0,
    });
    // Twelve hours before the end: late. Five years after 29 February 2024 there is no such day: 28 February 2029.
    expect(yearly.effects).toMatchObject({
      renewals: 1,
      endsAt: "2029-02-28T00:00:00.000Z",
      chargeNanos: usd(20_000),
    });
  });

  it("T2.5: where policy or the law of the country says stop, a late cancellation ends with the term", () => {
    const now = "2026-03-31T00:00:00.000Z";
    const stops = { inTime: false, renewals: 0, endsAt: base.term.endsAt, chargeNanos: 0n };
    const inGermany = withCancel({ lateCancelByCountry: { DE: "stop" } });
    expect(cancel({ now }, withCancel({ lateCancel: "stop" })).effects).toMatchObject(stops);
    expect(cancel({ now, country: "DE" }, inGermany).effects).toMatchObject(stops);
    expect(cancel({ now, country: "FR" }, inGermany).effects).toMatchObject({ renewals: 1 });
    expect(cancel({ now, country: null }, inGermany).effects).toMatchObject({ renewals: 1 });
    const renewsInFrance = withCancel({ lateCancel: "stop", lateCancelByCountry: { FR: "renew_once" } });
    expect(cancel({ now, country: "FR" }, renewsInFrance).effects).toMatchObject({ renewals: 1 });
  });

  const LATE = "2026-03-31T00:00:00.000Z";

  it("T2.5: late, a cheaper plan that was chosen in time is what is charged once more, at its price", () => {
    const late = cancel({ ...onMax, now: LATE, planChange: chosen("pro", 2000) });
    // Not Max at $100.00 but Pro: $20.00 and 7.25 % tax, $1.45. The renewal of April ends on the 30th.
    expect(late.effects).toMatchObject({
      renewals: 1,
      endsAt: "2026-04-30T10:30:00.000Z",
      chargeNanos: usd(2145),
      chargedAt: base.term.endsAt,
      renewsAs: "pro",
      drops: null,
    });
    expect(late.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["item", "renewal_as_chosen", usd(2000)],
      ["item", "tax", usd(145)],
      ["subtotal", "charged_after_cancel", usd(2145)],
      ["memo", "refunded_by_cancel", 0n],
    ]);
  });

  it("T2.5: late, with Free chosen in time, nothing is charged and the plan ends with its term", () => {
    expect(cancel({ ...onMax, now: LATE, planChange: chosen("free", 0) }).effects).toMatchObject({
      inTime: false,
      renewals: 0,
      endsAt: base.term.endsAt,
      chargeNanos: 0n,
      renewsAs: null,
      drops: null,
    });
  });

  it.each<[string, NonNullable<Facts["planChange"]>]>([
    ["dearer", chosen("ultra", 20_000)],
    ["longer", chosen("pro", 9_000, { interval: "year" })],
    // Arranged after the cut-off as well: Max was to renew once before it, and now ends with that renewal.
    ["a term further off", chosen("pro", 2000, { appliesAt: "2026-04-30T10:30:00.000Z" })],
  ])(
    "T2.5: late, a plan that was chosen for later and is %s no longer comes: the old price is charged",
    (_, planChange) => {
      const late = cancel({ ...onMax, now: LATE, planChange });
      // $100.00 and 7.25 % tax, $7.25.
      expect(late.effects).toMatchObject({
        renewals: 1,
        chargeNanos: usd(10_725),
        renewsAs: "max",
        drops: planChange,
      });
    },
  );

  it("T2.6: in time, or where the law stops it at once, what was chosen for later no longer comes", () => {
    const planChange = chosen("pro", 2000);
    const inTime = cancel({ ...onMax, planChange });
    expect(inTime.effects).toMatchObject({ renewals: 0, chargeNanos: 0n, renewsAs: null, drops: planChange });
    expect(inTime.lines.at(-1)).toMatchObject({ kind: "memo", key: "change_dropped_by_cancel" });
    const stops = withCancel({ lateCancel: "stop" });
    expect(cancel({ ...onMax, now: LATE, planChange }, stops).effects).toMatchObject({
      renewals: 0,
      drops: planChange,
    });
  });

  it("never charges for a gift, however late", () => {
    expect(cancel({ now: "2026-03-31T00:00:00.000Z", ...of({ gift: true }) }).effects).toMatchObject({
      inTime: false,
      renewals: 0,
      endsAt: base.term.endsAt,
      chargeNanos: 0n,
    });
  });

  it("T2.4: in arrears it ends at once, and nothing is tried again", () => {
    const now = "2026-04-02T00:00:00.000Z";
    const arrears = cancel({ now, ...of({ state: "past_due" }) });
    expect(arrears.outcome).toBe("granted");
    expect(arrears.effects).toMatchObject({ renewals: 0, endsAt: now, chargeNanos: 0n });
  });

  it.each<[string, Partial<Facts>, string[]]>([
    [
      "T1.3: bought through an app store",
      of({ distributor: { name: "App Store", link: "https://apps.example/manage" } }),
      ["distributor_subscription T1.3"],
    ],
    ["cancelled already", of({ state: "canceling" }), ["subscription_already_canceling T2.4"]],
    ["R2.3: being refunded", of({ state: "refunding" }), ["subscription_refunding R2.3"]],
    ["ended", of({ state: "ended" }), ["subscription_not_running T2.4"]],
    ["never started", of({ state: "incomplete" }), ["subscription_not_running T2.4"]],
    ["at the end of the term", { now: base.term.endsAt }, ["subscription_term_over T2.6"]],
    [
      "everything at once, the distributor first",
      {
        now: base.term.endsAt,
        ...of({ state: "canceling", distributor: { name: "App Store", link: "https://apps.example" } }),
      },
      ["distributor_subscription T1.3", "subscription_already_canceling T2.4", "subscription_term_over T2.6"],
    ],
  ])("is refused: %s", (_, change, expected) => {
    const answer = cancel(change);
    expect([answer.outcome, answer.effects, codes(answer)]).toEqual(["refused", null, expected]);
  });

  it("T2.5: whenever it comes, at most one renewal, and none up to the cut-off", () => {
    const terms = fc.record({
      anchorMs: fc.integer({ min: 0, max: 3_000 * 86_400_000 }),
      index: fc.integer({ min: 0, max: 60 }),
      zone: fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"),
      interval: fc.constantFrom("month" as const, "year" as const),
      beforeEndMs: fc.integer({ min: 1, max: 27 * 86_400_000 }),
      taxBps: fc.integer({ min: 0, max: 2_500 }),
    });
    fc.assert(
      fc.property(terms, ({ anchorMs, index, zone, interval, beforeEndMs, taxBps }) => {
        const anchor = new Date(anchorMs + Date.UTC(2020, 0, 1)).toISOString();
        const endsAt = termEnd({ anchor, zone, interval, index });
        const { effects } = cancel({
          now: plusMs(endsAt, -beforeEndMs),
          subscription: { ...base.subscription, zone, interval },
          term: { ...base.term, anchor, index, endsAt },
          taxBps,
        });
        const late = beforeEndMs < 86_400_000;
        expect(effects?.renewals).toBe(late ? 1 : 0);
        expect(effects?.endsAt).toBe(late ? termEnd({ anchor, zone, interval, index: index + 1 }) : endsAt);
        expect(effects?.chargeNanos === 0n).toBe(!late);
      }),
      { seed: 20261120, numRuns: 500 },
    );
  });
});

describe("taking a cancellation back", () => {
  it("T2.6: before the end the subscription renews as if nothing had been said", () => {
    const answer = undo({ now: "2026-03-31T10:29:59.999Z", ...of({ state: "canceling" }) });
    expect(answer.effects).toEqual({ renewsAt: base.term.endsAt, cancelBy: CUT_OFF, planChange: null });
    // $20.00 and 7.25 % tax are charged then.
    expect(answer.lines.map(({ key, amountNanos }) => [key, amountNanos])).toEqual([
      ["plan_price", usd(2000)],
      ["tax", usd(145)],
      ["charged_at_renewal", usd(2145)],
    ]);
  });

  it("T2.6: what was chosen for later comes after all, and its price is what is charged", () => {
    const planChange = chosen("pro", 2000);
    const answer = undo({
      ...onMax,
      subscription: { ...base.subscription, planId: "max", state: "canceling" },
      planChange,
    });
    expect(answer.effects).toMatchObject({ planChange });
    expect(answer.lines.map(({ key, amountNanos }) => [key, amountNanos])).toEqual([
      ["plan_price", usd(2000)],
      ["tax", usd(145)],
      ["charged_at_renewal", usd(2145)],
      ["change_stands", usd(2000)],
    ]);
  });

  it("T2.6: where it comes a term later, the plan that runs is charged first", () => {
    const planChange = chosen("pro", 2000, { appliesAt: "2026-04-30T10:30:00.000Z" });
    const answer = undo({
      ...onMax,
      subscription: { ...base.subscription, planId: "max", state: "canceling" },
      planChange,
    });
    // $100.00 and 7.25 % tax, $7.25.
    expect(answer.lines.find(({ key }) => key === "charged_at_renewal")?.amountNanos).toBe(usd(10_725));
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["it was not cancelled", {}, ["subscription_not_canceling T2.6"]],
    [
      "T2.6: at the very end",
      { now: base.term.endsAt, ...of({ state: "canceling" }) },
      ["subscription_term_over T2.6"],
    ],
    [
      "T1.3: the distributor's",
      of({ state: "canceling", distributor: { name: "App Store", link: "https://apps.example" } }),
      ["distributor_subscription T1.3"],
    ],
  ])("is refused: %s", (_, change, expected) => {
    const answer = undo(change);
    expect([answer.outcome, answer.effects, codes(answer)]).toEqual(["refused", null, expected]);
  });
});
