import type { RolledSums, UsageBucket, UsageGrain } from "@tenure/core/statements";
import type { UsageGrouping } from "@tenure/core/contract";
import type { Tx } from "../db/database.ts";
import { Prisma } from "../generated/prisma/client.ts";

/** The sums of one group in one bucket. */
export interface RolledRow extends RolledSums {
  /** Instant of the hour, or the local day (the first of the month) of the bucket: `bucketKey` of it. */
  readonly bucket: string;
  /** Null where models are not told apart, and for the rest. */
  readonly model: string | null;
  /** Null where keys are not told apart, for the rest, and for usage without a key. */
  readonly apiKeyId: string | null;
  /** Groups beyond the largest ones, together. */
  readonly rest: boolean;
}

/** Which roll-ups to read. */
export interface RollupQuery {
  readonly accountId: string;
  readonly zone: string;
  readonly grain: UsageGrain;
  readonly buckets: readonly UsageBucket[];
  readonly groupBy: UsageGrouping;
  readonly model?: string | undefined;
  readonly apiKeyId?: string | undefined;
  /** How many groups stay apart, by value; the others become the rest. */
  readonly largest: number;
}

/** By which a row of a roll-up finds its bucket. */
export const bucketKey = (bucket: UsageBucket): string => bucket.date ?? bucket.startsAt;

/** Stands for "by no key" in the roll-ups, whose key columns are never null. */
const NO_KEY = "00000000-0000-0000-0000-000000000000";

/**
 * Sums roll-ups per bucket and group. Reads what lies in the period and nothing else, so that its cost does not grow
 * with the account's history.
 */
export async function readRollups(tx: Tx, query: RollupQuery): Promise<RolledRow[]> {
  const first = query.buckets[0];
  const last = query.buckets.at(-1);
  if (first === undefined || last === undefined) return [];
  const byModel = query.groupBy === "model" || query.groupBy === "model_key";
  const byKey = query.groupBy === "key" || query.groupBy === "model_key";
  const bucket = bucketOf(query.grain, query.zone);
  return tx.$queryRaw<RolledRow[]>`
    WITH picked AS (
      SELECT ${bucket} AS bucket,
             ${byModel ? Prisma.sql`model` : Prisma.sql`''`} AS model,
             ${byKey ? Prisma.sql`api_key_id` : Prisma.sql`${NO_KEY}::uuid`} AS api_key_id,
             sum(requests) AS requests, sum(input_tokens) AS input, sum(cached_tokens) AS cached,
             sum(output_tokens) AS output, sum(reasoning_tokens) AS reasoning, sum(amount_nanos) AS amount,
             sum(plan_nanos) AS plan, sum(credit_nanos) AS credit, sum(debt_nanos) AS debt
        FROM usage_rollup
       WHERE account_id = ${query.accountId}::uuid AND grain = ${query.grain === "hour" ? "hour" : "day"}
         AND ${within(query.grain, query.zone, first, last)}
         ${query.model === undefined ? Prisma.empty : Prisma.sql`AND model = ${query.model}`}
         ${query.apiKeyId === undefined ? Prisma.empty : Prisma.sql`AND api_key_id = ${query.apiKeyId}::uuid`}
       GROUP BY 1, 2, 3),
    ranked AS (
      SELECT model, api_key_id, row_number() OVER (ORDER BY sum(amount) DESC, model, api_key_id) > ${query.largest} AS rest
        FROM picked GROUP BY 1, 2)
    SELECT p.bucket AS "bucket", r.rest AS "rest",
           CASE WHEN ${byModel} AND NOT r.rest THEN p.model END AS "model",
           CASE WHEN NOT r.rest THEN nullif(p.api_key_id, ${NO_KEY}::uuid) END AS "apiKeyId",
           sum(p.requests)::bigint AS "requests", sum(p.input)::bigint AS "inputTokens",
           sum(p.cached)::bigint AS "cachedInputTokens", sum(p.output)::bigint AS "outputTokens",
           sum(p.reasoning)::bigint AS "reasoningTokens", sum(p.amount)::bigint AS "amountNanos",
           sum(p.plan)::bigint AS "planNanos", sum(p.credit)::bigint AS "creditNanos", sum(p.debt)::bigint AS "debtNanos"
      FROM picked p JOIN ranked r USING (model, api_key_id)
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
}

/**
 * The bucket of a roll-up's row. A day's row says when that day began; noon of it is on the right day even if the
 * account has moved to another zone since, and on days that summer time makes an hour shorter or longer.
 */
const bucketOf = (grain: UsageGrain, zone: string): Prisma.Sql =>
  grain === "hour"
    ? Prisma.sql`to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : grain === "day"
      ? Prisma.sql`to_char(${noon(zone)}, 'YYYY-MM-DD')`
      : Prisma.sql`to_char(${noon(zone)}, 'YYYY-MM-"01"')`;

const noon = (zone: string): Prisma.Sql => Prisma.sql`(starts_at + interval '12 hours') AT TIME ZONE ${zone}`;

function within(grain: UsageGrain, zone: string, first: UsageBucket, last: UsageBucket): Prisma.Sql {
  const from = Prisma.sql`${first.startsAt}::timestamptz`;
  const to = Prisma.sql`${last.endsAt}::timestamptz`;
  if (grain === "hour") return Prisma.sql`starts_at >= ${from} AND starts_at < ${to}`;
  // The index narrows to the period and a day around it; the local day decides.
  return Prisma.sql`starts_at > ${from} - interval '1 day' AND starts_at < ${to} + interval '1 day'
    AND ${noon(zone)} >= ${from} AT TIME ZONE ${zone} AND ${noon(zone)} < ${to} AT TIME ZONE ${zone}`;
}
