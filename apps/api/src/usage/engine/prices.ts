import {
  agreementFor,
  type CompiledRates,
  compileRates,
  modelRatesSchema,
  type PriceAgreement,
} from "@tenure/core/pricing";
import type { Instant } from "@tenure/core/time";
import type pg from "pg";

/** A version of a model's price, ready to rate with. */
export interface PriceVersion {
  readonly id: string;
  readonly effectiveFrom: Instant;
  readonly compiled: CompiledRates;
}

/** The prices a batch rates with. */
export interface Prices {
  /** The price of a model in force at an instant, or null. */
  priceAt(model: string, currency: string, at: Instant): PriceVersion | null;
  /** The agreement an account's request is rated under, or null (T1.1). */
  agreementAt(accountId: string, model: string, at: Instant): PriceAgreement | null;
}

/**
 * Prices by model, kept while the database's `price_revision` says that nothing changed: each batch reads the revision
 * with its accounts, so that a new price is used from the first batch after its commit, whichever process wrote it.
 */
export class PriceCache {
  #revision = "";
  readonly #versions = new Map<string, readonly PriceVersion[]>();
  #agreements = new Map<string, PriceAgreement[]>();

  /** Prices of these models as of a revision; asks the database only for what it does not have. */
  async read(
    client: pg.ClientBase,
    revision: string,
    wanted: readonly { readonly model: string; readonly currency: string }[],
  ): Promise<Prices> {
    if (revision !== this.#revision) {
      this.#versions.clear();
      this.#agreements = await readAgreements(client);
      this.#revision = revision;
    }
    const missing = new Map(
      wanted
        .map((each) => [`${each.currency}\n${each.model}`, each] as const)
        .filter(([name]) => !this.#versions.has(name)),
    );
    if (missing.size > 0) await this.#readVersions(client, [...missing.values()]);
    return {
      priceAt: (model, currency, at) =>
        this.#versions.get(`${currency}\n${model}`)?.find((each) => each.effectiveFrom <= at) ?? null,
      agreementAt: (accountId, model, at) => {
        const agreements = this.#agreements.get(accountId);
        return agreements === undefined ? null : agreementFor(agreements, model, at);
      },
    };
  }

  async #readVersions(
    client: pg.ClientBase,
    wanted: readonly { readonly model: string; readonly currency: string }[],
  ): Promise<void> {
    // A caller may name models at will: names that have no price are forgotten before they fill memory.
    if (this.#versions.size > MAX_MODELS) this.#versions.clear();
    const { rows } = await client.query<{
      id: string;
      model: string;
      currency: string;
      rates: unknown;
      effective_from: string;
    }>({
      name: "usage-prices",
      text: `SELECT p.id, p.model, p.currency, p.rates, tenure_iso(p.effective_from) AS effective_from
               FROM unnest($1::text[], $2::text[]) w (model, currency)
               JOIN model_price p ON p.model = w.model AND p.currency = w.currency
              ORDER BY p.effective_from DESC, p.version DESC`,
      values: [wanted.map((each) => each.model), wanted.map((each) => each.currency)],
    });
    for (const { model, currency } of wanted)
      this.#versions.set(
        `${currency}\n${model}`,
        rows
          .filter((row) => row.model === model && row.currency === currency)
          .map((row) => ({
            id: row.id,
            effectiveFrom: row.effective_from,
            compiled: compileRates(modelRatesSchema.parse(row.rates)),
          })),
      );
  }
}

/** Names kept at most; a price list has a few hundred. */
const MAX_MODELS = 20_000;

async function readAgreements(client: pg.ClientBase): Promise<Map<string, PriceAgreement[]>> {
  const { rows } = await client.query<{
    id: string;
    account_id: string;
    reference: string;
    models: string[] | null;
    discount_bps: number | null;
    rates: unknown;
    effective_from: string;
    ends_at: string | null;
  }>(`SELECT id, account_id, reference, models, discount_bps, rates, tenure_iso(effective_from) AS effective_from,
             tenure_iso(ends_at) AS ends_at FROM price_agreement ORDER BY id`);
  const found = new Map<string, PriceAgreement[]>();
  for (const row of rows) {
    const list = found.get(row.account_id) ?? [];
    list.push({
      id: row.id,
      reference: row.reference,
      models: row.models === null || row.models.length === 0 ? null : row.models,
      terms:
        row.discount_bps === null
          ? { rates: modelRatesSchema.parse(row.rates) }
          : { discountBps: row.discount_bps },
      effectiveFrom: row.effective_from,
      endsAt: row.ends_at,
    });
    found.set(row.account_id, list);
  }
  return found;
}
