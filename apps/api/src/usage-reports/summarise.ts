import type { UsageGroup, UsageSums, UsageSummary } from "@tenure/core/contract";
import { type Currency, toMoney } from "@tenure/core/money";
import { type RolledSums, totalUsage, type UsageBucket, type UsageGrain } from "@tenure/core/statements";
import type { NamedKey } from "./api-key-names.ts";
import { bucketKey, type RolledRow } from "./rollups.ts";

/** What a summary is made of. */
export interface SummaryParts {
  readonly grain: UsageGrain;
  readonly zone: string;
  readonly currency: Currency;
  readonly buckets: readonly UsageBucket[];
  /** Whether the caller asked for groups; without them all usage is one. */
  readonly grouped: boolean;
  readonly rows: readonly RolledRow[];
  readonly keys: ReadonlyMap<string, NamedKey>;
}

/** Sums of a roll-up in the form of the API. */
export const showSums = (sums: RolledSums, currency: Currency): UsageSums => ({
  requests: Number(sums.requests),
  inputTokens: Number(sums.inputTokens),
  cachedInputTokens: Number(sums.cachedInputTokens),
  outputTokens: Number(sums.outputTokens),
  reasoningTokens: Number(sums.reasoningTokens),
  value: toMoney(sums.amountNanos, currency),
  planPart: toMoney(sums.planNanos, currency),
  creditPart: toMoney(sums.creditNanos, currency),
  debtPart: toMoney(sums.debtNanos, currency),
});

/** A step of a chart: the sums that fit there. */
const showStep = (sums: RolledSums, currency: Currency) => ({
  requests: Number(sums.requests),
  inputTokens: Number(sums.inputTokens),
  outputTokens: Number(sums.outputTokens),
  value: toMoney(sums.amountNanos, currency),
});

/** Puts a summary together: every bucket in order, empty ones too; groups by value, the rest last. */
export function summarise({
  grain,
  zone,
  currency,
  buckets,
  grouped,
  rows,
  keys,
}: SummaryParts): UsageSummary {
  const rowsOfGroup = Map.groupBy(rows, groupName);
  const groups = grouped ? [...rowsOfGroup.values()].map((own) => ({ own, sums: totalUsage(own) })) : [];
  groups.sort(
    (a, b) =>
      Number(isRest(a.own)) - Number(isRest(b.own)) || compare(b.sums.amountNanos, a.sums.amountNanos),
  );
  const positions = new Map(
    groups.flatMap(({ own: [row] }, at) => (row === undefined ? [] : [[groupName(row), at]])),
  );
  const rowsOfBucket = Map.groupBy(rows, (row) => row.bucket);
  return {
    grain,
    timeZone: zone,
    from: buckets[0]?.startsAt ?? "",
    to: buckets.at(-1)?.endsAt ?? "",
    totals: showSums(totalUsage(rows), currency),
    groups: groups.map(({ own, sums }) => showGroup(own, sums, keys, currency)),
    buckets: buckets.map((bucket) => {
      const own = rowsOfBucket.get(bucketKey(bucket)) ?? [];
      return {
        startsAt: bucket.startsAt,
        endsAt: bucket.endsAt,
        date: bucket.date,
        ...showStep(totalUsage(own), currency),
        parts: own
          .flatMap((row) => {
            const group = positions.get(groupName(row));
            return group === undefined ? [] : [{ group, ...showStep(row, currency) }];
          })
          .sort((a, b) => a.group - b.group),
      };
    }),
  };
}

function showGroup(
  [row]: readonly RolledRow[],
  sums: RolledSums,
  keys: ReadonlyMap<string, NamedKey>,
  currency: Currency,
): UsageGroup {
  const apiKeyId = row?.apiKeyId ?? null;
  return {
    model: row?.model ?? null,
    apiKey: apiKeyId === null ? null : (keys.get(apiKeyId) ?? { id: apiKeyId, name: apiKeyId }),
    rest: row?.rest ?? false,
    totals: showSums(sums, currency),
  };
}

const isRest = ([row]: readonly RolledRow[]): boolean => row?.rest ?? false;

const groupName = ({ model, apiKeyId, rest }: RolledRow): string =>
  `${rest}|${apiKeyId ?? ""}|${model ?? ""}`;

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
