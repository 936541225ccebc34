import { statesOf } from "@tenure/core/lifecycle";
import { isCurrency, moneySchema, toMoney } from "@tenure/core/money";
import { policyShadowRunLifecycle } from "@tenure/core/policy-versions";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { countStoredRequests } from "../refunds/shadow.ts";
import { pageOf, pageShape } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { namesOf } from "./list.ts";
import { shadowReportSchema } from "./run-shadow.ts";

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;
const MOST_RUNS = 20;

const startFields = { versionId: z.uuid(), days: z.int().min(1).max(MOST_DAYS) };

/** Starts a run over the requests of live accounts, or of sandbox ones where there are no others. */
const startShadow = ({ livemode }: { readonly livemode: boolean }) =>
  plainCommand({
    name: "policy_versions.shadow_start",
    input: z.strictObject(startFields),
    async apply({ tx, now, policy, context, outbox }, { versionId, days }) {
      const version = await tx.policyVersion.findUnique({
        where: { id: versionId },
        select: { version: true },
      });
      if (version === null) throw new AppError("not_found", "No such version of the policy.");
      const to = new Date(now);
      const scope = { from: new Date(to.getTime() - days * DAY_MS), to, livemode };
      const id = newId();
      const requestsTotal = await countStoredRequests(tx, scope);
      await tx.policyShadowRun.createMany({
        data: {
          id,
          policyVersionId: versionId,
          baseVersion: policy.version,
          fromAt: scope.from,
          toAt: scope.to,
          livemode,
          requestsTotal,
          startedBy: context.actor.id,
          startedAt: to,
        },
      });
      await outbox.enqueue(tx, "policy_versions.shadow", { shadowRunId: id });
      return {
        answer: { shadowRunId: id },
        target: { kind: "policy_shadow_run", id },
        after: { state: "running", version: version.version, days, requests: requestsTotal },
      };
    },
  });

/** Tries a version on the refund requests of the last days. Nothing is decided by it. */
export const start = staffProcedureFor("policy_version.shadow")
  .input(z.strictObject(startFields))
  .output(z.strictObject({ shadowRunId: z.uuid() }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(startShadow(ctx.services.env), input, ctx.command());
    return answer;
  });

/** What becomes of a request: granted or refused otherwise, more or less money, or other reasons for the same. */
const SHIFTS = ["granted", "refused", "more", "less", "other"] as const;

