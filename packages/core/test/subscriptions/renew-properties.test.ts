import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { nextDunningStep, priceChangeFor } from "../../src/subscriptions/index.ts";
import { type Change, due, pro, renew, type RenewFacts, shipped, usd } from "./renew-scenario.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (ms: number) => new Date(ms).toISOString();
const START = Date.parse("2026-01-01T00:00:00.000Z");
const SEED = 20261120;

/** What happens in the life of a subscription, in milliseconds after 1 January 2026. */
interface Life {
  readonly anchorMs: number;
  readonly interval: "month" | "year";
  readonly zone: "UTC" | "Asia/Shanghai";
  readonly changes: readonly {
    readonly cents: number;
    readonly fromMs: number;
    readonly noticeMs: number;
    readonly fate: string;
  }[];
  /** Before the end of which term, and how long before. */
  readonly cancel: { readonly term: number; readonly beforeMs: number } | null;
  /** How late the worker looks, term by term. */
  readonly lateMs: readonly number[];
}

const TERMS = 6;
// Often right at the cut-off or the notice period, else anywhere.
const beforeEnd = fc.oneof(
  fc.constantFrom(24 * HOUR, 24 * HOUR - 1, 24 * HOUR + 1, 1, HOUR),
  fc.integer({ min: 1, max: 27 * DAY }),
);
const life: fc.Arbitrary<Life> = fc.record({
  anchorMs: fc.integer({ min: 0, max: 365 * DAY }).map((ms) => START + ms),
  interval: fc.constantFrom("month", "month", "year"),
  zone: fc.constantFrom("UTC", "Asia/Shanghai"),
  changes: fc.array(
    fc.record({
      cents: fc.constantFrom(1500, 1800, 2000, 2200, 2500, 3000),
      fromMs: fc.integer({ min: 0, max: 1000 * DAY }).map((ms) => START + ms),
      noticeMs: fc.integer({ min: -60 * DAY, max: 10 * DAY }),
      fate: fc.constantFrom("accepted", "accepted", "accepted", "bounced", "never", "withdrawn"),
    }),
    { maxLength: 4 },
  ),
  cancel: fc.option(fc.record({ term: fc.integer({ min: 0, max: TERMS - 2 }), beforeMs: beforeEnd })),
  lateMs: fc.array(fc.constantFrom(0, 0, 1, HOUR, 3 * DAY), { minLength: TERMS, maxLength: TERMS }),
});

/** A change as every subscription that has the first price meets it. */
const changeOf = ({ cents, fromMs, noticeMs, fate }: Life["changes"][number], index: number): Change => ({
  changeId: `change-${index}`,
  planPriceId: `pro-${index + 2}`,
  amountNanos: usd(cents),
  includedUsageNanos: usd(4000),
  appliesFrom: at(fromMs),
  noticeAcceptedAt: fate === "never" ? null : at(fromMs + noticeMs),
  bouncedAt: fate === "bounced" ? at(fromMs + noticeMs + HOUR) : null,
  canceled: fate === "withdrawn",
});

/** Months later by plain arithmetic on the calendar of a zone without summer time: the day is cut to the month's last. */
function later({ anchorMs, zone }: Life, months: number): number {
  const offset = zone === "UTC" ? 0 : 8 * HOUR;
  const local = new Date(anchorMs + offset);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + months, local.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const time = (anchorMs + offset) % DAY;
  return Date.UTC(year, month, Math.min(day, last)) + time - offset;
}

interface Charge {
  readonly cents: bigint;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly before: bigint;
}

