import fc from "fast-check";
import type { Beginning, EventStep, Step, Tokens } from "./history.ts";

/** A time that is said is never the very moment of saying: a product's clock runs on between two steps. */
const HALF_A_MINUTE_MS = 30_000;

/** A place that no list has. */
const UNKNOWN = 999;

/** Few names and few amounts: what is rare in life (the same id twice, exactly enough) is common here. */
const tokens = fc.record({ input: fc.integer({ min: 0, max: 30 }), output: fc.integer({ min: 0, max: 6 }) });
/** Which hold or event of those there are, latest first; now and then one that nobody knows. */
const which = fc.oneof(
  { weight: 12, arbitrary: fc.nat({ max: 3 }) },
  { weight: 1, arbitrary: fc.constant(UNKNOWN) },
);
const event = fc.nat({ max: 24 });
/** Around the longest life of a hold, a day, and the policy's lateness. */
const minutes = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 60, max: 1500 }) },
);
const life = fc.option(fc.integer({ min: 1, max: 30 }), { nil: null, freq: 3 });

const plainEvent: fc.Arbitrary<EventStep> = fc.record({
  event,
  tokens,
  hold: fc.option(which, { nil: null, freq: 2 }),
  servedAt: fc.option(fc.constantFrom(0, 1, 30, 4310, 4321, -4, -7), { nil: null, freq: 2 }),
  corrects: fc.constant(null),
});

const correction: fc.Arbitrary<EventStep> = fc.record({
  event,
  tokens: fc.option(tokens, { nil: null, freq: 2 }),
  hold: fc.constant(null),
  servedAt: fc.option(fc.constantFrom(0, 1, 30), { nil: null, freq: 2 }),
  corrects: which.map(String),
});

const eventStep = fc.oneof({ weight: 4, arbitrary: plainEvent }, { weight: 1, arbitrary: correction });

const credit: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("credit" as const),
  kind: fc.constantFrom("paid" as const, "bonus" as const, "gift" as const, "referral" as const),
  nanos: fc.integer({ min: 1, max: 120 }),
  livesMinutes: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null, freq: 2 }),
});

const authorize: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("authorize" as const),
  key: fc.nat({ max: 30 }),
  tokens,
  livesMinutes: life,
});

const settle: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("settle" as const),
  hold: which,
  tokens,
  event: fc.option(event, { nil: null, freq: 2 }),
  final: fc.constant(true),
});

/** A part of a stream; each has a name of its own. */
const part: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("settle" as const),
  hold: which,
  tokens,
  event,
  final: fc.constant(false),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 7, arbitrary: minutes.map((each): Step => ({ do: "wait", minutes: each })) },
  { weight: 3, arbitrary: credit },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("limits" as const),
      day: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null, freq: 3 }),
      month: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null, freq: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("account" as const),
      state: fc.constantFrom("active" as const, "active" as const, "active" as const, "suspended" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("plan" as const),
      state: fc.constantFrom("active" as const, "active" as const, "past_due" as const, "canceling" as const),
    }),
  },
  {
    weight: 10,
    arbitrary: authorize,
  },
  { weight: 8, arbitrary: fc.oneof({ weight: 2, arbitrary: settle }, { weight: 1, arbitrary: part }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("release" as const), hold: which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("extend" as const),
      hold: which,
      livesMinutes: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("record" as const),
      events: fc.array(eventStep, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "expire" }) },
);

/**
 * A step as it was drawn: its holds and events are places in lists that only the play knows, and what it says of the
 * time an event was served is minutes before now.
 */
export interface Drawn {
  readonly step: Step;
  /** So many steps back is one to be said again instead; null says this one. */
  readonly again: number | null;
  /** Said again with another body under the same name. */
  readonly altered: boolean;
  /** The process dies after its commit and before its answer; the client asks another process the same again. */
  readonly answerLost: boolean;
}

/** A whole history, as it was drawn. */
export interface History {
  readonly beginning: Beginning;
  readonly drawn: readonly Drawn[];
}

/** Any life of an account. */
export const anyHistory: fc.Arbitrary<History> = fc.record({
  beginning: fc.record({
    includedNanos: fc.option(fc.integer({ min: 0, max: 200 }), { nil: null, freq: 4 }),
    termMinutes: fc.constantFrom(25, 600, 43_200),
  }),
  drawn: fc
    .tuple(
      fc.tuple(credit, credit, authorize, authorize),
      fc.array(
        fc.record({
          step,
          again: fc.option(fc.nat({ max: 8 }), { nil: null, freq: 6 }),
          altered: fc.constantFrom(false, false, true),
          answerLost: fc.constantFrom(false, false, false, false, false, true),
        }),
        { minLength: 4, maxLength: 30 },
      ),
    )
    .map(([first, drawn]) => [
      ...first.map((each): Drawn => ({ step: each, again: null, altered: false, answerLost: false })),
      ...drawn,
    ]),
});

/** What a play knows: how many holds were granted, and which events were recorded, latest last. */
export interface Known {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly granted: number;
  readonly events: readonly string[];
}

/** Steps with their holds and events found, and repetitions in place. `known` is asked anew before each step. */
export function* played(
  history: History,
  known: Known,
): Generator<{ readonly step: Step; readonly answerLost: boolean }> {
  const past: Step[] = [];
  for (const { step: fresh, again, altered, answerLost } of history.drawn) {
    const earlier = again === null ? undefined : past.at(-1 - again);
    const next =
      earlier !== undefined && mayRepeat(earlier)
        ? altered
          ? alter(earlier)
          : earlier
        : found(fresh, known);
    past.push(next);
    yield { step: next, answerLost };
  }
}

/** Only what a client says can be said again; time and an administrator do not repeat themselves. */
const mayRepeat = ({ do: what }: Step): boolean =>
  ["authorize", "settle", "release", "extend", "record"].includes(what);

function alter(step: Step): Step {
  const more = (each: Tokens): Tokens => ({ ...each, input: each.input + 1 });
  switch (step.do) {
    case "authorize":
    case "settle":
      return { ...step, tokens: more(step.tokens) };
    case "record":
      return {
        ...step,
        events: step.events.map((each) => ({
          ...each,
          tokens: each.tokens === null ? { input: 1, output: 0 } : more(each.tokens),
        })),
      };
    default:
      return step;
  }
}

function found(step: Step, { now, granted, events }: Known): Step {
  const hold = (place: number) =>
    place === UNKNOWN || granted === 0 ? UNKNOWN : granted - 1 - (place % granted);
  const event = (place: string) =>
    Number(place) === UNKNOWN || events.length === 0
      ? `event:${UNKNOWN}`
      : (events.at(-1 - (Number(place) % events.length)) ?? "");
  switch (step.do) {
    case "settle":
    case "release":
    case "extend":
      return { ...step, hold: hold(step.hold) };
    case "record":
      return {
        ...step,
        events: step.events.map((each) => ({
          ...each,
          hold: each.hold === null ? null : hold(each.hold),
          servedAt: each.servedAt === null ? null : now - each.servedAt * 60_000 - HALF_A_MINUTE_MS,
          corrects: each.corrects === null ? null : event(each.corrects),
        })),
      };
    default:
      return step;
  }
}
