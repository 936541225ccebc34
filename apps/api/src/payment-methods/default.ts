import type { Tx } from "../db/database.ts";

/** The card that is charged when nobody is present. */
export interface DefaultPaymentMethod {
  readonly id: string;
  readonly holderPeriodId: string;
  /** The provider's id. */
  readonly providerMethodId: string;
  /** For people: `Visa •••• 4242`. */
  readonly label: string;
}

/** The card to charge of each holder period, by the period's id; one without a card is absent. One query for all. */
export async function defaultPaymentMethods(
  tx: Tx,
  holderPeriodIds: readonly string[],
): Promise<ReadonlyMap<string, DefaultPaymentMethod>> {
  const rows = await tx.$queryRaw<
    { id: string; holder_period_id: string; provider_method_id: string; label: string }[]
  >`
    SELECT DISTINCT ON (holder_period_id) id, holder_period_id, provider_method_id, label
      FROM payment_method WHERE holder_period_id = ANY(${[...holderPeriodIds]}::uuid[]) AND ended_at IS NULL
     ORDER BY holder_period_id, chosen_at DESC NULLS LAST, id DESC`;
  return new Map(
    rows.map((row) => [
      row.holder_period_id,
      {
        id: row.id,
        holderPeriodId: row.holder_period_id,
        providerMethodId: row.provider_method_id,
        label: row.label,
      },
    ]),
  );
}

/** The card to charge of one holder period, or null (C4.10: never that of another holder). */
export const defaultPaymentMethod = async (
  tx: Tx,
  holderPeriodId: string,
): Promise<DefaultPaymentMethod | null> =>
  (await defaultPaymentMethods(tx, [holderPeriodId])).get(holderPeriodId) ?? null;
