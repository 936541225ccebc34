import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { readClock } from "../db/clock.ts";
import { AppError } from "../errors/app-error.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { contextOf } from "../http/request-context.ts";
import type { Services } from "../runtime/services.ts";
import { type AccountContext, enterAccount } from "../trpc/procedures.ts";
import { hashToken } from "./link.ts";

/** A large file over a slow line takes its time. */
const LONGEST_DOWNLOAD_MS = 3_600_000;

/** `GET /v1/accounts/:accountId/data-exports/:token`: the file, to an owner's session with a link that still works. */
export function dataExportRoute(app: FastifyInstance, services: Services): void {
  app.route<{ Params: { accountId: string; token: string } }>({
    method: "GET",
    url: "/v1/accounts/:accountId/data-exports/:token",
    handlerTimeout: LONGEST_DOWNLOAD_MS,
    handler: async (request, reply) => {
      const context = await contextOf(services, request);
      try {
        if (context.failure !== null) throw context.failure;
        const { accountId, token } = request.params;
        const entered = await enterAccount(context, "data_export.read", { accountId });
        const file = await entered.read(async (tx) => {
          const now = new Date(await readClock(tx, entered.account.id));
          const found = await tx.dataExport.findFirst({
            where: {
              accountId: entered.account.id,
              linkHash: hashToken(token),
              linkUntil: { gt: now },
              state: "ready",
            },
          });
          if (found === null) throw new AppError("not_found", "This link works no more; make another.");
          await tx.dataExport.update({ where: { id: found.id }, data: { downloadedAt: now } });
          return found;
        });
        return await reply
          .type("application/zip")
          .header("content-length", String(file.sizeBytes ?? 0n))
          .header("content-disposition", `attachment; filename="tenure-data-${file.id.slice(0, 8)}.zip"`)
          .send(Readable.from(chunksOf(entered, file.id), { objectMode: false }));
      } catch (error) {
        return answerProblem(error, request, reply, context);
      }
    },
  });
}

/** One portion at a time: the next is read when the client has taken the one before. */
async function* chunksOf({ read }: AccountContext, exportId: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const chunk = await read((tx) =>
      tx.dataExportChunk.findUnique({ where: { exportId_position: { exportId, position } } }),
    );
    if (chunk === null) return;
    yield chunk.bytes;
  }
}
