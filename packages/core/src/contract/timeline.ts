import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { clauseIdSchema } from "../policy/index.ts";
import { instantSchema } from "../time/index.ts";
import { FACT_KINDS, PROMISE_KINDS, TIMELINE_ACTIONS } from "../timeline/index.ts";

/** What an entry is about, where that has a page and a procedure of its own. */
const subjectSchema = z.strictObject({ kind: z.enum(["order", "refund", "gift"]), id: z.uuid() }).nullable();

const entryShape = {
  at: instantSchema,
  amount: moneySchema.nullable(),
  /** Raw values of the text; those that are amounts in nanos. */
  params: z.record(z.string(), z.string()),
  /** What a person reads, in the language that was asked for. */
  text: z.string(),
  subject: subjectSchema,
};

/** What is promised to an account, soonest first, and what happened last, newest first. */
export const timelineSchema = z
  .strictObject({
    now: instantSchema,
    timeZone: z.string(),
    promises: z.array(
      z.strictObject({
        ...entryShape,
        kind: z.enum(PROMISE_KINDS),
        /** Null where the product promises it and no clause does. */
        clause: clauseIdSchema.nullable(),
        /** What one can do about it until then. */
        action: z.enum(TIMELINE_ACTIONS),
      }),
    ),
    facts: z.array(z.strictObject({ ...entryShape, kind: z.enum(FACT_KINDS) })),
  })
  .meta({ id: "Timeline" });

export type TimelineView = z.infer<typeof timelineSchema>;
