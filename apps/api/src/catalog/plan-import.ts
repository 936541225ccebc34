import { digestOf, type Json } from "@tenure/core/decision";
import {
  type ImportWarning,
  importPriceList,
  type ModelRates,
  modelRatesSchema,
  type PriceImport,
  PriceListError,
  type SkippedModel,
} from "@tenure/core/pricing";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** A model whose rates will differ from those in force at that time. */
export interface PlannedPrice {
  readonly model: string;
  readonly currency: string;
  readonly version: number;
  readonly rates: ModelRates;
  readonly digest: string;
  /** What would be in force at that time otherwise; null: nothing. */
  readonly before: ModelRates | null;
  /** A version announced earlier that takes over again later, or null. */
  readonly untilLater: Instant | null;
}

/** What an import of a list would do with every model in it. */
export interface PlannedImport {
  readonly effectiveFrom: Instant;
  readonly changed: readonly PlannedPrice[];
  readonly unchanged: number;
  readonly skipped: readonly SkippedModel[];
  readonly warnings: readonly ImportWarning[];
}

interface KnownVersion {
  readonly model: string;
  readonly currency: string;
  readonly newest: number;
  readonly later_from: Date | null;
  readonly digest: string | null;
  readonly rates: unknown;
}

/**
 * Compares a list with the versions in force at `effectiveFrom` (null: now). The version in force is the one that began
 * last, of those that began together the one written last; so a price announced for later still comes, and is called
 * off by another for the same instant.
 * @throws AppError validation_failed when the document is unusable, or the time has passed
 */
export async function planImport(
  tx: Tx,
  now: Instant,
  list: string,
  wantedFrom: Instant | null,
): Promise<PlannedImport> {
  const effectiveFrom = wantedFrom ?? now;
  if (effectiveFrom < now)
    throw new AppError("validation_failed", "Prices cannot change in the past.", [
      { path: "effectiveFrom", message: "must not have passed" },
    ]);
  const { models, skipped, warnings } = readList(list);
  const at = new Date(effectiveFrom);
  const versions = await tx.$queryRaw<KnownVersion[]>`
    SELECT all_versions.model, all_versions.currency, all_versions.newest, all_versions.later_from, held.digest, held.rates
      FROM (SELECT model, currency, max(version) AS newest,
                   min(effective_from) FILTER (WHERE effective_from > ${at}) AS later_from
              FROM model_price GROUP BY model, currency) AS all_versions
      LEFT JOIN LATERAL (SELECT digest, rates FROM model_price p
                          WHERE p.model = all_versions.model AND p.currency = all_versions.currency
                            AND p.effective_from <= ${at}
                          ORDER BY effective_from DESC, version DESC LIMIT 1) AS held ON true`;
  const known = new Map(versions.map((row) => [`${row.currency} ${row.model}`, row]));
  const changed = models.flatMap(({ model, rates }): PlannedPrice[] => {
    const digest = digestOf(rates as Json);
    const before = known.get(`${rates.currency} ${model}`);
    if (before?.digest === digest) return [];
    return [
      {
        model,
        currency: rates.currency,
        version: (before?.newest ?? 0) + 1,
        rates,
        digest,
        before: before === undefined || before.digest === null ? null : modelRatesSchema.parse(before.rates),
        untilLater: before?.later_from?.toISOString() ?? null,
      },
    ];
  });
  return { effectiveFrom, changed, unchanged: models.length - changed.length, skipped, warnings };
}

/** @throws AppError validation_failed when the document as a whole is unusable */
function readList(list: string): PriceImport {
  try {
    return importPriceList(list);
  } catch (error) {
    if (!(error instanceof PriceListError)) throw error;
    throw new AppError("validation_failed", `The price list cannot be read: ${error.message}.`, [
      { path: error.field ?? "list", message: error.message },
    ]);
  }
}
