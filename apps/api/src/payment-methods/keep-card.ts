import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { wakeRenewal } from "../renewals/wake.ts";
import type { Card } from "./card.ts";

/** What became of a card that was given: which row stands for it, and which ended. */
export interface Kept {
  readonly paymentMethodId: string;
  /** False where it was known already, or ended at once. */
  readonly isNew: boolean;
  /** The row that ended, so that one card is one row. */
  readonly ended: string | null;
}

/**
 * Keeps a card for its holder period, for payments without its holder; once per id of the provider. Of two with the
 * same number one is kept: the one that automatic top-up charges, since its consent names it, else the newer, which is
 * valid longer. `chosen`: its holder paid with it or asked for it, so it is the default from now on; the first card of
 * a holder is always.
 */
export async function keepCard(
  acting: Acting,
  holderPeriod: { readonly id: string; readonly endedAt: Date | null },
  card: Card,
  chosen: boolean,
): Promise<Kept> {
  const { tx, now, context, outbox } = acting;
  const accountId = context.accountId ?? "";
  const { provider, methodId: providerMethodId, ...said } = card;
  const known = await tx.paymentMethod.findUnique({
    where: { provider_providerMethodId: { provider, providerMethodId } },
  });
  if (known !== null) return { paymentMethodId: known.id, isNew: false, ended: null };
  const active = await tx.paymentMethod.findMany({
    where: { holderPeriodId: holderPeriod.id, endedAt: null },
    select: { id: true, provider: true, fingerprint: true, chosenAt: true },
  });
  const same =
    card.fingerprint === null
      ? undefined
      : active.find((each) => each.provider === provider && each.fingerprint === card.fingerprint);
  const autoTopUp = await tx.autoTopUp.findUnique({ where: { accountId } });
  const sameIsCharged =
    same !== undefined && autoTopUp?.state === "on" && autoTopUp.paymentMethodId === same.id;
  // Given under a holder that left meanwhile: it is not the card of the one who holds the account now (C4.10).
  const endsAtOnce = sameIsCharged || holderPeriod.endedAt !== null;
  const at = new Date(now);
  const id = newId();
  // The same card given anew takes the place of its row, as the default too.
  const chosenAt = chosen || active.length === 0 ? at : (same?.chosenAt ?? null);
  await tx.paymentMethod.createMany({
    data: {
      id,
      accountId,
      holderPeriodId: holderPeriod.id,
      provider,
      providerMethodId,
      ...said,
      chosenAt: endsAtOnce ? null : chosenAt,
      createdAt: at,
      endedAt: endsAtOnce ? at : null,
    },
  });
  if (sameIsCharged && chosen)
    await tx.paymentMethod.update({ where: { id: same.id }, data: { chosenAt: at } });
  const ended = endsAtOnce ? id : (same?.id ?? null);
  if (ended !== null) {
    if (!endsAtOnce) await tx.paymentMethod.update({ where: { id: ended }, data: { endedAt: at } });
    await outbox.enqueue(tx, "payment_methods.detach", { paymentMethodId: ended });
  }
  // A renewal in arrears may have waited for just this card (T2.2).
  if (!endsAtOnce) await wakeRenewal(acting);
  return { paymentMethodId: sameIsCharged ? same.id : id, isNew: !endsAtOnce, ended };
}