/** Lives a subscription through its terms; every renewal is decided twice, by two workers. */
function live(one: Life) {
  const step = one.interval === "month" ? 1 : 12;
  const changes = one.changes.map(changeOf);
  const charges: Charge[] = [];
  const cancelMs =
    one.cancel === null ? null : later(one, (one.cancel.term + 1) * step) - one.cancel.beforeMs;
  let price: RenewFacts["term"]["price"] = pro;
  let term = { startsAt: at(one.anchorMs), endsAt: at(later(one, step)) };
  let anchor = at(one.anchorMs);
  for (let number = 1; number <= TERMS; number += 1) {
    const facts: Partial<RenewFacts> = {
      now: at(Date.parse(term.endsAt) + (one.lateMs[number - 1] ?? 0)),
      subscription: { ...due.subscription, zone: one.zone },
      term: { ...term, anchor, interval: one.interval, price },
      cancelRequestedAt: cancelMs !== null && cancelMs < Date.parse(term.endsAt) ? at(cancelMs) : null,
      // A change is one of the price the subscription has: those it has been through are behind it.
      priceChanges: changes.filter((each) => each.planPriceId !== price.planPriceId),
      renewalNumber: number,
    };
    const { effects } = renew(facts);
    expect(renew({ ...facts, renewalExists: true }).effects).toBeNull();
    if (effects === null) throw new Error("a term that is over must be decided");
    if (effects.action === "end") return { charges, cancelMs, endedAt: effects.endsAt, changes };
    charges.push({
      cents: effects.totalNanos,
      before: price.amountNanos,
      startsAt: effects.term.startsAt,
      endsAt: effects.term.endsAt,
    });
    price = {
      planPriceId: effects.planPriceId,
      planId: effects.planId,
      amountNanos: effects.amountNanos,
      includedUsageNanos: effects.includedUsageNanos,
    };
    term = { startsAt: effects.term.startsAt, endsAt: effects.term.endsAt };
    anchor = effects.term.anchor;
  }
  return { charges, cancelMs, endedAt: null, changes };
}

