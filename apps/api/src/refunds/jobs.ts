import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";
import { advanceRefund } from "./advance.ts";

/** Handler of `refunds.advance`. */
export const runAdvance = (services: Services, payload: { readonly refundId: string }): Promise<void> =>
  advanceRefund(services, payload.refundId);

/**
 * Handler of `refunds.reconcile`: brings every refund that stands still back to work, whatever notification or job was
 * lost. Each is asked for once per beat; the state machine decides whether there is anything to do.
 */
export async function reconcileRefunds({ db, outbox }: Services): Promise<void> {
  await db.within(PLATFORM, async (tx) => {
    const still = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM refund WHERE state IN ('ready', 'calling', 'pending', 'unknown')
         OR (state = 'draining' AND drain_until <= tenure_now(account_id)) ORDER BY submitted_at LIMIT 500`;
    for (const { id } of still)
      await outbox.enqueue(tx, "refunds.advance", { refundId: id }, { singletonKey: `reconcile:${id}` });
  });
}
