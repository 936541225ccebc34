import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type CsvCell, csvText } from "../csv/csv-text.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { contextOf } from "../http/request-context.ts";
import type { Services } from "../runtime/services.ts";
import { enterAsStaff } from "../trpc/procedures.ts";
import { requireReadable } from "../trpc/readable-input.ts";
import { differenceFilter, whereDifferences } from "./procedures.ts";
import type { DifferenceRow } from "./show.ts";

const LONGEST_DOWNLOAD_MS = 3_600_000;
const PAGE_ROWS = 500;

const query = z.strictObject(differenceFilter);

const COLUMNS = {
  difference_id: (row: DifferenceRow) => row.id,
  channel: (row: DifferenceRow) => row.channel,
  object: (row: DifferenceRow) => row.object,
  kind: (row: DifferenceRow) => row.kind,
  provider_id: (row: DifferenceRow) => row.subject,
  payment_id: (row: DifferenceRow) => row.paymentId,
  account_id: (row: DifferenceRow) => row.accountId,
  order_id: (row: DifferenceRow) => row.orderId,
  provider_amount_minor: (row: DifferenceRow) => row.thereMinor,
  provider_currency: (row: DifferenceRow) => row.thereCurrency,
  provider_state: (row: DifferenceRow) => row.thereState,
  our_amount_minor: (row: DifferenceRow) => row.hereMinor,
  our_currency: (row: DifferenceRow) => row.hereCurrency,
  our_state: (row: DifferenceRow) => row.hereState,
  remedy: (row: DifferenceRow) => row.remedy,
  state: (row: DifferenceRow) => row.state,
  set_aside_reason: (row: DifferenceRow) => row.setAsideReason,
  first_found_at: (row: DifferenceRow) => row.firstFoundAt.toISOString(),
  last_found_at: (row: DifferenceRow) => row.lastFoundAt.toISOString(),
  resolved_at: (row: DifferenceRow) => row.resolvedAt?.toISOString() ?? null,
} as const satisfies Record<string, (row: DifferenceRow) => CsvCell>;

/** Differences as a file: `GET /v1/reconciliations/differences.csv`, for staff, oldest first, streamed. */
export function differencesFileRoute(app: FastifyInstance, services: Services): void {
  app.route({
    method: "GET",
    url: "/v1/reconciliations/differences.csv",
    handlerTimeout: LONGEST_DOWNLOAD_MS,
    handler: async (request, reply) => {
      const context = await contextOf(services, request);
      try {
        if (context.failure !== null) throw context.failure;
        requireReadable(request.query);
        enterAsStaff(context, "reconciliation.read");
        const filter = query.parse(request.query);
        return await reply
          .type("text/csv; charset=utf-8; header=present")
          .header("content-disposition", 'attachment; filename="reconciliation-differences.csv"')
          .send(Readable.from(portions(services.db, filter), { objectMode: false }));
      } catch (error) {
        return answerProblem(error, request, reply, context);
      }
    },
  });
}

async function* portions(
  db: Database,
  filter: Parameters<typeof whereDifferences>[0],
): AsyncGenerator<Buffer> {
  // A byte order mark first: Excel then reads the file as UTF-8.
  yield Buffer.from(`\u{FEFF}${csvText([Object.keys(COLUMNS)])}`);
  for (let after: string | null = null; ; ) {
    const last: string | null = after;
    const rows: DifferenceRow[] = await db.within(PLATFORM, (tx) =>
      tx.reconciliationDifference.findMany({
        where: { ...whereDifferences(filter), ...(last === null ? {} : { id: { gt: last } }) },
        orderBy: { id: "asc" },
        take: PAGE_ROWS,
      }),
    );
    if (rows.length > 0)
      yield Buffer.from(csvText(rows.map((row) => Object.values(COLUMNS).map((cell) => cell(row)))));
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE_ROWS) return;
  }
}
