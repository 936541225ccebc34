import { dataExportLifecycle, type DataExportState } from "@tenure/core/data-exports";
import { statesOf } from "@tenure/core/lifecycle";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

const SHOWN = 10;

const exportSchema = z.strictObject({
  id: z.uuid(),
  state: z.enum(statesOf(dataExportLifecycle)),
  filesDone: z.int(),
  filesTotal: z.int(),
  sizeBytes: z.string().nullable(),
  sha256: z.string().nullable(),
  createdAt: z.iso.datetime(),
  readyAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});

/** The newest files of the account, with how far they are. */
export const listDataExports = procedureFor("data_export.read", {
  method: "get",
  path: "/accounts/{accountId}/data-exports",
  summary: "List the files with everything the account holds",
})
  .input(accountInput({}))
  .output(z.strictObject({ items: z.array(exportSchema) }))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, ctx.account.id);
      const rows = await tx.dataExport.findMany({
        where: { accountId: ctx.account.id },
        orderBy: { createdAt: "desc" },
        take: SHOWN,
      });
      return {
        items: rows.map((row) => ({
          id: row.id,
          // At that very instant it is over, whether the job came by or not.
          state:
            row.state === "ready" && (row.expiresAt?.toISOString() ?? now) <= now
              ? ("expired" as const)
              : (row.state as DataExportState),
          filesDone: row.filesDone,
          filesTotal: row.filesTotal,
          sizeBytes: row.sizeBytes?.toString() ?? null,
          sha256: row.sha256,
          createdAt: row.createdAt.toISOString(),
          readyAt: row.readyAt?.toISOString() ?? null,
          expiresAt: row.expiresAt?.toISOString() ?? null,
        })),
      };
    }),
  );
