import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { attempt, terminalStatesOf } from "../../src/lifecycle/index.ts";
import {
  changeApplies,
  type ChangePlanFacts,
  changePlanFactsSchema,
  planChangeLifecycle,
} from "../../src/subscriptions/index.ts";
import {
  base,
  change,
  policy,
  pro,
  refusals,
  type Subscription,
  targets,
  term,
  usd,
} from "./change-scenario.ts";

const running = (changed: Partial<Subscription>): Subscription => ({ ...pro, ...changed });

describe("what counts as an upgrade", () => {
  // Seed prices: Pro $20, Max $100, Ultra $200 a month; a year costs ten months.
  it.each<[string, keyof typeof targets, keyof typeof targets, "now" | "term_end"]>([
    ["dearer, same length", "pro", "max", "now"],
    ["dearer by two plans", "pro", "ultra", "now"],
    ["cheaper, same length", "ultra", "max", "term_end"],
    ["to Free", "pro", "free", "term_end"],
    ["months to years, same plan", "pro", "proYear", "now"],
    ["months to years, higher plan", "pro", "maxYear", "now"],
    ["years to months, same plan", "proYear", "pro", "term_end"],
    ["years to months, higher plan", "proYear", "ultra", "term_end"],
    ["a year of a higher plan", "proYear", "maxYear", "now"],
    ["a year of a lower plan, although $200 > $100", "max", "proYear", "term_end"],
    ["a year of a lower plan at the same $200", "ultra", "proYear", "term_end"],
    ["a year of a higher plan after a month of a lower", "max", "maxYear", "now"],
  ])("T1.4: %s", (_, from, to, expected) => {
    expect(changeApplies(targets[from], targets[to])).toBe(expected);
  });

  it("T1.4: a plan at the same price waits, so that nobody pays twice for the same", () => {
    expect(changeApplies(targets.pro, { ...targets.max, amountNanos: usd(2000) })).toBe("term_end");
    expect(changeApplies(targets.pro, { ...targets.max, amountNanos: usd(2001) })).toBe("now");
  });

  it("T1.4: a year that costs no more than the month that runs waits: its credit could exceed the price", () => {
    expect(changeApplies(targets.max, { ...targets.maxYear, amountNanos: usd(10_000) })).toBe("term_end");
  });
});

