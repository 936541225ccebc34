import { z } from "zod";
import { type DecisionJson, outcomeSchema, signedSchema } from "../decision/index.ts";
import { currencySchema } from "../money/index.ts";
import { clauseIdSchema } from "../policy/index.ts";
import { lineKeySchema, refusalCodeSchema } from "../text/index.ts";
import { instantSchema } from "../time/index.ts";

const nanosText = z.string().regex(/^(0|-?[1-9]\d{0,29})$/);
const params = z.record(z.string(), z.string());

/**
 * A decision as every door carries it: exactly what is stored and signed. Amounts are integer texts in nanos
 * (10⁻⁹ of the currency's major unit); `item` lines add up to the `subtotal` below them.
 */
export const decisionJsonSchema = z
  .strictObject({
    kind: z.string(),
    rulesVersion: z.int().positive(),
    policyVersion: z.string(),
    decidedAt: instantSchema,
    currency: currencySchema,
    outcome: outcomeSchema,
    refusals: z.array(z.strictObject({ code: refusalCodeSchema, clause: clauseIdSchema, params })),
    lines: z.array(
      z.strictObject({
        kind: z.enum(["item", "subtotal", "memo"]),
        key: lineKeySchema,
        clause: clauseIdSchema.nullable(),
        amountNanos: nanosText,
        params,
      }),
    ),
    effects: z.json(),
    facts: z.json(),
  })
  .meta({ id: "Decision" }) satisfies z.ZodType<DecisionJson>;

/** A stored decision with its signature; verifies offline with a published key. */
export const receiptSchema = signedSchema.meta({ id: "Receipt" });
