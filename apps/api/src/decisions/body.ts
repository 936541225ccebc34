import { type DecisionJson, decisionSchema, signedSchema } from "@tenure/core/decision";
import type { Tx } from "../db/database.ts";

/** The decision inside a stored receipt. @throws Error when the row is missing or not a decision */
export async function decisionBody(tx: Tx, decisionId: string): Promise<DecisionJson> {
  const row = await tx.decision.findUniqueOrThrow({ where: { id: decisionId }, select: { receipt: true } });
  return decisionIn(row.receipt);
}

/** The decision inside a receipt. @throws Error when it is none */
export function decisionIn(receipt: unknown): DecisionJson {
  const { body } = signedSchema.parse(receipt);
  decisionSchema.parse(body);
  // Checked by the line above; parsing alone would give bigint amounts instead of the stored texts.
  return body as DecisionJson;
}
