import { timeLeft as coreTimeLeft } from "@tenure/core/previews";
import { instantOf, type Moment } from "./server-clock.ts";

// Said again here: the types that partners install stand by themselves, and core is not installed with them.
/** What is left until an instant, in whole seconds, as a countdown shows it. */
export interface TimeLeft {
  /** The instant itself has passed: exactly at it there is nothing left, and it is not over. */
  readonly isOver: boolean;
  /** Milliseconds; 0 where it is over. */
  readonly ms: number;
  readonly days: number;
  /** 0 to 23. */
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** What is left until an instant, for a countdown. */
export const timeLeft = (until: Moment, now: Moment = new Date()): TimeLeft =>
  coreTimeLeft(instantOf(until), instantOf(now));