const runSchema = z.strictObject({
  id: z.uuid(),
  version: z.string(),
  baseVersion: z.string(),
  from: instantSchema,
  to: instantSchema,
  state: z.enum(statesOf(policyShadowRunLifecycle)),
  requestsDone: z.int(),
  requestsTotal: z.int(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  /** Null where that login is gone. */
  startedBy: z.string().nullable(),
  /** Null while it runs. */
  report: z
    .strictObject({
      requests: z.int(),
      changed: z.int(),
      unreadable: z.int(),
      currencies: z.array(
        z.strictObject({
          requests: z.int(),
          changed: z.int(),
          before: moneySchema,
          after: moneySchema,
          moved: moneySchema,
        }),
      ),
    })
    .nullable(),
});

type RunRow = NonNullable<Awaited<ReturnType<typeof readRuns>>[number]>;

const readRuns = (tx: Tx, where: Prisma.PolicyShadowRunWhereInput) =>
  tx.policyShadowRun.findMany({
    where,
    orderBy: { id: "desc" },
    take: MOST_RUNS,
    include: { policyVersion: { select: { version: true } } },
  });

function showRun(row: RunRow, names: ReadonlyMap<string, string>): z.output<typeof runSchema> {
  const report = row.report === null ? null : shadowReportSchema.parse(row.report);
  return {
    id: row.id,
    version: row.policyVersion.version,
    baseVersion: row.baseVersion,
    from: row.fromAt.toISOString(),
    to: row.toAt.toISOString(),
    state: runSchema.shape.state.parse(row.state),
    requestsDone: row.requestsDone,
    requestsTotal: row.requestsTotal,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    startedBy: names.get(row.startedBy) ?? null,
    report: report && {
      requests: report.requests,
      changed: report.changed,
      unreadable: report.unreadable,
      currencies: report.currencies.flatMap(({ currency, requests, changed, ...sums }) =>
        isCurrency(currency)
          ? [
              {
                requests,
                changed,
                before: toMoney(BigInt(sums.beforeNanos), currency),
                after: toMoney(BigInt(sums.afterNanos), currency),
                moved: toMoney(BigInt(sums.movedNanos), currency),
              },
            ]
          : [],
      ),
    },
  };
}

/** The last runs of a version, the newest first. */
export const list = staffProcedureFor("policy_version.read")
  .input(z.strictObject({ versionId: z.uuid() }))
  .output(z.strictObject({ runs: z.array(runSchema) }))
  .query(({ ctx, input: { versionId } }) =>
    ctx.read(async (tx) => {
      const rows = await readRuns(tx, { policyVersionId: versionId });
      const names = await namesOf(
        tx,
        rows.map(({ startedBy }) => startedBy),
      );
      return { runs: rows.map((row) => showRun(row, names)) };
    }),
  );

const daySchema = z.strictObject({
  /** `2026-11-28`, in UTC. */
  day: z.iso.date(),
  shift: z.enum(SHIFTS),
  count: z.int(),
});

/** One run with its result, and how many requests of each day would have been answered otherwise, and how. */
export const get = staffProcedureFor("policy_version.read")
  .input(z.strictObject({ shadowRunId: z.uuid() }))
  .output(z.strictObject({ run: runSchema, days: z.array(daySchema) }))
  .query(({ ctx, input: { shadowRunId } }) =>
    ctx.read(async (tx) => {
      const [row] = await readRuns(tx, { id: shadowRunId });
      if (row === undefined) throw new AppError("not_found", "No such shadow run.");
      const days = await tx.$queryRaw<z.output<typeof daySchema>[]>`
        SELECT to_char(decision.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, shift, count(*)::int AS count
          FROM policy_shadow_difference JOIN decision ON decision.id = decision_id,
               LATERAL (SELECT ${SHIFT} AS shift) AS shifted
         WHERE run_id = ${shadowRunId}::uuid GROUP BY 1, 2 ORDER BY 1, 2`;
      return { run: showRun(row, await namesOf(tx, [row.startedBy])), days };
    }),
  );

const SHIFT = Prisma.sql`CASE
  WHEN outcome_before <> 'granted' AND outcome_after = 'granted' THEN 'granted'
  WHEN outcome_before = 'granted' AND outcome_after <> 'granted' THEN 'refused'
  WHEN moved_nanos > 0 THEN 'more' WHEN moved_nanos < 0 THEN 'less' ELSE 'other' END`;

const answerSchema = z.strictObject({
  outcome: z.string(),
  headline: z.string().nullable(),
  final: moneySchema,
});
const differenceSchema = z.strictObject({
  /** The decision's id. */
  id: z.uuid(),
  account: z.strictObject({ id: z.uuid(), name: z.string() }),
  orderId: z.string(),
  decidedAt: instantSchema,
  shift: z.enum(SHIFTS),
  before: answerSchema,
  after: answerSchema,
  moved: moneySchema,
});

interface DifferenceRow {
  readonly decision_id: string;
  readonly account_id: string;
  readonly account_name: string;
  readonly order_id: string;
  readonly currency: string;
  readonly decided_at: Date;
  readonly shift: (typeof SHIFTS)[number];
  readonly outcome_before: string;
  readonly headline_before: string | null;
  readonly before_nanos: bigint;
  readonly outcome_after: string;
  readonly headline_after: string | null;
  readonly after_nanos: bigint;
  readonly moved_nanos: bigint;
}

/** The requests that a run would have answered otherwise, in the order in which they were made. */
export const differences = staffProcedureFor("policy_version.read")
  .input(z.strictObject({ shadowRunId: z.uuid(), ...pageShape }))
  .output(pageOf(differenceSchema))
  .query(({ ctx, input: { shadowRunId, limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.$queryRaw<DifferenceRow[]>`
        SELECT difference.*, ${SHIFT} AS shift, decision.decided_at, account.id AS account_id, account.name AS account_name
          FROM policy_shadow_difference difference JOIN decision ON decision.id = difference.decision_id
          JOIN account ON account.id = decision.account_id
         WHERE run_id = ${shadowRunId}::uuid
           ${cursor === undefined ? Prisma.empty : Prisma.sql`AND decision_id > ${cursor}::uuid`}
         ORDER BY decision_id LIMIT ${limit + 1}`;
      const shown = rows.slice(0, limit);
      return {
        items: shown.map((row) => {
          const currency = isCurrency(row.currency) ? row.currency : "USD";
          return {
            id: row.decision_id,
            account: { id: row.account_id, name: row.account_name },
            orderId: row.order_id,
            decidedAt: row.decided_at.toISOString(),
            shift: row.shift,
            before: {
              outcome: row.outcome_before,
              headline: row.headline_before,
              final: toMoney(row.before_nanos, currency),
            },
            after: {
              outcome: row.outcome_after,
              headline: row.headline_after,
              final: toMoney(row.after_nanos, currency),
            },
            moved: toMoney(row.moved_nanos, currency),
          };
        }),
        nextCursor: rows.length > limit ? (shown.at(-1)?.decision_id ?? null) : null,
      };
    }),
  );
