import type { LotKind } from "../../../src/policy/index.ts";

/** Tokens of a request. In histories an input token costs one nano and an output token three. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
}

/** One usage event of a batch. `event` is the client's own number of it; the same number is the same event. */
export interface EventStep {
  readonly event: number;
  readonly tokens: Tokens | null;
  /** Which hold it settles, by the order of granting; null names none. A number nobody was granted is unknown. */
  readonly hold: number | null;
  /** When it was served, milliseconds since 1970; null leaves the time out. */
  readonly servedAt: number | null;
  /** Name of the event it corrects: `event:3`, or `hold:2` for the one that was named after its hold. */
  readonly corrects: string | null;
}

/** What happens to an account, or what a gateway asks. All amounts in nanos, all times in whole minutes. */
export type Step =
  | { readonly do: "wait"; readonly minutes: number }
  | {
      readonly do: "credit";
      readonly kind: LotKind;
      readonly nanos: number;
      readonly livesMinutes: number | null;
    }
  | { readonly do: "limits"; readonly day: number | null; readonly month: number | null }
  | { readonly do: "account"; readonly state: "active" | "suspended" | "terminated" }
  | { readonly do: "plan"; readonly state: "active" | "past_due" | "canceling" }
  | {
      readonly do: "authorize";
      /** The idempotency key, as a number. */
      readonly key: number;
      readonly tokens: Tokens;
      readonly livesMinutes: number | null;
    }
  | {
      readonly do: "settle";
      readonly hold: number;
      readonly tokens: Tokens;
      /** Null lets the event be named after the hold. */
      readonly event: number | null;
      readonly final: boolean;
    }
  | { readonly do: "release"; readonly hold: number }
  | { readonly do: "extend"; readonly hold: number; readonly livesMinutes: number }
  | { readonly do: "record"; readonly events: readonly EventStep[] }
  | { readonly do: "expire" };

/** What an account begins with. */
export interface Beginning {
  /** Included usage of the running term; null has no plan. */
  readonly includedNanos: number | null;
  /** From now to the term's end. */
  readonly termMinutes: number;
}

/** How a hold stands. A hold past its expiry counts as expired, whether somebody has closed it or not. */
export interface HoldView {
  readonly state: "open" | "settled" | "released" | "expired";
  readonly planNanos: bigint;
  readonly creditNanos: bigint;
  /** What it still promises; zero once it has ended. */
  readonly leftPlanNanos: bigint;
  readonly leftCreditNanos: bigint;
  /** From its opening to its expiry. */
  readonly livesMs: number;
}

/** Who pays an event. Negative in a reversal. */
export interface Split {
  readonly amountNanos: bigint;
  readonly planNanos: bigint;
  readonly creditNanos: bigint;
  readonly debtNanos: bigint;
}

/** What became of one event of a batch. */
export type EventAnswer =
  | { readonly is: "recorded"; readonly duplicate: boolean; readonly split: Split }
  | { readonly is: "rejected"; readonly code: string; readonly fields: readonly string[] };

/** What a step is answered. */
export type Answer =
  | { readonly is: "done" }
  | {
      readonly is: "hold";
      readonly hold: number;
      readonly view: Omit<HoldView, "leftPlanNanos" | "leftCreditNanos">;
    }
  | { readonly is: "settled"; readonly holdState: HoldView["state"]; readonly split: Split }
  | { readonly is: "results"; readonly results: readonly EventAnswer[] }
  | { readonly is: "refused"; readonly codes: readonly string[] }
  | { readonly is: "error"; readonly code: string; readonly fields: readonly string[] };

/** Sums over the usage of one hour or one local day. */
export interface UsageSum extends Split {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Everything about an account's money that can be seen at an instant. */
export interface View {
  /** What remains of each lot, in order of opening; an expired lot counts as empty. */
  readonly lots: readonly bigint[];
  /** What remains of the credits that corrections gave. */
  readonly givenBackNanos: bigint;
  readonly debtNanos: bigint;
  readonly termUsedNanos: bigint;
  /** Promised from the plan and from credits to holds that still promise. */
  readonly heldPlanNanos: bigint;
  readonly heldCreditNanos: bigint;
  /** Credits and debt that usage ever took. */
  readonly usedNanos: bigint;
  readonly holds: readonly HoldView[];
  readonly events: number;
  /** By the first moment of the hour, ISO. */
  readonly byHour: Readonly<Record<string, UsageSum>>;
}
