import { MAX_DOCUMENT_BYTES } from "@tenure/core/subjects";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import { AppError } from "../errors/app-error.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { contextOf } from "../http/request-context.ts";
import type { Services } from "../runtime/services.ts";
import { enterAccount } from "../trpc/procedures.ts";
import { addFile } from "./owner-commands.ts";
import { lookAtFile } from "./staff-commands.ts";

interface ReviewPath {
  readonly Params: { readonly accountId: string; readonly reviewId: string };
}
interface FilePath {
  readonly Params: { readonly accountId: string; readonly reviewId: string; readonly fileId: string };
}

const idSchema = z.uuid();
const idOf = (text: string): string => {
  const read = idSchema.safeParse(text);
  if (!read.success) throw new AppError("not_found");
  return read.data;
};

/** What a shown picture may do: nothing. A page of ours frames it; it is data of strangers. */
export const SHOWN_HEADERS = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/**
 * `POST /v1/accounts/:accountId/document-reviews/:reviewId/files`: a file as the body, its name in `x-file-name`
 * (percent-encoded), for an owner's session. `GET …/files/:fileId`: the file, for staff who review; each time is in the audit
 * trail. The admin draws both; opened by itself, a picture is shown and a PDF downloaded.
 */
export function documentFileRoutes(app: FastifyInstance, services: Services): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/octet-stream",
      { parseAs: "buffer", bodyLimit: MAX_DOCUMENT_BYTES + 1 },
      (_request, body, done) => done(null, body),
    );
    scope.post<ReviewPath>(
      "/v1/accounts/:accountId/document-reviews/:reviewId/files",
      async (request, reply) => {
        const context = await contextOf(services, request);
        try {
          if (context.failure !== null) throw context.failure;
          const { accountId } = request.params;
          const entered = await enterAccount(context, "holder.verify", { accountId });
          const { body } = request;
          if (!Buffer.isBuffer(body))
            throw new AppError("validation_failed", "Send the file itself, as application/octet-stream.");
          const { vault, runner } = services;
          const { answer } = await runner.run(
            addFile(vault, { name: fileNameIn(request.headers["x-file-name"]), bytes: body }),
            { reviewId: idOf(request.params.reviewId), contentMac: vault.mac("file", body) },
            entered.command(),
          );
          return await reply.code(201).send(answer);
        } catch (error) {
          return answerProblem(error, request, reply, context);
        }
      },
    );
  });

  app.get<FilePath>(
    "/v1/accounts/:accountId/document-reviews/:reviewId/files/:fileId",
    async (request, reply) => {
      const context = await contextOf(services, request);
      try {
        if (context.failure !== null) throw context.failure;
        const { accountId } = request.params;
        const entered = await enterAccount(context, "document_review.read", { accountId });
        const [reviewId, fileId] = [idOf(request.params.reviewId), idOf(request.params.fileId)];
        const { answer } = await services.runner.run(
          lookAtFile,
          { reviewId, fileId },
          entered.command(crypto.randomUUID()),
        );
        const bytes = await entered.read((tx) => services.vault.getFile(tx, fileId));
        if (bytes === null) throw new AppError("not_found", "This file cannot be read any more.");
        const isPicture = answer.type !== "application/pdf";
        return await reply
          .headers(SHOWN_HEADERS)
          .type(answer.type)
          .header(
            "content-disposition",
            `${isPicture ? "inline" : "attachment"}; filename="${shownName(fileId, answer.type)}"`,
          )
          .send(bytes);
      } catch (error) {
        return answerProblem(error, request, reply, context);
      }
    },
  );
}

/** A name of ours for a file that is shown: theirs may pretend to be anything. */
export const shownName = (fileId: string, type: string): string =>
  `document-${fileId.slice(0, 8)}.${{ "application/pdf": "pdf", "image/png": "png" }[type] ?? "jpg"}`;

/** The name a file came with, as a line of text; only ever shown. @throws AppError validation_failed */
export function fileNameIn(header: string | string[] | undefined): string {
  const read = lineOfText(200).safeParse(decoded(typeof header === "string" ? header : ""));
  if (read.success) return read.data;
  throw new AppError("validation_failed", "Say the file's name in the header x-file-name.", [
    { path: "x-file-name", message: "1 to 200 characters, percent-encoded" },
  ]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
