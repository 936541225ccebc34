import { modelPriceSchema } from "@tenure/core/contract";
import { modelRatesSchema } from "@tenure/core/pricing";
import { z } from "zod";
import { PLATFORM } from "../db/database.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { openProcedureFor } from "../trpc/procedures.ts";

interface Row {
  readonly id: string;
  readonly model: string;
  readonly version: number;
  readonly effective_from: Date;
  readonly rates: unknown;
}

/** The models that can be used, by name, with the rates in force. */
export const models = openProcedureFor("plan.read", {
  method: "get",
  path: "/models",
  summary: "Models with the rates in force",
})
  .input(z.strictObject({ ...pageShape, search: z.string().trim().max(200).optional() }))
  .output(pageOf(modelPriceSchema))
  .query(async ({ ctx, input: { limit, cursor, search } }) => {
    const rows = await ctx.services.db.within(
      PLATFORM,
      (tx) => tx.$queryRaw<Row[]>`
        SELECT DISTINCT ON (model, currency) id, model, version, effective_from, rates FROM model_price
         WHERE effective_from <= tenure_now()
           AND (${cursor ?? null}::uuid IS NULL OR (model, currency) > (SELECT model, currency FROM model_price WHERE id = ${cursor ?? null}::uuid))
           AND (${search ?? null}::text IS NULL OR strpos(lower(model), lower(${search ?? null})) > 0)
         ORDER BY model, currency, effective_from DESC, version DESC LIMIT ${limit + 1}`,
    );
    return toPage(rows, limit, (row) => ({
      id: row.id,
      model: row.model,
      version: row.version,
      effectiveFrom: row.effective_from.toISOString(),
      rates: modelRatesSchema.parse(row.rates),
    }));
  });