describe("random lives of subscriptions", () => {
  it("T2.3: terms follow each other without gap, each as long as the first, on the day it was bought", () => {
    fc.assert(
      fc.property(life, (one) => {
        const step = one.interval === "month" ? 1 : 12;
        live(one).charges.forEach(({ startsAt, endsAt }, index) => {
          expect([startsAt, endsAt]).toEqual([
            at(later(one, (index + 1) * step)),
            at(later(one, (index + 2) * step)),
          ]);
        });
      }),
      { seed: SEED, numRuns: 120 },
    );
  });

  it("T3.1, T3.2: a dearer renewal was announced, in time, by a notice that did not come back", () => {
    let raises = 0;
    fc.assert(
      fc.property(life, (one) => {
        const { charges, changes } = live(one);
        for (const { cents, before, startsAt } of charges) {
          if (cents <= before) continue;
          raises += 1;
          const renewalMs = Date.parse(startsAt);
          const told = changes.some(
            (each) =>
              !each.canceled &&
              each.bouncedAt === null &&
              each.noticeAcceptedAt !== null &&
              renewalMs - Date.parse(each.noticeAcceptedAt) >= 30 * DAY &&
              Date.parse(each.appliesFrom) <= renewalMs &&
              each.amountNanos >= cents,
          );
          expect(told).toBe(true);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
    expect(raises).toBeGreaterThan(25);
  });

  it("T2.5: in time nothing is charged any more; late, once, never dearer; access ends with what was paid", () => {
    const seen = { inTime: 0, late: 0 };
    fc.assert(
      fc.property(life, (one) => {
        const { charges, cancelMs, endedAt } = live(one);
        if (one.cancel === null || cancelMs === null) {
          expect(endedAt).toBeNull();
          return;
        }
        // A month of February can be shorter than the time before its end: then it fell into an earlier term.
        const step = one.interval === "month" ? 1 : 12;
        const endMs = later(one, (one.cancel.term + 1) * step);
        fc.pre(cancelMs >= later(one, one.cancel.term * step));
        const after = charges.filter(({ startsAt }) => Date.parse(startsAt) > cancelMs);
        if (endMs - cancelMs >= 24 * HOUR) {
          seen.inTime += 1;
          expect(after).toEqual([]);
          expect(endedAt).toBe(at(endMs));
        } else {
          seen.late += 1;
          expect(after).toHaveLength(1);
          expect((after[0]?.cents ?? 0n) <= (after[0]?.before ?? 0n)).toBe(true);
          expect(endedAt).toBe(after[0]?.endsAt);
        }
      }),
      { seed: SEED, numRuns: 250 },
    );
    expect(seen.inTime).toBeGreaterThan(25);
    expect(seen.late).toBeGreaterThan(25);
  });

  it("T3.2: what a notice says comes true: the first renewal with the new price is the one that was foretold", () => {
    let raised = 0;
    fc.assert(
      fc.property(
        life,
        fc.constantFrom(1500, 2500),
        fc.integer({ min: -90 * DAY, max: 400 * DAY }),
        (one, cents, noticeMs) => {
          const change = {
            ...changeOf({ cents, fromMs: one.anchorMs + 40 * DAY, noticeMs: 0, fate: "accepted" }, 0),
          };
          const noticeAcceptedAt = at(one.anchorMs + noticeMs);
          const foretold = priceChangeFor(
            {
              now: at(one.anchorMs),
              calendar: { anchor: at(one.anchorMs), zone: one.zone, interval: one.interval },
              index: 0,
              ends: false,
              raise: cents > 2000,
              appliesFrom: change.appliesFrom,
              noticeAcceptedAt,
              bouncedAt: null,
            },
            shipped,
          );
          const step = one.interval === "month" ? 1 : 12;
          // Term by term with the old price, until one has the new.
          let count = 1;
          const charged = (months: number) =>
            renew({
              now: at(later(one, months)),
              subscription: { ...due.subscription, zone: one.zone },
              term: {
                anchor: at(one.anchorMs),
                interval: one.interval,
                startsAt: at(later(one, months - step)),
                endsAt: at(later(one, months)),
                price: pro,
              },
              priceChanges: [{ ...change, noticeAcceptedAt }],
            }).lines[0]?.amountNanos;
          while (charged(count * step) === usd(2000)) count += 1;
          if (cents > 2000) raised += 1;
          expect(charged(count * step)).toBe(usd(cents));
          expect(foretold).toMatchObject({ renewalAt: at(later(one, count * step)), index: count });
        },
      ),
      { seed: SEED, numRuns: 120 },
    );
    expect(raised).toBeGreaterThan(25);
  });
});

describe("random lives of unpaid renewals", () => {
  const event = fc.record({
    afterMs: fc.oneof(fc.constantFrom(0, 1, HOUR, DAY, 2 * DAY), fc.integer({ min: 0, max: 3 * DAY })),
    card: fc.constantFrom("card-1", "card-1", "card-1", "card-2", null),
    failure: fc.constantFrom("soft", "soft", "hard", "authentication"),
  });

  it("T2.2: no charge after the grace, none of a card that was refused, none twice without a day or a card between", () => {
    let charges = 0;
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 40 }), (events) => {
        const since = START;
        const attempts: Parameters<typeof nextDunningStep.decide>[0]["renewal"]["attempts"] = [];
        let now = since;
        for (const { afterMs, card, failure } of events) {
          now += afterMs;
          const { effects } = decide(
            nextDunningStep,
            {
              now: at(now),
              currency: "USD",
              accountState: "active",
              subscriptionState: "past_due",
              renewal: { number: 1, totalNanos: usd(2145), pastDueSince: at(since), attempts: [...attempts] },
              attemptUnderWay: false,
              paymentMethodId: card,
            },
            shipped,
          );
          if (effects === null) throw new Error("a renewal in arrears always has a next step");
          expect(effects.step === "end").toBe(now >= since + 7 * DAY);
          expect(Date.parse(effects.at) >= now).toBe(true);
          if (effects.step === "end") return;
          if (effects.step !== "charge") {
            // A wait always ends in time for the grace to end.
            expect(Date.parse(effects.at) <= since + 7 * DAY).toBe(true);
            continue;
          }
          charges += 1;
          expect(effects.paymentMethodId).toBe(card);
          const ofCard = attempts.filter(({ paymentMethodId }) => paymentMethodId === card);
          expect(ofCard.every((each) => each.failure === "soft")).toBe(true);
          // The same card again only where day 1, 3 or 5 after the first failure lies between.
          const lastMs = Math.max(...attempts.map((each) => Date.parse(each.at)));
          if (ofCard.length > 0)
            expect([1, 3, 5].some((day) => lastMs < since + day * DAY && since + day * DAY <= now)).toBe(
              true,
            );
          attempts.push({ at: at(now), paymentMethodId: card ?? "", failure });
        }
        // One charge by the card and three by the days, whatever happens in between.
        for (const card of ["card-1", "card-2"])
          expect(attempts.filter(({ paymentMethodId }) => paymentMethodId === card).length <= 4).toBe(true);
      }),
      { seed: SEED, numRuns: 400 },
    );
    expect(charges).toBeGreaterThan(400);
  });
});
