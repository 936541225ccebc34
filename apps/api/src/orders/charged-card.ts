import { PLATFORM } from "../db/database.ts";
import { instantInId } from "../db/ids.ts";
import type { Services } from "../runtime/services.ts";

/**
 * The payment that was captured from a saved card for an order, asked of the provider: for where neither its answer nor
 * its notification was heard. Null: the card was not charged.
 */
export async function capturedFromCard(
  { db, payments: { stripe } }: Services,
  { id, holderPeriodId }: { readonly id: string; readonly holderPeriodId: string },
): Promise<string | null> {
  const { stripeCustomerId } = await db.within(PLATFORM, (tx) =>
    tx.holderPeriod.findUniqueOrThrow({ where: { id: holderPeriodId }, select: { stripeCustomerId: true } }),
  );
  if (stripeCustomerId === null) return null;
  const charged = await stripe.findPayment(stripeCustomerId, id, new Date(instantInId(id)));
  return charged?.captured === true ? charged.paymentId : null;
}
