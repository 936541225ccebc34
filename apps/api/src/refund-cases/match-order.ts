import { isCurrency, minorToNanos } from "@tenure/core/money";
import { instantOfLocal, type ParsedRequest, refundCaseStatesOpen } from "@tenure/core/refund-cases";
import type { Tx } from "../db/database.ts";
import { isOfPlan } from "../refunds/facts.ts";
import { isTopUp } from "../refunds/top-up-facts.ts";

const MINUTE_MS = 60_000;

/** Whether a case can be about an order of that kind. */
export const canBeRefundedByCase = (kind: string): boolean => isOfPlan(kind) || isTopUp(kind);

/**
 * The one order of the account that a request describes: bought in the stated minute (R5.1), for the stated amount where
 * one is stated, and looked at by no other case. Null where several do, or none: a person links it then.
 */
export async function matchOrder(
  tx: Tx,
  account: { readonly id: string; readonly timeZone: string },
  { purchasedAt, amount }: ParsedRequest,
): Promise<string | null> {
  const at = purchasedAt === null ? null : instantOfLocal(purchasedAt, account.timeZone);
  if (at === null) return null;
  const from = new Date(at);
  const to = new Date(from.getTime() + MINUTE_MS);
  const minute = { gte: from, lt: to };
  const orders = await tx.order.findMany({
    where: { accountId: account.id, state: "paid", OR: [{ paidAt: minute }, { createdAt: minute }] },
    select: { id: true, kind: true, currency: true, totalMinor: true, amountNanos: true },
    take: 20,
  });
  const fitting = orders.filter(({ kind, currency, totalMinor, amountNanos }) => {
    if (!canBeRefundedByCase(kind) || !isCurrency(currency)) return false;
    if (amount === null) return true;
    const fitsCurrency = amount.currency === null || amount.currency === currency;
    return fitsCurrency && [minorToNanos(totalMinor, currency), amountNanos].includes(amount.nanos);
  });
  const [order] = fitting;
  if (order === undefined || fitting.length > 1) return null;
  return (await openCaseOf(tx, order.id)) === null ? order.id : null;
}

/** The case that looks at an order now. */
export const openCaseOf = (tx: Tx, orderId: string) =>
  tx.refundCase.findFirst({
    where: { orderId, state: { in: [...refundCaseStatesOpen] } },
    select: { id: true, number: true },
  });
