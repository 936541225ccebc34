import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { newId } from "../db/ids.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { contextOf } from "../http/request-context.ts";
import type { Services } from "../runtime/services.ts";
import { enterAccount } from "../trpc/procedures.ts";
import { readDisputed } from "./disputed-payment.ts";
import { evidenceFiles } from "./evidence-files.ts";
import { evidenceZip } from "./evidence-zip.ts";

/** A year of usage over a slow line takes its time. */
const LONGEST_DOWNLOAD_MS = 3_600_000;

/** Who took evidence out of the house, and of which bytes: null before the first of them, the manifest's hash at the end. */
const noteEvidence = plainCommand({
  name: "disputes.export_evidence",
  input: z.strictObject({ paymentId: z.uuid(), manifestSha256: z.string().length(64).nullable() }),
  async apply({ tx, context }, { paymentId, manifestSha256 }) {
    await readDisputed(tx, context.accountId ?? "", paymentId);
    return {
      answer: { paymentId },
      target: { kind: "payment", id: paymentId },
      after: { manifestSha256 },
    };
  },
});

/** `GET /v1/accounts/:accountId/disputes/:paymentId/evidence.zip`: what a bank asks for, to staff. */
export function evidenceRoute(app: FastifyInstance, services: Services): void {
  app.route<{ Params: { accountId: string; paymentId: string } }>({
    method: "GET",
    url: "/v1/accounts/:accountId/disputes/:paymentId/evidence.zip",
    handlerTimeout: LONGEST_DOWNLOAD_MS,
    handler: async (request, reply) => {
      const context = await contextOf(services, request);
      try {
        if (context.failure !== null) throw context.failure;
        const { accountId } = request.params;
        const paymentId = z.uuid().parse(request.params.paymentId);
        const entered = await enterAccount(context, "dispute.read", { accountId });
        const { account, read, command } = entered;
        const note = (manifestSha256: string | null) =>
          services.runner.run(noteEvidence, { paymentId, manifestSha256 }, command(newId()));
        const payment = await read((tx) => readDisputed(tx, account.id, paymentId));
        const createdAt = await read((tx) => readClock(tx, account.id));
        const files = await evidenceFiles({ ...entered, services }, payment);
        await note(null);
        const about = { orderNumber: payment.order.number, paymentId, accountId: account.id, createdAt };
        return await reply
          .type("application/zip")
          .header("content-disposition", `attachment; filename="evidence-${payment.order.number}.zip"`)
          .send(evidenceZip(about, files, async (sha256) => void (await note(sha256))));
      } catch (error) {
        return answerProblem(error, request, reply, context);
      }
    },
  });
}
