import fc from "fast-check";
import { DAY, HOUR, ZONES } from "./calendar.ts";
import type { Bank, Interval, Plan, Step } from "./life.ts";
import type { Edge, ReferenceLife } from "./reference-life.ts";

const MINUTE = 60_000;

/** How long to wait: a time of its own, or until about a moment at which something changes, sides and all. */
type Wait =
  | { readonly kind: "for"; readonly minutes: number }
  | { readonly kind: "until"; readonly edge: Edge; readonly units: number };

/** A step as it was drawn: what it refers to, only the play knows. */
export type Drawn =
  | { readonly do: "wait"; readonly wait: Wait }
  /** A new price of what runs, in percent of the old. */
  | { readonly do: "announce_own"; readonly percent: number; readonly inMs: number }
  | Exclude<Step, { do: "wait" }>;

const plan = fc.constantFrom<Plan>("pro", "pro", "max");
const interval = fc.constantFrom<Interval>("month", "month", "month", "year");
const bank = fc.constantFrom<Bank>("pays", "no_funds", "no_funds", "stolen", "asks_customer");
const units = fc.constantFrom(-1, 0, 0, 1, 1, 10);
const until = (...edges: Edge[]) =>
  fc
    .record({ kind: fc.constant("until" as const), edge: fc.constantFrom(...edges), units })
    .map((each): Drawn => ({ do: "wait", wait: each }));
const aWhile = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 90 }) },
    { weight: 4, arbitrary: fc.integer({ min: 60, max: 3 * 1440 }) },
    { weight: 3, arbitrary: fc.integer({ min: 1440, max: 25 * 1440 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1440, max: 800 * 1440 }) },
  )
  .map((minutes): Drawn => ({ do: "wait", wait: { kind: "for", minutes } }));

const one = (step: Drawn) => fc.constant(step);
const look = one({ do: "look" });
const buy = fc.record({ do: fc.constant("buy" as const), plan, interval });
const change = fc.record({
  do: fc.constant("change" as const),
  plan: fc.constantFrom<Plan>("pro", "max", "max", "free"),
  interval,
});
const announce = fc.record({
  do: fc.constant("announce_own" as const),
  percent: fc.constantFrom(60, 90, 125, 125, 150, 200),
  inMs: fc.constantFrom(0, DAY, 20 * DAY, 31 * DAY, 45 * DAY, 200 * DAY),
});
const setBank = fc.record({ do: fc.constant("bank" as const), bank });
const card = fc.record({ do: fc.constant("card" as const), bank: fc.option(bank, { nil: null, freq: 5 }) });
const use = fc.record({
  do: fc.constant("use" as const),
  cents: fc.constantFrom(1, 100, 1999, 3000, 15_000),
});
const webhook = fc.record({
  do: fc.constant("webhook" as const),
  copies: fc.constantFrom(1 as const, 2 as const),
});
const arrival = fc.record({
  do: fc.constant("arrival" as const),
  how: fc.constantFrom("at_once" as const, "twice" as const, "later" as const),
});
const notice = fc.record({
  do: fc.constant("notice" as const),
  fate: fc.constantFrom("accepted" as const, "accepted" as const, "accepted" as const, "bounced" as const),
});
const accepted = one({ do: "notice", fate: "accepted" });
const refundEnds = fc.record({
  do: fc.constant("refund_ends" as const),
  as: fc.constantFrom("paid" as const, "paid" as const, "failed" as const),
});

