import { freezeReturned } from "@tenure/core/disputes";
import { isCurrency } from "@tenure/core/money";
import type { Acting } from "../command/command.ts";
import { bookStep } from "./book.ts";
import { disputedOrder } from "./disputed-order.ts";
import { columnsOf, standingIn } from "./standing.ts";

/**
 * Freezes credits that come back to a disputed order, in the commit that brings them: a refund that is called off because of
 * the dispute, or that the bank refuses for it, must not hand out what the dispute holds (R2.8, C4.10).
 */
export async function freezeReturnedCredits(acting: Acting, orderId: string): Promise<void> {
  const { tx, now } = acting;
  const rows = await tx.paymentDispute.findMany({
    where: { orderId, state: "open", holds: "credits" },
    include: { order: { select: { number: true } } },
    orderBy: { id: "asc" },
  });
  for (const row of rows) {
    if (!isCurrency(row.currency)) continue;
    const { standing, steps } = freezeReturned(
      standingIn(row),
      await disputedOrder(acting, row.paymentId, row),
    );
    for (const step of steps) await bookStep(acting, row, row.currency, step);
    if (steps.length > 0)
      await tx.paymentDispute.update({
        where: { id: row.id },
        data: { ...columnsOf(standing), frozenAt: row.frozenAt ?? new Date(now) },
      });
  }
}
