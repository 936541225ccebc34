import type { InvoiceDocument } from "@tenure/core/invoices";
import { decisionSchema } from "@tenure/core/decision";
import type { Tx } from "../db/database.ts";
import { decisionBody } from "../decisions/body.ts";

type Line = Pick<InvoiceDocument["lines"][number], "key" | "params" | "amountNanos">;

interface Ordered {
  readonly number: string;
  readonly decisionId: string;
}

/**
 * What an order consists of before tax: the items of the decision by which it was bought, credits for unused time
 * negative. Where they do not come to what was paid, the order is one line: a document says what was charged.
 */
export async function linesOfOrder(tx: Tx, order: Ordered, netNanos: bigint): Promise<readonly Line[]> {
  const decision = decisionSchema.parse(await decisionBody(tx, order.decisionId));
  const items = decision.lines.filter(({ kind, key }) => kind === "item" && key !== "tax");
  const sum = items.reduce((before, { amountNanos }) => before + amountNanos, 0n);
  if (items.length === 0 || sum !== netNanos)
    return [{ key: "order_total", params: { order: order.number }, amountNanos: netNanos }];
  return items.map(({ key, params, amountNanos }) => ({ key, params, amountNanos }));
}

/** The rate of tax an order was bought at, basis points; 0 where its decision names none. */
export async function taxBpsOfOrder(tx: Tx, order: Ordered): Promise<number> {
  const { facts } = await decisionBody(tx, order.decisionId);
  const bps = typeof facts === "object" && facts !== null && "taxBps" in facts ? facts["taxBps"] : 0;
  return typeof bps === "number" ? bps : 0;
}