describe("a change at the end of the term (T2.6)", () => {
  const ultra = running({ planId: "ultra", amountNanos: usd(20_000) });

  it("T2.6: charges nothing now and says what is charged then, and when", () => {
    // 16 November is long before the cut-off, 30 November 00:00. $100.00 and 7.25 % tax, $7.25.
    const answer = change({ subscription: ultra, taxBps: 725 });
    expect(
      answer.lines.map(({ kind, key, clause, amountNanos }) => [kind, key, clause, amountNanos]),
    ).toEqual([
      ["subtotal", "total_due", "T2.6", 0n],
      ["item", "plan_price", "T1.1", usd(10_000)],
      ["item", "tax", "T1.2", usd(725)],
      ["subtotal", "change_charged_then", "T1.2", usd(10_725)],
      ["memo", "included_usage", "T2.1", usd(20_000)],
    ]);
    expect(answer.effects).toEqual({
      applies: "term_end",
      planPriceId: "max-month-1",
      planId: "max",
      interval: "month",
      priceNanos: usd(10_000),
      amountNanos: usd(10_000),
      taxNanos: usd(725),
      totalNanos: usd(10_725),
      appliesAt: "2026-12-01T00:00:00.000Z",
      renewsFirst: false,
      undoUntil: "2026-11-30T00:00:00.000Z",
    });
  });

  it.each([
    [
      "exactly 24 hours before the end is in time",
      "2026-11-30T00:00:00.000Z",
      false,
      "2026-12-01T00:00:00.000Z",
    ],
    // One more month of Ultra first.
    ["a millisecond later is not", "2026-11-30T00:00:00.001Z", true, "2027-01-01T00:00:00.000Z"],
  ])("T2.5: %s", (_, now, renewsFirst, appliesAt) => {
    const answer = change({ now, subscription: ultra, taxBps: 725 });
    expect(answer.effects).toMatchObject({ renewsFirst, appliesAt });
    // $200.00 and $14.50 tax.
    expect(answer.lines.find(({ key }) => key === "change_renews_first")?.amountNanos).toBe(
      renewsFirst ? usd(21_450) : undefined,
    );
  });

  it("T2.5: where a late change stops the renewal, it applies at this end", () => {
    const late = { now: "2026-11-30T12:00:00.000Z", subscription: ultra };
    const stop = { ...policy, subscriptions: { ...policy.subscriptions, lateCancel: "stop" as const } };
    expect(change(late, stop).effects).toMatchObject({
      renewsFirst: false,
      appliesAt: "2026-12-01T00:00:00.000Z",
    });
    const inGermany = {
      ...policy,
      subscriptions: { ...policy.subscriptions, lateCancelByCountry: { DE: "stop" as const } },
    };
    expect(change({ ...late, country: "DE" }, inGermany).effects).toMatchObject({ renewsFirst: false });
    expect(change({ ...late, country: "FR" }, inGermany).effects).toMatchObject({ renewsFirst: true });
  });

  it("T2.6: to Free: nothing now, nothing then, and no billing details are asked for", () => {
    const answer = change({ subscription: ultra, target: targets.free, missingBillingFields: ["city"] });
    expect(answer.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["subtotal", "total_due", 0n],
      ["memo", "change_to_free", 0n],
    ]);
    expect(answer.effects).toMatchObject({ planId: "free", totalNanos: 0n, appliesAt: pro.paidUntil });
  });

  it("T2.3: a renewal before it keeps the anchor day", () => {
    // Anchor 31 January: the term to 28 February renews to 31 March.
    const february = { ...term, anchor: "2027-01-31T10:00:00.000Z", start: "2027-01-31T10:00:00.000Z" };
    const end = "2027-02-28T10:00:00.000Z";
    const answer = change({
      now: "2027-02-28T09:00:00.000Z",
      subscription: { ...ultra, paidUntil: end, term: { ...february, end } },
    });
    expect(answer.effects).toMatchObject({ renewsFirst: true, appliesAt: "2027-03-31T10:00:00.000Z" });
  });

  it("T2.6: a change arranged before gives way to another one", () => {
    const scheduled = { planId: "free", interval: "month", appliesAt: pro.paidUntil } as const;
    expect(change({ subscription: { ...ultra, scheduled } }).effects).toMatchObject({ planId: "max" });
  });

  it("T2.6: never charges now, whatever is asked for", () => {
    const ids = Object.keys(targets) as (keyof typeof targets)[];
    let waiting = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...ids.filter((id) => id !== "free")),
        fc.constantFrom(...ids),
        fc.integer({ min: Date.parse(term.start), max: Date.parse(term.end) - 1 }),
        fc.constantFrom(0, 725, 1900),
        (from, to, nowMs, taxBps) => {
          const { planId, interval, amountNanos } = targets[from];
          const answer = change({
            now: new Date(nowMs).toISOString(),
            taxBps,
            subscription: running({ planId, interval, amountNanos }),
            target: targets[to],
          });
          const due = answer.lines.find(({ key }) => key === "total_due")?.amountNanos ?? 0n;
          if (answer.effects?.applies === "term_end") {
            waiting += 1;
            expect(due).toBe(0n);
            expect(answer.effects.appliesAt >= term.end).toBe(true);
          } else if (answer.effects !== null) expect(due).toBe(answer.effects.totalNanos);
        },
      ),
      { seed: 20261120, numRuns: 500 },
    );
    expect(waiting).toBeGreaterThan(100);
  });
});

