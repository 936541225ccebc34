import { digestOf, type Json } from "@tenure/core/decision";
import { importPriceList, type PriceImport, PriceListError } from "@tenure/core/pricing";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";

/** Rows per statement: far below PostgreSQL's limit of parameters. */
const CHUNK = 1000;

/**
 * Imports a price list in LiteLLM's format: a model whose rates differ from its newest version gets a new one, in force
 * from now. A model that is no longer listed keeps its price; nothing is ever edited.
 */
export const importPrices = plainCommand({
  name: "catalog.import_prices",
  input: z.strictObject({
    /** Where the list came from, for people: a file name or address. */
    source: z.string().min(1).max(300),
    /** The list as it was read, so that no number passes through a float. */
    list: z.string().min(2),
  }),
  async apply({ tx, now }, { source, list }) {
    const { models, skipped, warnings } = readList(list);
    const newest = new Map(
      (
        await tx.$queryRaw<{ model: string; currency: string; version: number; digest: string }[]>`
          SELECT DISTINCT ON (model, currency) model, currency, version, digest
            FROM model_price ORDER BY model, currency, version DESC`
      ).map((row) => [`${row.currency} ${row.model}`, row]),
    );
    const changed = models.flatMap(({ model, rates }) => {
      const digest = digestOf(rates as Json);
      const before = newest.get(`${rates.currency} ${model}`);
      if (before?.digest === digest) return [];
      return [{ model, currency: rates.currency, version: (before?.version ?? 0) + 1, rates, digest }];
    });
    for (let at = 0; at < changed.length; at += CHUNK)
      await tx.modelPrice.createMany({
        data: changed
          .slice(at, at + CHUNK)
          .map((each) => ({ ...each, source, effectiveFrom: new Date(now) })),
      });
    const importId = newId();
    await tx.priceImport.createMany({
      data: {
        id: importId,
        digest: digestOf(list),
        imported: changed.length,
        unchanged: models.length - changed.length,
        skipped: skipped.map((each) => ({ ...each })),
        warnings: warnings.map((each) => ({ ...each })),
        importedAt: new Date(now),
      },
    });
    const counts = {
      imported: changed.length,
      unchanged: models.length - changed.length,
      skipped: skipped.length,
      warnings: warnings.length,
    };
    return {
      answer: { importId, ...counts },
      target: { kind: "price_import", id: importId },
      after: { source, ...counts },
    };
  },
});

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
