import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { REQUEST_FIELDS } from "../refund-cases/index.ts";
import { instantSchema } from "../time/index.ts";

/** States of a case, in the order of its lifecycle. */
const states = ["received", "in_review", "needs_info", "approved", "declined"] as const;

/** A refund that a person decides (R5), as lists show it. */
export const refundCaseSummarySchema = z
  .strictObject({
    id: z.uuid(),
    number: z.string(),
    channel: z.enum(["email", "dashboard", "staff"]),
    state: z.enum(states),
    subject: z.string(),
    orderId: z.uuid().nullable(),
    orderNumber: z.string().nullable(),
    /** The window is judged at this instant (R5.2). */
    receivedAt: instantSchema,
    /** Decided by then at the latest (R5.2). */
    dueAt: instantSchema,
    decidedAt: instantSchema.nullable(),
    decisionId: z.uuid().nullable(),
    refundId: z.uuid().nullable(),
    /** What is still to be said of R5.1, while no order is known. */
    missing: z.array(z.enum(REQUEST_FIELDS)),
    /** Why it was declined: codes of refusals and of reasons. */
    declined: z.array(z.string()),
  })
  .meta({ id: "RefundCaseSummary" });

/** A case with what was written. */
export const refundCaseSchema = z
  .strictObject({
    ...refundCaseSummarySchema.shape,
    /** Total of the order it is about. */
    orderTotal: moneySchema.nullable(),
    messages: z.array(
      z.strictObject({
        id: z.uuid(),
        /** `in`: from the customer. */
        direction: z.enum(["in", "out"]),
        subject: z.string().nullable(),
        body: z.string(),
        sentAt: instantSchema,
      }),
    ),
    /** Banking business days until the money arrives, once approved (R5.3). */
    arrivalBusinessDays: z.strictObject({ min: z.int(), max: z.int() }),
    /** What the caller may do now. */
    actions: z.array(z.enum(["answer"])),
  })
  .meta({ id: "RefundCase" });

/** Answer of a request for a refund by case. */
export const refundCaseOpenedSchema = z.strictObject({
  caseId: z.uuid(),
  number: z.string(),
  state: z.enum(states),
  dueAt: instantSchema,
});