describe("a change is refused", () => {
  const apple = { name: "App Store", link: "https://apps.apple.com/account/subscriptions" };
  it.each<[string, Partial<ChangePlanFacts>, string[]]>([
    ["T4.2: a terminated account", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a closed account", { accountState: "closed" }, ["account_terminated T4.2"]],
    ["T4.2: a suspended account", { accountState: "suspended" }, ["account_suspended T4.2"]],
    ["T2.1: nothing runs", { subscription: null }, ["subscription_not_running T2.1"]],
    ["T2.1: it ended", { subscription: running({ state: "ended" }) }, ["subscription_not_running T2.1"]],
    [
      "T2.1: not paid yet",
      { subscription: running({ state: "incomplete" }) },
      ["subscription_not_running T2.1"],
    ],
    [
      "T1.3: an app store bills it",
      { subscription: running({ distributor: apple }) },
      ["plan_change_distributor T1.3"],
    ],
    [
      "T2.6: canceled, undo first",
      { subscription: running({ state: "canceling" }) },
      ["plan_change_canceling T2.6"],
    ],
    [
      "T2.2: in arrears, also after the end of the term",
      { now: "2026-12-03T00:00:00.000Z", subscription: running({ state: "past_due" }) },
      ["plan_change_past_due T2.2"],
    ],
    ["R2.3: refunding", { subscription: running({ state: "refunding" }) }, ["refund_in_progress R2.3"]],
    [
      "R2.3: a refund is open",
      { subscription: running({ refundUnderWay: true }) },
      ["refund_in_progress R2.3"],
    ],
    ["T2.3: the term is over this moment", { now: term.end }, ["subscription_term_over T2.3"]],
    ["T2.1: the same plan and length", { target: targets.pro }, ["plan_change_same T2.1"]],
    [
      "T2.1: the same plan and length at a newer price",
      { target: { ...targets.pro, planPriceId: "pro-month-2", amountNanos: usd(2500) } },
      ["plan_change_same T2.1"],
    ],
    [
      "T2.1: arranged already",
      {
        target: targets.free,
        subscription: running({ scheduled: { planId: "free", interval: "month", appliesAt: term.end } }),
      },
      ["plan_change_already_scheduled T2.1"],
    ],
    ["T1.1: not sold", { target: { ...targets.max, forSale: false } }, ["plan_not_for_sale T1.1"]],
    [
      "T1.1: not the present price",
      { target: { ...targets.max, current: false } },
      ["plan_price_not_current T1.1"],
    ],
    [
      "T1.1: another currency",
      { target: { ...targets.max, currency: "EUR" } },
      ["plan_currency_mismatch T1.1"],
    ],
    ["R2.7: a gift is running", { subscription: running({ gift: "running" }) }, ["plan_change_gift R2.7"]],
    [
      "R2.7: terms of a gift follow",
      { subscription: running({ gift: "follows" }) },
      ["plan_change_gift R2.7"],
    ],
    [
      "R2.7: to a cheaper plan after a gift that nobody pays for afterwards",
      { subscription: running({ planId: "max", gift: "running", renews: false }), target: targets.free },
      ["plan_change_gift R2.7"],
    ],
    ["T1.2: an address is missing", { missingBillingFields: ["city"] }, ["billing_details_incomplete T1.2"]],
    ["R2.8: a dispute is open", { subscription: running({ disputeOpen: true }) }, ["disputed R2.8"]],
  ])("%s", (_, facts, expected) => {
    const answer = change(facts);
    expect(refusals(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("T4.2 first: everything at once, in order", () => {
    const answer = change({
      accountState: "suspended",
      now: term.end,
      missingBillingFields: ["city"],
      subscription: running({
        state: "canceling",
        distributor: apple,
        refundUnderWay: true,
        disputeOpen: true,
        gift: "running",
      }),
      target: { ...targets.max, forSale: false },
    });
    expect(answer.refusals.map(({ code }) => code)).toEqual([
      "account_suspended",
      "plan_change_distributor",
      "plan_change_canceling",
      "refund_in_progress",
      "subscription_term_over",
      "plan_not_for_sale",
      "plan_change_gift",
      "disputed",
      "billing_details_incomplete",
    ]);
    expect(answer.refusals[1]?.params).toEqual({ distributor: apple.name, link: apple.link });
  });

  it("R2.7, R2.8: neither gift nor dispute stands against a cheaper plan that is charged after them", () => {
    const answer = change({
      subscription: running({
        planId: "ultra",
        amountNanos: usd(20_000),
        gift: "running",
        paidUntil: "2027-02-01T00:00:00.000Z",
        disputeOpen: true,
      }),
    });
    expect(answer.effects).toMatchObject({ applies: "term_end", appliesAt: "2027-02-01T00:00:00.000Z" });
  });

  it("reads no facts that contradict themselves", () => {
    const written = z.object({ subscription: z.record(z.string(), z.unknown()) });
    const parse = (changed: object, changedTerm: object = {}) => {
      const facts = written.loose().parse(changePlanFactsSchema.encode(base));
      const { subscription } = facts;
      const newTerm = { ...z.record(z.string(), z.unknown()).parse(subscription["term"]), ...changedTerm };
      return changePlanFactsSchema.safeParse({
        ...facts,
        subscription: { ...subscription, ...changed, term: newTerm },
      }).success;
    };
    expect(parse({})).toBe(true);
    // $19.90 and $0.11 are more than the price of $20.00.
    expect(parse({}, { paidNanos: "19900000000", creditedNanos: "110000000" })).toBe(false);
    expect(parse({}, { end: term.start })).toBe(false);
    expect(parse({}, { anchor: "2026-11-01T00:00:00.001Z" })).toBe(false);
    expect(parse({ paidUntil: "2026-11-30T00:00:00.000Z" })).toBe(false);
  });
});

it("a change that waits is applied, taken back or dropped, and nothing after that", () => {
  expect(terminalStatesOf(planChangeLifecycle)).toEqual(["applied", "canceled"]);
  // R6.4: what a refund dropped comes back where the refund bounces.
  expect(attempt(planChangeLifecycle, "dropped", "restore")).toEqual({ legal: true, to: "scheduled" });
  expect(attempt(planChangeLifecycle, "scheduled", "take_back")).toEqual({ legal: true, to: "canceled" });
  expect(attempt(planChangeLifecycle, "applied", "take_back").legal).toBe(false);
});
