import { leftNanos } from "@tenure/core/auto-top-up";
import type { OrderState } from "@tenure/core/orders";
import type { Acting } from "../command/command.ts";
import { minorToNanos, isCurrency } from "@tenure/core/money";
import { moveOrder } from "../orders/captured-payment.ts";
import type { AutoTopUpRow } from "./row.ts";

/**
 * Lets go of the order under way: it failed, and its amount no longer counts in the month. Only for an order of which
 * no money can come any more.
 */
export async function releaseOrder(
  acting: Acting,
  { accountId, pendingOrderId, monthChargedNanos }: AutoTopUpRow,
): Promise<void> {
  if (pendingOrderId === null) return;
  const { tx, now } = acting;
  const order = await tx.order.findUniqueOrThrow({ where: { id: pendingOrderId } });
  await moveOrder(acting, order.id, order.state as OrderState, "fail");
  if (!isCurrency(order.currency)) throw new Error(`order ${order.number} is in no currency of ours`);
  const totalNanos = minorToNanos(order.totalMinor, order.currency);
  await tx.autoTopUp.update({
    where: { accountId },
    data: {
      pendingOrderId: null,
      calledAt: null,
      monthChargedNanos: leftNanos(monthChargedNanos, totalNanos),
      updatedAt: new Date(now),
    },
  });
}

/** Lets go of an order that the provider was never asked to charge. */
export async function releaseUncalledOrder(acting: Acting, row: AutoTopUpRow): Promise<void> {
  if (row.calledAt === null) await releaseOrder(acting, row);
}
