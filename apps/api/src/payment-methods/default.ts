import { type RunSql, sqlOf, type Statement } from "../db/batch.ts";
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

const DEFAULT_OF_EACH: Statement = {
  name: "payment-methods-default",
  // By way of the account, for which there is an index.
  text: `
    SELECT DISTINCT ON (m.holder_period_id) m.id, m.holder_period_id, m.provider_method_id, m.label
      FROM holder_period h JOIN payment_method m ON m.account_id = h.account_id AND m.holder_period_id = h.id
     WHERE h.id = ANY($1::uuid[]) AND m.ended_at IS NULL
     ORDER BY m.holder_period_id, m.chosen_at DESC NULLS LAST, m.id DESC`,
};

/** The card to charge of each holder period, by the period's id; one without a card is absent. One query for all. */
export async function defaultPaymentMethods(
  sql: RunSql,
  holderPeriodIds: readonly string[],
): Promise<ReadonlyMap<string, DefaultPaymentMethod>> {
  const rows = await sql<{ id: string; holder_period_id: string; provider_method_id: string; label: string }>(
    DEFAULT_OF_EACH,
    [holderPeriodIds],
  );
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
  (await defaultPaymentMethods(sqlOf(tx), [holderPeriodId])).get(holderPeriodId) ?? null;
