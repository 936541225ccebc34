import { z } from "zod";
import { CLOCK_UNITS } from "../clock/index.ts";
import { instantSchema } from "../time/index.ts";

/** Where to advance a sandbox account's clock: exactly one of the three. */
export const clockRequestShape = {
  /** An instant ahead of the account's clock. */
  to: instantSchema.exactOptional(),
  /** So much on from the account's clock, such as `{ count: 1, unit: "month" }`. */
  by: z.strictObject({ count: z.int().min(1).max(100_000), unit: z.enum(CLOCK_UNITS) }).exactOptional(),
  /** To the next promise of the account's timeline. */
  toNextPromise: z.literal(true).exactOptional(),
};

/** An advance and how far it came. */
export const clockAdvanceSchema = z
  .strictObject({
    id: z.uuid(),
    /** `stopped`: work that was due did not come to its end; `problem` says which. Ask again to go on. */
    state: z.enum(["running", "done", "stopped"]),
    from: instantSchema,
    to: instantSchema,
    /** The instant it stands at: everything due before it is done. */
    at: instantSchema,
    /** Instants it stopped at so far. */
    steps: z.int(),
    problem: z.string().nullable(),
  })
  .meta({ id: "ClockAdvance" });

/** An account's clock. */
export const accountClockSchema = z
  .strictObject({
    now: instantSchema,
    /** Everybody else's clock. */
    realNow: instantSchema,
    /** False for a live account: its clock is the real one. */
    movable: z.boolean(),
    /** The newest advance; null before the first. */
    advance: clockAdvanceSchema.nullable(),
  })
  .meta({ id: "AccountClock" });

export type ClockAdvance = z.infer<typeof clockAdvanceSchema>;
export type AccountClockView = z.infer<typeof accountClockSchema>;
