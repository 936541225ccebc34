import { type BillingDetails, checkBillingDetails } from "@tenure/core/billing-details";
import type { Tx } from "../db/database.ts";
import type { TaxCalculator } from "../orders/tax.ts";

const NOBODY: BillingDetails = {
  fullName: null,
  companyName: null,
  email: null,
  country: null,
  addressLine: null,
  city: null,
  region: null,
  postalCode: null,
  taxId: null,
};

/** Who is billed; every field null where nobody said so yet. */
export const billingDetailsOf = async (tx: Tx, accountId: string): Promise<BillingDetails> =>
  detailsIn(await tx.billingDetails.findUnique({ where: { accountId } }));

/**
 * Who was billed under one holder: what is about an order of theirs names them, whoever holds the account now (C4.10).
 * Those of a former holder only the platform reads.
 */
export async function billingDetailsOfPeriod(tx: Tx, holderPeriodId: string): Promise<BillingDetails> {
  const period = await tx.holderPeriod.findUniqueOrThrow({ where: { id: holderPeriodId } });
  return period.endedAt === null
    ? billingDetailsOf(tx, period.accountId)
    : detailsIn(await tx.formerBillingDetails.findUnique({ where: { holderPeriodId } }));
}

function detailsIn(row: BillingDetails | null): BillingDetails {
  if (row === null) return NOBODY;
  const { fullName, companyName, email, country, addressLine, city, region, postalCode, taxId } = row;
  return { fullName, companyName, email, country, addressLine, city, region, postalCode, taxId };
}

/**
 * What a purchase needs to know of who is billed (T1.2): the tax rate, and which details are missing or cannot be
 * right in their country. Every rule about a purchase takes them: spread into its facts.
 */
export async function billingFacts(tx: Tx, accountId: string, tax: TaxCalculator) {
  const details = await billingDetailsOf(tx, accountId);
  const { missing, invalid } = checkBillingDetails(details);
  const { country, taxId } = details;
  return {
    taxBps: country === null ? 0 : await tax.rateBps({ country, taxId }),
    missingBillingFields: [...missing],
    invalidBillingFields: invalid.map(({ field }) => field),
  };
}
