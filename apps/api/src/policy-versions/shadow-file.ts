import { Readable } from "node:stream";
import { isCurrency } from "@tenure/core/money";
import { decisionSchema } from "@tenure/core/decision";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { csvText } from "../csv/csv-text.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { contextOf } from "../http/request-context.ts";
import { SHADOW_HEAD, shadowCells } from "../refunds/shadow.ts";
import type { Services } from "../runtime/services.ts";
import { enterAsStaff } from "../trpc/procedures.ts";
import { requireReadable } from "../trpc/readable-input.ts";

const query = z.strictObject({ shadowRunId: z.uuid() });
const outcome = decisionSchema.shape.outcome;
const PAGE = 500;
const LOWEST_ID = "00000000-0000-0000-0000-000000000000";

/** The differences of a shadow run: `GET /v1/policy/shadow-differences.csv`, for staff, as `tenure policy shadow --csv` writes them. */
export function shadowFileRoute(app: FastifyInstance, services: Services): void {
  app.route({
    method: "GET",
    url: "/v1/policy/shadow-differences.csv",
    handler: async (request, reply) => {
      const context = await contextOf(services, request);
      try {
        if (context.failure !== null) throw context.failure;
        requireReadable(request.query);
        enterAsStaff(context, "policy_version.read");
        const { shadowRunId } = query.parse(request.query);
        const run = await services.db.within(PLATFORM, (tx) =>
          tx.policyShadowRun.findUnique({
            where: { id: shadowRunId },
            include: { policyVersion: { select: { version: true } } },
          }),
        );
        if (run === null) throw new AppError("not_found", "No such shadow run.");
        const name = `shadow_${run.policyVersion.version}_${run.fromAt.toISOString().slice(0, 10)}`;
        return await reply
          .type("text/csv; charset=utf-8; header=present")
          .header("content-disposition", `attachment; filename="${name}.csv"`)
          .send(Readable.from(written(services.db, shadowRunId), { objectMode: false }));
      } catch (error) {
        return answerProblem(error, request, reply, context);
      }
    },
  });
}

const pageAfter = (db: Database, runId: string, after: string) =>
  db.within(PLATFORM, (tx) =>
    tx.policyShadowDifference.findMany({
      where: { runId, decisionId: { gt: after } },
      orderBy: { decisionId: "asc" },
      take: PAGE,
    }),
  );

async function* written(db: Database, runId: string): AsyncGenerator<string> {
  yield csvText([SHADOW_HEAD]);
  for (let after = LOWEST_ID; ; ) {
    const page = await pageAfter(db, runId, after);
    if (page.length > 0)
      yield csvText(
        page.map((row) =>
          shadowCells({
            decisionId: row.decisionId,
            orderId: row.orderId,
            currency: isCurrency(row.currency) ? row.currency : "USD",
            before: {
              outcome: outcome.parse(row.outcomeBefore),
              headline: row.headlineBefore,
              finalNanos: row.beforeNanos,
            },
            after: {
              outcome: outcome.parse(row.outcomeAfter),
              headline: row.headlineAfter,
              finalNanos: row.afterNanos,
            },
            movedNanos: row.movedNanos,
          }),
        ),
      );
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.decisionId;
  }
}
