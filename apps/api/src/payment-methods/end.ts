import type { Acting } from "../command/command.ts";

/** Ends the cards of a holder period: they go with the holder (C4.10). @returns how many */
export async function endPaymentMethods(
  { tx, now, outbox }: Acting,
  holderPeriodId: string,
): Promise<number> {
  const saved = await tx.paymentMethod.findMany({
    where: { holderPeriodId, endedAt: null },
    select: { id: true },
  });
  for (const { id } of saved) {
    await tx.paymentMethod.update({ where: { id }, data: { endedAt: new Date(now) } });
    await outbox.enqueue(tx, "payment_methods.detach", { paymentMethodId: id });
  }
  return saved.length;
}
