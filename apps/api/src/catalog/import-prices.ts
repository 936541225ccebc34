import { digestOf } from "@tenure/core/decision";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { planImport } from "./plan-import.ts";

/** Rows per statement: far below PostgreSQL's limit of parameters. */
const CHUNK = 1000;

/** Fields of an import, for every door. */
export const importFields = {
  /** Where the list came from, for people: a file name or address. */
  source: z.string().trim().min(1).max(300),
  /** The list as it was read, so that no number passes through a float. */
  list: z.string().min(2),
  /** From when changed prices hold; null or left out: from now. Never in the past. */
  effectiveFrom: instantSchema.nullish(),
};

/**
 * Imports a price list in LiteLLM's format: a model whose rates differ from those in force at `effectiveFrom` gets a new
 * version. A model that is no longer listed keeps its price; nothing is ever edited.
 */
export const importPrices = plainCommand({
  name: "catalog.import_prices",
  input: z.strictObject(importFields),
  async apply({ tx, now }, { source, list, effectiveFrom: wantedFrom = null }) {
    // Two imports at once would give one version number twice.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('catalog.import_prices'))`;
    const planned = await planImport(tx, now, list, wantedFrom);
    const { effectiveFrom, changed, unchanged, skipped, warnings } = planned;
    const rows = changed.map(({ model, currency, version, rates, digest }) => ({
      model,
      currency,
      version,
      rates,
      digest,
      source,
      effectiveFrom: new Date(effectiveFrom),
    }));
    for (let at = 0; at < rows.length; at += CHUNK)
      await tx.modelPrice.createMany({ data: rows.slice(at, at + CHUNK) });
    const importId = newId();
    await tx.priceImport.createMany({
      data: {
        id: importId,
        digest: digestOf(list),
        imported: changed.length,
        unchanged,
        skipped: skipped.map((each) => ({ ...each })),
        warnings: warnings.map((each) => ({ ...each })),
        effectiveFrom: new Date(effectiveFrom),
        importedAt: new Date(now),
      },
    });
    const counts = {
      imported: changed.length,
      unchanged,
      skipped: skipped.length,
      warnings: warnings.length,
    };
    return {
      answer: { importId, effectiveFrom, ...counts },
      target: { kind: "price_import", id: importId },
      after: { source, effectiveFrom, ...counts },
    };
  },
});
