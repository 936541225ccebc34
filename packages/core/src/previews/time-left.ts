import { type Instant, msBetween } from "../time/index.ts";

/** What is left until an instant, whole seconds, as a countdown shows it: the last second shows 0. */
export interface TimeLeft {
  /** The instant itself has passed: exactly at it there is nothing left, and it is not over (R1.1, T2.5). */
  readonly isOver: boolean;
  /** Milliseconds; 0 where it is over. */
  readonly ms: number;
  readonly days: number;
  /** 0 to 23. */
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** What is left of a promise that holds up to and including `until`. */
export function timeLeft(until: Instant, now: Instant): TimeLeft {
  const between = msBetween(now, until);
  const ms = Math.max(0, between);
  const seconds = Math.floor(ms / 1000);
  return {
    isOver: between < 0,
    ms,
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}
