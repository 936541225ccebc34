/**
 * Where a tax rate comes from (T1.2). Pluggable: an operator with tax duties sets a calculator at composition; the
 * amount itself is computed in core from the rate.
 */
export interface TaxCalculator {
  /** Basis points for a customer in a country, for digital services. */
  rateBps(customer: { readonly country: string; readonly taxId: string | null }): Promise<number>;
}

/** The default: no tax. */
export const NO_TAX: TaxCalculator = { rateBps: async () => 0 };
