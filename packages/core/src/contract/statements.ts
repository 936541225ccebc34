import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { localDateSchema } from "../statements/index.ts";
import { instantSchema } from "../time/index.ts";

/** Which days a statement covers, both inside; without them, the present local month up to today. */
export const statementShape = {
  from: localDateSchema.exactOptional(),
  to: localDateSchema.exactOptional(),
};

const lineShape = {
  /** The local day it counts in. */
  day: localDateSchema,
  /** What the wallet gained, negative what it lost. */
  amount: moneySchema,
  /** What the wallet was worth afterwards: credits less debt. */
  balance: moneySchema,
};

/** One line: a movement, or all usage that was recorded on a day. */
export const statementLineSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("usage"), ...lineShape }),
    z.strictObject({
      type: z.literal("movement"),
      ...lineShape,
      /** Kind of the movement, such as `gift.granted`. */
      kind: z.string(),
      at: instantSchema,
      /** What it belongs to, such as an order's number. */
      reference: z.string().nullable(),
      journalId: z.uuid(),
    }),
  ])
  .meta({ id: "StatementLine" });

/** A wallet's statement. `opening` plus every line's amount is `closing`, to the last digit. */
export const statementSchema = z
  .strictObject({
    accountName: z.string(),
    timeZone: z.string(),
    from: localDateSchema,
    to: localDateSchema,
    issuedAt: instantSchema,
    opening: moneySchema,
    /** What usage took, as a negative amount. */
    usage: moneySchema,
    /** What came in and what else went out. */
    movedIn: moneySchema,
    movedOut: moneySchema,
    lines: z.array(statementLineSchema),
    closing: moneySchema,
  })
  .meta({ id: "Statement" });

export type StatementLineView = z.infer<typeof statementLineSchema>;
export type StatementView = z.infer<typeof statementSchema>;
