import { decisionSchema, outcomeSchema, signedSchema } from "@tenure/core/decision";
import { currencySchema, moneySchema, toMoney } from "@tenure/core/money";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import { numbersOf, orderIn } from "./subject.ts";

/** A stored decision in a list. */
export const decisionHeadSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.string(),
    /** Number of the refund, case or order that it is about; null where it is about none, or of none yet. */
    subject: z.string().nullable(),
    /** The last subtotal of its lines: what it comes to. Null where it counts nothing, was refused, or ends in a wallet's balance. */
    amount: moneySchema.nullable(),
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
  readonly receipt: unknown;
}

// Parts of what was checked in full when it was signed.
const bodySchema = z.object({
  body: z.object({
    currency: currencySchema,
    lines: z.array(z.object({ key: z.string(), kind: z.string(), amountNanos: z.string() })),
    facts: z.unknown(),
  }),
});

/** Shows the rows of one page. */
export async function decisionHeads(
  tx: Tx,
  rows: readonly DecisionRow[],
): Promise<(row: DecisionRow) => z.infer<typeof decisionHeadSchema>> {
  const read = new Map(
    rows.map((row) => {
      const { currency, lines, facts } = bodySchema.parse(row.receipt).body;
      const total = lines.findLast(({ kind }) => kind === "subtotal");
      // A balance is not what a decision comes to; and what was refused comes to nothing.
      const isSum = row.outcome !== "refused" && total?.key !== "wallet_after";
      return [row.id, { currency, total: isSum ? total : undefined, order: orderIn(facts) }];
    }),
  );
  const numbers = await numbersOf(
    tx,
    rows.map(({ id }) => ({ id, orderId: read.get(id)?.order.id ?? null })),
  );
  return (row) => {
    const body = read.get(row.id);
    return {
      id: row.id,
      kind: row.kind,
      subject: numbers.get(row.id) ?? body?.order.number ?? null,
      amount: body?.total === undefined ? null : toMoney(BigInt(body.total.amountNanos), body.currency),
      outcome: outcomeSchema.parse(row.outcome),
      policyVersion: row.policyVersion,
      rulesVersion: row.rulesVersion,
      decidedAt: row.decidedAt.toISOString(),
      digest: row.digest,
    };
  };
}
