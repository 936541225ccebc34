import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";

/** Handler of `payment_methods.detach`: the provider forgets a card that ended here. */
export async function detachPaymentMethod(
  { db, payments }: Services,
  { paymentMethodId }: { readonly paymentMethodId: string },
): Promise<void> {
  const method = await db.within(PLATFORM, (tx) =>
    tx.paymentMethod.findUnique({ where: { id: paymentMethodId } }),
  );
  if (method === null || method.endedAt === null) return;
  await payments.stripe.detachMethod(method.providerMethodId);
}
