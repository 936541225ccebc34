import { type Decision, decisionSchema } from "@tenure/core/decision";
import type { Tx } from "../db/database.ts";
import { decisionBody } from "../decisions/body.ts";

/** The decision by which an order was bought, and the rate of tax in it, basis points; 0 where it names none. */
export async function boughtBy(
  tx: Tx,
  order: { readonly decisionId: string },
): Promise<{ readonly decided: Decision; readonly taxBps: number }> {
  const body = await decisionBody(tx, order.decisionId);
  const { facts } = body;
  const bps = typeof facts === "object" && facts !== null && "taxBps" in facts ? facts["taxBps"] : 0;
  return { decided: decisionSchema.parse(body), taxBps: typeof bps === "number" ? bps : 0 };
}
