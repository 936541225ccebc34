import { modelRatesSchema, type PriceAgreement } from "@tenure/core/pricing";
import type { Tx } from "../db/database.ts";

/** A row of the table `price_agreement`, as far as rating needs it. */
export interface AgreementRow {
  readonly id: string;
  readonly reference: string;
  readonly models: readonly string[];
  readonly discountBps: number | null;
  readonly rates: unknown;
  readonly effectiveFrom: Date;
  readonly endsAt: Date | null;
}

/** The agreement in a row; no model named means every model. */
export function readAgreement(row: AgreementRow): PriceAgreement {
  return {
    id: row.id,
    reference: row.reference,
    models: row.models.length === 0 ? null : row.models,
    terms:
      row.discountBps === null
        ? { rates: modelRatesSchema.parse(row.rates) }
        : { discountBps: row.discountBps },
    effectiveFrom: row.effectiveFrom.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
  };
}

/** Every agreement of an account, ended ones too, in the order they were written. */
export async function readAgreements(tx: Tx, accountId: string): Promise<PriceAgreement[]> {
  const rows = await tx.priceAgreement.findMany({ where: { accountId }, orderBy: { id: "asc" } });
  return rows.map(readAgreement);
}