/** Things that come one after the other in life, so that what is rare by chance is common here. */
const episode: fc.Arbitrary<readonly Drawn[]> = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(until("end"), look) },
  { weight: 4, arbitrary: fc.tuple(until("notice", "cut_off"), accepted, until("end"), look) },
  { weight: 5, arbitrary: fc.tuple(announce, accepted, until("end"), look, until("end"), look) },
  { weight: 4, arbitrary: fc.tuple(setBank, until("end"), look, until("retry", "grace"), look) },
  { weight: 3, arbitrary: fc.tuple(until("retry", "grace"), setBank, look) },
  { weight: 2, arbitrary: fc.tuple(card, look) },
  { weight: 4, arbitrary: fc.tuple(change, one({ do: "pay" }), use) },
  { weight: 2, arbitrary: fc.tuple(change, until("quote", "end"), one({ do: "pay" })) },
  { weight: 2, arbitrary: fc.tuple(change, until("change_cut_off"), one({ do: "take_back" })) },
  { weight: 4, arbitrary: fc.tuple(until("cut_off"), one({ do: "cancel" }), aWhile) },
  { weight: 2, arbitrary: fc.tuple(one({ do: "cancel" }), aWhile, one({ do: "undo" })) },
  { weight: 3, arbitrary: fc.tuple(change, one({ do: "pay" }), one({ do: "refund" }), refundEnds) },
  {
    weight: 2,
    arbitrary: fc.tuple(one({ do: "refund" }), aWhile, refundEnds, aWhile, one({ do: "refund_bounces" })),
  },
  { weight: 2, arbitrary: fc.tuple(arrival, until("end"), look, aWhile, webhook) },
  {
    weight: 1,
    arbitrary: fc.tuple(one({ do: "suspend" }), until("end", "suspension"), look, one({ do: "lift" }), look),
  },
);
const single: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 6, arbitrary: aWhile },
  { weight: 6, arbitrary: until("end", "cut_off", "notice", "window", "retry", "grace", "quote") },
  { weight: 6, arbitrary: look },
  ...[
    buy,
    change,
    one({ do: "pay" }),
    one({ do: "cancel" }),
    one({ do: "undo" }),
    announce,
    notice,
    use,
    webhook,
  ].map((arbitrary) => ({ weight: 2, arbitrary })),
  ...[card, setBank, arrival, refundEnds, one({ do: "refund" }), one({ do: "refund_bounces" })].map(
    (arbitrary) => ({
      weight: 1,
      arbitrary,
    }),
  ),
  { weight: 1, arbitrary: fc.record({ do: fc.constant("withdraw" as const), plan, interval }) },
  { weight: 1, arbitrary: one({ do: "suspend" }) },
  { weight: 2, arbitrary: one({ do: "lift" }) },
);

/** A whole life, as it was drawn. */
export interface Life {
  readonly bornAt: number;
  readonly zone: (typeof ZONES)[number];
  readonly drawn: readonly Drawn[];
}

/**
 * Any life: bought somewhere within two years, also on 29 and 31 of a month and in the hours of a change of summer time.
 */
export const anyLife: fc.Arbitrary<Life> = fc.record({
  bornAt: fc.oneof(
    fc.integer({ min: 0, max: 600 * 1440 }).map((each) => Date.UTC(2027, 0, 1) + each * MINUTE),
    fc.constantFrom(
      Date.UTC(2027, 0, 31, 10, 30),
      Date.UTC(2028, 1, 29, 12),
      Date.UTC(2027, 1, 14, 7, 30),
      Date.UTC(2027, 9, 7, 5, 30),
    ),
  ),
  zone: fc.constantFrom(...ZONES),
  drawn: fc
    .tuple(
      buy,
      fc.array(
        fc.oneof(
          { weight: 2, arbitrary: episode },
          { weight: 3, arbitrary: single.map((each): readonly Drawn[] => [each]) },
        ),
        { minLength: 5, maxLength: 22 },
      ),
    )
    .map(([first, rest]): Drawn[] => [first, ...rest.flat()]),
});

/**
 * The steps of a life with what they refer to worked out; the model is asked anew before each one.
 * @param unitMs how near to a moment the play may come: a product's own clock runs on between two steps
 */
export function* played(life: Life, model: ReferenceLife, unitMs: number): Generator<Step> {
  for (const each of life.drawn)
    if (each.do === "wait") yield { do: "wait", ms: msOf(each.wait, model, unitMs) };
    else if (each.do === "announce_own") {
      const { plan, interval, cents } = model.runs ?? { plan: "pro", interval: "month", cents: 2000 };
      yield {
        do: "announce",
        plan,
        interval,
        cents: Math.round((cents * each.percent) / 100),
        inMs: each.inMs,
      };
    } else yield each;
}

function msOf(wait: Wait, model: ReferenceLife, unitMs: number): number {
  if (wait.kind === "for") return wait.minutes * MINUTE;
  const edge = model.edge(wait.edge);
  return edge === null ? HOUR : Math.max(edge + wait.units * unitMs - model.now, unitMs);
}
