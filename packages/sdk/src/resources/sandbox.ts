import type { RequestOptions, Send } from "../transport.ts";
import type { Instant } from "../types.ts";

/** An advance of the account's clock and how far it came. */
export interface ClockAdvance {
  readonly id: string;
  /** `stopped`: what was due did not come to its end; `problem` says what. Ask again to go on. */
  readonly state: "running" | "done" | "stopped";
  readonly from: Instant;
  readonly to: Instant;
  /** The instant it stands at: everything due before it is done. */
  readonly at: Instant;
  /** Instants it stopped at so far. */
  readonly steps: number;
  readonly problem: string | null;
}

/** The account's clock. */
export interface AccountClock {
  readonly now: Instant;
  /** Everybody else's clock. */
  readonly realNow: Instant;
  /** False for a live account. */
  readonly movable: boolean;
  /** The newest advance; null before the first. */
  readonly advance: ClockAdvance | null;
}

/** Where to: an instant, so much on, or the next promise of the timeline. */
export type AdvanceClockParams =
  | { readonly to: Instant }
  | {
      readonly by: {
        readonly count: number;
        readonly unit: "minute" | "hour" | "day" | "month" | "year";
      };
    }
  | { readonly toNextPromise: true };

/** The clock of a sandbox account. A live account's cannot be moved. Scope `subscriptions:write` to advance it. */
export interface SandboxResource {
  clock(options?: RequestOptions): Promise<AccountClock>;
  /**
   * Sends the clock ahead. What falls due on the way happens at its own instant: renewals, notices, expiries. It answers
   * at once; read `clock()` until the advance is no longer running.
   */
  advanceClock(params: AdvanceClockParams, options?: RequestOptions): Promise<AccountClock>;
}

/** Builds the resource. */
export const sandboxResource = (send: Send): SandboxResource => ({
  clock: (options) => send({ method: "GET", path: "/sandbox/clock" }, options),
  advanceClock: (params, options) => send({ method: "POST", path: "/sandbox/clock", body: params }, options),
});
