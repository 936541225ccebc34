import type { OrderStanding } from "@tenure/core/referrals";
import { Prisma } from "../generated/prisma/client.ts";
import type { Tx } from "../db/database.ts";

/** Refunds of an order `o` that were approved and not called off: paid, on their way, or owed after a bounce (R6.4). */
export const RETURNED = Prisma.sql`(
  EXISTS (SELECT 1 FROM refund r WHERE r.order_id = o.id AND r.kind NOT IN ('surplus', 'goodwill') AND (
    r.state IN ('ready', 'calling', 'pending', 'unknown', 'refunded')
    OR (r.state = 'failed' AND r.freeze_journal_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM ledger_journal j WHERE j.reverses_id = r.freeze_journal_id))))
  OR EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id AND p.purpose = 'order' AND p.dispute_state = 'lost'))`;

/** A refund of an order `o` that is being prepared, a case about one that is to be decided, or a dispute that runs. */
export const IN_QUESTION = Prisma.sql`(
  EXISTS (SELECT 1 FROM refund r WHERE r.order_id = o.id AND r.kind NOT IN ('surplus', 'goodwill') AND r.state = 'draining')
  OR EXISTS (SELECT 1 FROM refund_case c WHERE c.order_id = o.id AND c.state IN ('received', 'in_review', 'needs_info'))
  OR EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id AND p.purpose = 'order' AND p.dispute_state = 'open'))`;

/** How an order stands, from its refunds and disputes alone. Platform scope: the order is another account's. */
export async function orderStanding(tx: Tx, orderId: string): Promise<OrderStanding> {
  const [row] = await tx.$queryRaw<{ returned: boolean; in_question: boolean }[]>`
    SELECT ${RETURNED} AS returned, ${IN_QUESTION} AS in_question FROM "order" o WHERE o.id = ${orderId}::uuid`;
  if (row === undefined) throw new Error(`order ${orderId} of a referral is not there`);
  return row.returned ? "returned" : row.in_question ? "in_question" : "stands";
}
