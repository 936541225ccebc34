import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { contextOf } from "../http/request-context.ts";
import type { Services } from "../runtime/services.ts";
import { enterAccount } from "../trpc/procedures.ts";
import { recordOf, recordZip } from "./record.ts";
import { readChange } from "./row.ts";

/** Who took the record of a change out of the house. */
const noteRecord = plainCommand({
  name: "subject_changes.export_record",
  input: z.strictObject({ changeId: z.uuid() }),
  async apply({ tx, context }, { changeId }) {
    await readChange(tx, changeId, context.accountId);
    return { answer: { changeId }, target: { kind: "subject_change", id: changeId } };
  },
});

/** `GET /v1/accounts/:accountId/subject-changes/:changeId/record`: the whole record as one archive (C5.4), to staff. */
export function recordRoute(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { accountId: string; changeId: string } }>(
    "/v1/accounts/:accountId/subject-changes/:changeId/record",
    async (request, reply) => {
      const context = await contextOf(services, request);
      try {
        if (context.failure !== null) throw context.failure;
        const id = z.uuid().safeParse(request.params.changeId);
        if (!id.success) throw new AppError("not_found");
        const entered = await enterAccount(context, "subject_change.review", {
          accountId: request.params.accountId,
        });
        const { db, vault, runner } = services;
        await runner.run(noteRecord, { changeId: id.data }, entered.command(newId()));
        const record = await db.within(PLATFORM, async (tx) =>
          recordOf(tx, services, await readChange(tx, id.data, entered.account.id)),
        );
        // A failure half-way breaks the download: a short archive never looks like a whole one.
        const out = new PassThrough();
        const zip = recordZip(record, (fileId) => db.within(PLATFORM, (tx) => vault.getFile(tx, fileId)));
        zip.once("error", (error: Error) => out.destroy(error));
        zip.pipe(out);
        return await reply
          .type("application/zip")
          .header("content-disposition", `attachment; filename="change-${id.data}.zip"`)
          .send(out);
      } catch (error) {
        return answerProblem(error, request, reply, context);
      }
    },
  );
}
