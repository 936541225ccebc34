import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { wakeRenewal } from "../renewals/jobs.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";

/**
 * Saves the card that an order was paid with, for payments without its holder. Of two with the same number one is kept:
 * the one that automatic top-up charges, since its consent names it, else the newer, which is valid longer.
 */
export const savePaymentMethod = plainCommand({
  name: "payment_methods.save",
  input: z.strictObject({
    orderId: z.uuid(),
    provider: z.literal("stripe"),
    methodId: z.string().min(1).max(120),
    label: z.string().max(80),
    fingerprint: z.string().max(120).nullable(),
  }),
  async apply(acting, { orderId, provider, methodId, label, fingerprint }) {
    const { tx, now, context, outbox } = acting;
    const accountId = context.accountId ?? "";
    const order = await tx.order.findFirst({
      where: { id: orderId, accountId },
      select: { holderPeriodId: true, holderPeriod: { select: { endedAt: true } } },
    });
    if (order === null) throw new AppError("not_found", "No such order.");
    const known = await tx.paymentMethod.findUnique({
      where: { provider_providerMethodId: { provider, providerMethodId: methodId } },
    });
    if (known !== null)
      return {
        answer: { paymentMethodId: known.id },
        target: { kind: "payment_method", id: known.id },
      };
    const same =
      fingerprint === null
        ? null
        : await tx.paymentMethod.findFirst({
            where: { holderPeriodId: order.holderPeriodId, provider, fingerprint, endedAt: null },
          });
    const autoTopUp = await tx.autoTopUp.findUnique({ where: { accountId } });
    const sameIsCharged = same !== null && autoTopUp?.state === "on" && autoTopUp.paymentMethodId === same.id;
    // Paid under a holder that left meanwhile: it is not the card of the one who holds the account now (C4.10).
    const endsAtOnce = sameIsCharged || order.holderPeriod.endedAt !== null;
    const id = newId();
    await tx.paymentMethod.createMany({
      data: {
        id,
        accountId,
        holderPeriodId: order.holderPeriodId,
        provider,
        providerMethodId: methodId,
        label,
        fingerprint,
        createdAt: new Date(now),
        endedAt: endsAtOnce ? new Date(now) : null,
      },
    });
    const ended = endsAtOnce ? id : (same?.id ?? null);
    if (ended !== null) {
      if (!endsAtOnce)
        await tx.paymentMethod.update({ where: { id: ended }, data: { endedAt: new Date(now) } });
      await outbox.enqueue(tx, "payment_methods.detach", { paymentMethodId: ended });
    }
    // A renewal in arrears is charged to a new card at once.
    if (!endsAtOnce) await wakeRenewal(acting);
    return {
      answer: { paymentMethodId: sameIsCharged ? same.id : id },
      target: { kind: "payment_method", id },
      after: { saved: !endsAtOnce, ended },
    };
  },
});
