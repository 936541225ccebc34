import { usageEventsFileShape } from "@tenure/core/contract";
import { nanosToDecimal } from "@tenure/core/money";
import { type LocalDate, localDateOf, plusDays, startOfDay } from "@tenure/core/statements";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";
import { type CsvContent, type CsvContext, csvFile } from "../csv/csv-file.ts";
import type { CsvCell } from "../csv/csv-text.ts";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { Prisma } from "../generated/prisma/client.ts";

/** Rows per reading: one of these is in memory at a time, whatever the file's length. */
const PAGE_ROWS = 1_000;

const HEAD = [
  "event_id",
  "client_event_id",
  "kind",
  "corrects_event_id",
  "occurred_at",
  "recorded_at",
  "model",
  "service_tier",
  "api_key",
  "input_tokens",
  "cached_input_tokens",
  "output_tokens",
  "reasoning_tokens",
  "currency",
  "value",
  "plan_part",
  "credit_part",
  "debt_part",
  "hold_id",
  "price_version_id",
];

/** Every usage event of a period as a file, in the order of recording. */
export const eventsFile = csvFile({
  path: "/usage/events.csv",
  summary: "Download usage events as CSV, in the order they were recorded",
  permission: "usage.read",
  input: z.strictObject(usageEventsFileShape),
  async open(context, { from, to, ...filter }): Promise<CsvContent> {
    const { account, read } = context;
    const now = await read((tx) => readClock(tx, account.id));
    const start = from === undefined ? null : isDate(from) ? startOfDay(from, account.timeZone) : from;
    const end = to === undefined ? now : isDate(to) ? startOfDay(plusDays(to, 1), account.timeZone) : to;
    if (start !== null && start >= end)
      throw new AppError("validation_failed", undefined, [{ path: "to", message: "must come after from" }]);
    const lastAt = new Date(Date.parse(end) - 1).toISOString();
    const days = [...(start === null ? [] : [start]), lastAt].map((at) => localDateOf(at, account.timeZone));
    return {
      name: ["usage-events", ...days].join("_"),
      head: HEAD,
      pages: eventPages(context, { start, end, ...filter }),
    };
  },
});

const isDate = (text: LocalDate): boolean => text.length === "2026-11-20".length;

interface EventsWanted {
  readonly start: Instant | null;
  /** Exclusive. What is recorded while the file is read lies behind it, so that the file has an end. */
  readonly end: Instant;
  readonly model?: string | undefined;
  readonly apiKeyId?: string | undefined;
}

interface EventLine {
  id: string;
  clientEventId: string;
  kind: string;
  correctsId: string | null;
  occurredAt: string;
  recordedAt: string;
  model: string;
  serviceTier: string;
  apiKey: string | null;
  inputTokens: string | null;
  cachedInputTokens: string | null;
  outputTokens: string | null;
  reasoningTokens: string | null;
  amountNanos: bigint;
  planNanos: bigint;
  creditNanos: bigint;
  debtNanos: bigint;
  holdId: string | null;
  modelPriceId: string;
}

async function* eventPages(context: CsvContext, wanted: EventsWanted): AsyncGenerator<CsvCell[][]> {
  const { account, read } = context;
  const money = (amountNanos: bigint) => nanosToDecimal(amountNanos, account.currency);
  let last: Pick<EventLine, "recordedAt" | "id"> | null = null;
  for (;;) {
    const after: typeof last = last;
    const rows: EventLine[] = await read((tx) => readPage(tx, account.id, wanted, after));
    last = rows.at(-1) ?? null;
    if (last === null) return;
    yield rows.map((row) => [
      row.id,
      row.clientEventId,
      row.kind,
      row.correctsId,
      row.occurredAt,
      row.recordedAt,
      row.model,
      row.serviceTier,
      row.apiKey,
      row.inputTokens,
      row.cachedInputTokens,
      row.outputTokens,
      row.reasoningTokens,
      account.currency,
      money(row.amountNanos),
      money(row.planNanos),
      money(row.creditNanos),
      money(row.debtNanos),
      row.holdId,
      row.modelPriceId,
    ]);
    if (rows.length < PAGE_ROWS) return;
  }
}

/**
 * The next rows after one, by the index of an account's events in the order of recording. Row security makes the
 * planner expect few rows, so that it would rather sort all that are left than follow the index, for every page anew.
 */
async function readPage(
  tx: Tx,
  accountId: string,
  { start, end, model, apiKeyId }: EventsWanted,
  after: Pick<EventLine, "recordedAt" | "id"> | null,
): Promise<EventLine[]> {
  await tx.$queryRaw`SELECT set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true),
                            set_config('enable_bitmapscan', 'off', true)`;
  return tx.$queryRaw<EventLine[]>`
  SELECT e.id::text, e.client_event_id AS "clientEventId", e.kind, e.corrects_id::text AS "correctsId",
         tenure_iso(e.occurred_at) AS "occurredAt", tenure_iso(e.recorded_at) AS "recordedAt", e.model,
         e.service_tier AS "serviceTier", k.name AS "apiKey", e.tokens->>'inputTokens' AS "inputTokens",
         e.tokens->>'cachedInputTokens' AS "cachedInputTokens", e.tokens->>'outputTokens' AS "outputTokens",
         e.tokens->>'reasoningTokens' AS "reasoningTokens", e.amount_nanos AS "amountNanos",
         e.plan_nanos AS "planNanos", e.credit_nanos AS "creditNanos", e.debt_nanos AS "debtNanos",
         e.hold_id::text AS "holdId", e.model_price_id::text AS "modelPriceId"
    FROM usage_event e LEFT JOIN api_key k ON k.id = e.api_key_id
   WHERE e.account_id = ${accountId}::uuid AND e.recorded_at < ${end}::timestamptz
     ${start === null ? Prisma.empty : Prisma.sql`AND e.recorded_at >= ${start}::timestamptz`}
     ${model === undefined ? Prisma.empty : Prisma.sql`AND e.model = ${model}`}
     ${apiKeyId === undefined ? Prisma.empty : Prisma.sql`AND e.api_key_id = ${apiKeyId}::uuid`}
     ${after === null ? Prisma.empty : Prisma.sql`AND (e.recorded_at, e.id) > (${after.recordedAt}::timestamptz, ${after.id}::uuid)`}
   ORDER BY e.recorded_at, e.id LIMIT ${PAGE_ROWS}`;
}
