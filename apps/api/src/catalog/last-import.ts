import { z } from "zod";
import { staffProcedureFor } from "../trpc/procedures.ts";

const skippedSchema = z.object({ model: z.string(), reason: z.string(), field: z.string().nullable() });
const warningSchema = z.object({ model: z.string(), reason: z.string(), field: z.string() });

const reportSchema = z.strictObject({
  id: z.uuid(),
  /** SHA-256 of the list, hex. */
  digest: z.string(),
  imported: z.int(),
  unchanged: z.int(),
  skipped: z.array(skippedSchema),
  warnings: z.array(warningSchema),
  /** From when the changed prices hold. */
  effectiveFrom: z.iso.datetime(),
  importedAt: z.iso.datetime(),
});

/** The report of the last price list that was imported; null before the first. */
export const lastImport = staffProcedureFor("operations.read")
  .input(z.strictObject({}))
  .output(z.strictObject({ report: reportSchema.nullable() }))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const row = await tx.priceImport.findFirst({ orderBy: { importedAt: "desc" } });
      if (row === null) return { report: null };
      return {
        report: {
          id: row.id,
          digest: row.digest,
          imported: row.imported,
          unchanged: row.unchanged,
          skipped: z.array(skippedSchema).parse(row.skipped),
          warnings: z.array(warningSchema).parse(row.warnings),
          effectiveFrom: row.effectiveFrom.toISOString(),
          importedAt: row.importedAt.toISOString(),
        },
      };
    }),
  );
