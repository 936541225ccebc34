import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { answerProblem } from "../http/answer-problem.ts";
import { contextOf } from "../http/request-context.ts";
import type { Services } from "../runtime/services.ts";
import { enterAccount } from "../trpc/procedures.ts";
import { requireReadable } from "../trpc/readable-input.ts";
import type { CsvContent, CsvFile } from "./csv-file.ts";
import { csvText } from "./csv-text.ts";

/** A long history over a slow line takes its time; nobody's connection stays for ever. */
const LONGEST_DOWNLOAD_MS = 3_600_000;
/** By which Excel knows UTF-8. */
const BYTE_ORDER_MARK = "\u{FEFF}";

const common = {
  accountId: z.uuid().exactOptional(),
  /** A byte order mark first: Excel then reads the file as UTF-8. */
  bom: z.enum(["true", "false"]).default("false"),
};

/** The whole input of a file: its own, the account, and how it is written. */
export const csvInput = ({ input }: CsvFile): z.ZodObject => z.strictObject({ ...common, ...input.shape });

/** Serves files, streamed in constant memory, to whoever may call a procedure of the same permission. */
export function csvDoor(app: FastifyInstance, services: Services, files: readonly CsvFile[]): void {
  for (const file of files) {
    const schema = csvInput(file);
    app.route({
      method: "GET",
      url: `/v1${file.path}`,
      handlerTimeout: LONGEST_DOWNLOAD_MS,
      handler: async (request, reply) => {
        const context = await contextOf(services, request);
        try {
          if (context.failure !== null) throw context.failure;
          requireReadable(request.query);
          const entered = await enterAccount(context, file.permission, request.query);
          const { accountId: _, bom, ...input } = schema.parse(request.query);
          const content = await file.open({ ...entered, services }, input);
          return await reply
            .type("text/csv; charset=utf-8; header=present")
            .header("content-disposition", `attachment; filename="${content.name}.csv"`)
            .send(Readable.from(bytesOf(content, bom === "true"), { objectMode: false }));
        } catch (error) {
          return answerProblem(error, request, reply, context);
        }
      },
    });
  }
}

async function* bytesOf({ head, pages }: CsvContent, withMark: boolean): AsyncGenerator<Buffer> {
  yield Buffer.from(`${withMark ? BYTE_ORDER_MARK : ""}${csvText([head])}`);
  for await (const rows of pages) if (rows.length > 0) yield Buffer.from(csvText(rows));
}
