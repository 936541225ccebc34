import { usageSummaryShape } from "@tenure/core/contract";
import { nanosToDecimal } from "@tenure/core/money";
import { type UsageBucket, localDateOf } from "@tenure/core/statements";
import { z } from "zod";
import { type CsvContent, type CsvContext, csvFile } from "../csv/csv-file.ts";
import type { CsvCell } from "../csv/csv-text.ts";
import { readClock } from "../db/clock.ts";
import { apiKeyNames } from "./api-key-names.ts";
import { bucketsAsked } from "./period.ts";
import { bucketKey, readRollups, type RollupQuery } from "./rollups.ts";

/** Buckets read at once: a month of days with all their models and keys. */
const BUCKETS_AT_ONCE = 31;

const HEAD = [
  "from",
  "to",
  "date",
  "model",
  "api_key",
  "requests",
  "input_tokens",
  "cached_input_tokens",
  "output_tokens",
  "reasoning_tokens",
  "currency",
  "value",
  "plan_part",
  "credit_part",
  "debt_part",
];

/** The usage summary as a file: one row per step and group; no group is too small to be told apart. */
export const summaryFile = csvFile({
  path: "/usage/summary.csv",
  summary: "Download summed usage as CSV",
  permission: "usage.read",
  input: z.strictObject({
    ...usageSummaryShape,
    groupBy: usageSummaryShape.groupBy.unwrap().default("model_key"),
  }),
  async open(context, { grain, groupBy, from, to, ...filter }): Promise<CsvContent> {
    const { account, read } = context;
    const now = await read((tx) => readClock(tx, account.id));
    const buckets = bucketsAsked({ grain, from, to, now, zone: account.timeZone });
    const day = (instant: string) => localDateOf(instant, account.timeZone);
    const lastAt = new Date(Date.parse(buckets.at(-1)?.endsAt ?? now) - 1).toISOString();
    return {
      name: `usage-by-${grain}_${day(buckets[0].startsAt)}_${day(lastAt)}`,
      head: HEAD,
      pages: summaryPages(context, buckets, {
        accountId: account.id,
        zone: account.timeZone,
        grain,
        groupBy,
        ...filter,
        largest: Number.MAX_SAFE_INTEGER,
      }),
    };
  },
});

async function* summaryPages(
  { account, read }: CsvContext,
  buckets: readonly UsageBucket[],
  query: Omit<RollupQuery, "buckets">,
): AsyncGenerator<CsvCell[][]> {
  const money = (amountNanos: bigint) => nanosToDecimal(amountNanos, account.currency);
  for (let at = 0; at < buckets.length; at += BUCKETS_AT_ONCE) {
    const some = buckets.slice(at, at + BUCKETS_AT_ONCE);
    const { rows, keys } = await read(async (tx) => {
      const found = await readRollups(tx, { ...query, buckets: some });
      const ids = found.flatMap((row) => row.apiKeyId ?? []);
      return { rows: found, keys: await apiKeyNames(tx, account.id, ids) };
    });
    const byKey = new Map(some.map((bucket) => [bucketKey(bucket), bucket]));
    yield rows.map((row) => {
      const bucket = byKey.get(row.bucket);
      return [
        bucket?.startsAt ?? row.bucket,
        bucket?.endsAt ?? null,
        bucket?.date ?? null,
        row.model,
        row.apiKeyId === null ? null : (keys.get(row.apiKeyId)?.name ?? row.apiKeyId),
        row.requests,
        row.inputTokens,
        row.cachedInputTokens,
        row.outputTokens,
        row.reasoningTokens,
        account.currency,
        money(row.amountNanos),
        money(row.planNanos),
        money(row.creditNanos),
        money(row.debtNanos),
      ];
    });
  }
}
