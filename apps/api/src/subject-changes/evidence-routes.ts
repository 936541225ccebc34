import { MAX_DOCUMENT_BYTES } from "@tenure/core/subjects";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { fileNameIn, SHOWN_HEADERS, shownName } from "../document-reviews/file-routes.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { contextOf } from "../http/request-context.ts";
import type { Services } from "../runtime/services.ts";
import { enterAccount } from "../trpc/procedures.ts";
import { addEvidence, lookAtEvidence } from "./evidence.ts";
import { evidenceKind } from "./facts.ts";

interface ChangePath {
  readonly Params: { readonly accountId: string; readonly changeId: string };
}
interface EvidencePath {
  readonly Params: { readonly accountId: string; readonly changeId: string; readonly evidenceId: string };
}

const idSchema = z.uuid();
const idOf = (text: string): string => {
  const read = idSchema.safeParse(text);
  if (!read.success) throw new AppError("not_found");
  return read.data;
};

/**
 * `POST /v1/accounts/:accountId/subject-changes/:changeId/evidence`: a file as the body, its name in `x-file-name`
 * (percent-encoded), what it is in `x-evidence-kind`. `GET …/evidence/:evidenceId`: the file, for staff who review; each time
 * is in the audit trail. The admin draws both; opened by itself, a picture is shown and a PDF downloaded.
 */
export function evidenceRoutes(app: FastifyInstance, services: Services): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/octet-stream",
      { parseAs: "buffer", bodyLimit: MAX_DOCUMENT_BYTES + 1 },
      (_request, body, done) => done(null, body),
    );
    scope.post<ChangePath>(
      "/v1/accounts/:accountId/subject-changes/:changeId/evidence",
      async (request, reply) => {
        const context = await contextOf(services, request);
        try {
          if (context.failure !== null) throw context.failure;
          const { accountId, changeId } = request.params;
          const entered = await enterAccount(context, "subject_change.apply", { accountId });
          const { body } = request;
          if (!Buffer.isBuffer(body))
            throw new AppError("validation_failed", "Send the file itself, as application/octet-stream.");
          const kind = evidenceKind.safeParse(request.headers["x-evidence-kind"]);
          if (!kind.success)
            throw new AppError("validation_failed", "Say what it is in the header x-evidence-kind.", [
              { path: "x-evidence-kind", message: "one of the kinds of evidence" },
            ]);
          const { vault, runner } = services;
          const { answer } = await runner.run(
            addEvidence(vault, { name: fileNameIn(request.headers["x-file-name"]), bytes: body }),
            { changeId: idOf(changeId), kind: kind.data, contentMac: vault.mac("file", body) },
            entered.command(),
          );
          return await reply.code(201).send(answer);
        } catch (error) {
          return answerProblem(error, request, reply, context);
        }
      },
    );
  });

  app.get<EvidencePath>(
    "/v1/accounts/:accountId/subject-changes/:changeId/evidence/:evidenceId",
    async (request, reply) => {
      const context = await contextOf(services, request);
      try {
        if (context.failure !== null) throw context.failure;
        const { accountId, changeId, evidenceId } = request.params;
        const entered = await enterAccount(context, "subject_change.review", { accountId });
        const { answer } = await services.runner.run(
          lookAtEvidence,
          { changeId: idOf(changeId), evidenceId: idOf(evidenceId) },
          entered.command(crypto.randomUUID()),
        );
        const bytes = await entered.read((tx) => services.vault.getFile(tx, answer.fileId));
        if (bytes === null) throw new AppError("not_found", "This file cannot be read any more.");
        const isPicture = answer.type !== "application/pdf";
        return await reply
          .headers(SHOWN_HEADERS)
          .type(answer.type)
          .header(
            "content-disposition",
            `${isPicture ? "inline" : "attachment"}; filename="${shownName(answer.fileId, answer.type)}"`,
          )
          .send(bytes);
      } catch (error) {
        return answerProblem(error, request, reply, context);
      }
    },
  );
}
