import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { CommandContext } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { limitRate } from "../http/rate-limits.ts";
import { contextOf } from "../http/request-context.ts";
import { readLink } from "../notices/link-token.ts";
import type { Services } from "../runtime/services.ts";
import { enterAccount } from "../trpc/procedures.ts";
import { type SignedStatement, takeStatement } from "./liability-file.ts";
import { LIABILITY_LINK } from "./liability-link.ts";
import { liabilityPdf } from "./liability-pdf.ts";
import { liabilitySpan } from "./liability-procedures.ts";

const form = z.enum(["json", "pdf"]);

async function send(
  reply: FastifyReply,
  { account, statement, signed }: SignedStatement,
  as: z.output<typeof form>,
) {
  const name = `liability-${account.id}.${as}`;
  reply.header("cache-control", "no-store").header("content-disposition", `attachment; filename="${name}"`);
  return as === "json"
    ? reply.type("application/json; charset=utf-8").send(JSON.stringify(signed))
    : reply
        .type("application/pdf")
        .send(await liabilityPdf(statement, signed, { language: account.language, zone: account.timeZone }));
}

/** `GET /v1/accounts/:accountId/liability/json` and `/pdf`: what each holder answers for (C4.8), to the owner and to staff. */
export function liabilityRoutes(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { accountId: string; form: string } }>(
    "/v1/accounts/:accountId/liability/:form",
    async (request, reply) => {
      const context = await contextOf(services, request);
      try {
        if (context.failure !== null) throw context.failure;
        const as = form.safeParse(request.params.form);
        if (!as.success) throw new AppError("not_found");
        const span = liabilitySpan.parse(request.query);
        const { accountId } = request.params;
        const { role, command } = await enterAccount(context, "liability.read", { accountId });
        const reader = role === "owner" ? "holder" : "staff";
        return await send(reply, await takeStatement(services, span, reader, command(newId())), as.data);
      } catch (error) {
        return answerProblem(error, request, reply, context);
      }
    },
  );
}

/**
 * `GET /statements/liability/TOKEN`, the link of the letter to a former holder (C4.8): its own part as PDF, or signed with
 * `?as=json`. It asks for no sign-in, since whoever held the account belongs to it no more.
 */
export async function formerLiabilityRoute(app: FastifyInstance, services: Services): Promise<void> {
  await limitRate(app, "webhooks");
  app.get<{ Params: { token: string }; Querystring: { as?: string } }>(
    "/statements/liability/:token",
    async (request, reply) => {
      const link = readLink(services.env.secret, LIABILITY_LINK, request.params.token);
      if (link === null) throw new AppError("not_found", "This link is not valid.");
      const { accountId, holderPeriodId, expiresAt } = link;
      const now = await services.db.within(PLATFORM, (tx) => readClock(tx, accountId));
      if (now >= expiresAt)
        throw new AppError("not_found", "This link has expired; write to us for another.");
      const context: CommandContext = {
        actor: { kind: "anonymous", id: "mail_link" },
        accountId,
        asPlatform: true,
        requestId: null,
        idempotencyKey: newId(),
      };
      const span = { from: null, until: null };
      const taken = await takeStatement(services, span, { formerPeriodId: holderPeriodId }, context);
      return send(reply, taken, request.query.as === "json" ? "json" : "pdf");
    },
  );
}
