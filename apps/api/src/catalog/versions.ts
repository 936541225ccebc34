import { modelPriceSchema } from "@tenure/core/contract";
import { modelRatesSchema } from "@tenure/core/pricing";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

const versionSchema = modelPriceSchema.extend({
  /** Where its list came from. */
  source: z.string(),
  /** The last to begin holds; the last written of those that begin together. */
  state: z.enum(["scheduled", "in_force", "past"]),
});

/** Every version of a model's price, the one that begins last first, those of the future too. */
export const versions = staffProcedureFor("operations.read")
  .input(z.strictObject({ ...pageShape, model: z.string().min(1).max(200), currency: z.string().length(3) }))
  .output(pageOf(versionSchema))
  .query(({ ctx, input: { limit, cursor, model, currency } }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, null);
      const rows = await tx.modelPrice.findMany({
        where: { model, currency },
        orderBy: [{ effectiveFrom: "desc" }, { version: "desc" }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      });
      const inForce = await tx.modelPrice.findFirst({
        where: { model, currency, effectiveFrom: { lte: new Date(now) } },
        orderBy: [{ effectiveFrom: "desc" }, { version: "desc" }],
        select: { id: true },
      });
      return toPage(rows, limit, (row) => {
        const effectiveFrom = row.effectiveFrom.toISOString();
        return {
          id: row.id,
          model: row.model,
          version: row.version,
          effectiveFrom,
          rates: modelRatesSchema.parse(row.rates),
          source: row.source,
          state:
            row.id === inForce?.id
              ? ("in_force" as const)
              : effectiveFrom > now
                ? ("scheduled" as const)
                : ("past" as const),
        };
      });
    }),
  );
