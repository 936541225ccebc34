import { decisionSchema, outcomeSchema, signedSchema } from "@tenure/core/decision";
import { z } from "zod";

/** A stored decision in a list. */
export const decisionHeadSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.string(),
    outcome: outcomeSchema,
    policyVersion: z.string(),
    rulesVersion: z.int(),
    decidedAt: z.iso.datetime(),
    /** SHA-256 of the canonical decision, hex. */
    digest: z.string(),
  })
  .meta({ id: "DecisionHead" });

/** A stored decision with what it says and its signature. */
export const decisionSheetSchema = decisionHeadSchema.extend({
  /** Amounts are integer texts in nanos. */
  decision: z
    .custom<z.input<typeof decisionSchema>>((value) => decisionSchema.safeParse(value).success)
    .meta({
      type: "object",
      description: "The decision: outcome, refusals, lines, effects and the facts it was made from.",
    }),
  receipt: signedSchema,
});

interface DecisionRow {
  readonly id: string;
  readonly kind: string;
  readonly outcome: string;
  readonly policyVersion: string;
  readonly rulesVersion: number;
  readonly decidedAt: Date;
  readonly digest: string;
}

/** Shows one row. */
export const toDecisionHead = (row: DecisionRow): z.infer<typeof decisionHeadSchema> => ({
  id: row.id,
  kind: row.kind,
  outcome: outcomeSchema.parse(row.outcome),
  policyVersion: row.policyVersion,
  rulesVersion: row.rulesVersion,
  decidedAt: row.decidedAt.toISOString(),
  digest: row.digest,
});
