import { z } from "zod";
import { type Done, plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { FILES_TOTAL } from "./data-sets.ts";

/** Asks for the file. While one is being prepared, it is that one. */
export const requestExport = plainCommand({
  name: "data_exports.request",
  input: z.strictObject({}),
  async apply({ tx, now, context, outbox }): Promise<Done<{ dataExportId: string; created: boolean }>> {
    const accountId = context.accountId ?? "";
    const under = await tx.dataExport.findFirst({ where: { accountId, state: "preparing" } });
    if (under !== null)
      return {
        answer: { dataExportId: under.id, created: false },
        target: { kind: "data_export", id: under.id },
      };
    const id = newId();
    await tx.dataExport.createMany({
      data: {
        id,
        accountId,
        loginId: context.actor.id,
        filesTotal: FILES_TOTAL,
        createdAt: new Date(now),
      },
    });
    await outbox.enqueue(tx, "data_exports.prepare", { dataExportId: id });
    return {
      answer: { dataExportId: id, created: true },
      target: { kind: "data_export", id },
      after: { state: "preparing" },
    };
  },
});

/** An owner asks for everything the account holds. */
export const requestDataExport = procedureFor("data_export.request", {
  method: "post",
  path: "/accounts/{accountId}/data-exports",
  status: 202,
  summary: "Ask for a file with everything the account holds",
})
  .input(accountInput({}))
  .output(z.strictObject({ dataExportId: z.uuid(), created: z.boolean() }))
  .mutation(async ({ ctx }) => {
    const { answer } = await ctx.services.runner.run(requestExport, {}, ctx.command());
    return answer;
  });
