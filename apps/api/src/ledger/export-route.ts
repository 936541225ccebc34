import { Readable } from "node:stream";
import { instantSchema } from "@tenure/core/time";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { contextOf } from "../http/request-context.ts";
import type { Services } from "../runtime/services.ts";
import { enterAsStaff } from "../trpc/procedures.ts";
import { requireReadable } from "../trpc/readable-input.ts";
import { exportJournals } from "./export.ts";

/** A year of a large platform over a slow line; nobody's connection stays for ever. */
const LONGEST_DOWNLOAD_MS = 3_600_000;

const query = z.strictObject({
  from: instantSchema,
  /** First instant behind the period. */
  to: instantSchema,
  by: z.enum(["effective", "recorded"]).default("effective"),
});

/** The journal export for the accountant: `GET /v1/ledger/journals.csv`, for staff, streamed in constant memory. */
export function ledgerExportRoute(app: FastifyInstance, services: Services): void {
  app.route({
    method: "GET",
    url: "/v1/ledger/journals.csv",
    handlerTimeout: LONGEST_DOWNLOAD_MS,
    handler: async (request, reply) => {
      const context = await contextOf(services, request);
      try {
        if (context.failure !== null) throw context.failure;
        requireReadable(request.query);
        enterAsStaff(context, "ledger.read");
        const wanted = query.parse(request.query);
        if (wanted.from >= wanted.to)
          throw new AppError("validation_failed", undefined, [
            { path: "to", message: "must come after from" },
          ]);
        const name = `journals_${wanted.from.slice(0, 10)}_${wanted.to.slice(0, 10)}_${wanted.by}`;
        return await reply
          .type("text/csv; charset=utf-8; header=present")
          .header("content-disposition", `attachment; filename="${name}.csv"`)
          .send(Readable.from(exportJournals(services.db, wanted), { objectMode: false }));
      } catch (error) {
        return answerProblem(error, request, reply, context);
      }
    },
  });
}
