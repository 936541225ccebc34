import { attempt } from "@tenure/core/lifecycle";
import { rebasePolicy } from "@tenure/core/policy";
import { policyShadowRunLifecycle, type PolicyShadowRunState } from "@tenure/core/policy-versions";
import { type ShadowReport, shadowRunUnder } from "@tenure/core/refunds";
import { z } from "zod";
import { type Done, plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { REGISTERED_RULES } from "../decisions/registered-rules.ts";
import { shadowStoredRequests } from "../refunds/shadow.ts";
import type { Services } from "../runtime/services.ts";
import { policies, policyByVersion, readPolicies } from "./in-force.ts";
import { readStoredPolicy } from "./stored.ts";

/** Another run of the job took over: this one writes nothing more. */
class TakenOver extends Error {
  override readonly name = "TakenOver";
}

/** What a run found, as it is stored: amounts as texts. */
export const shadowReportSchema = z.strictObject({
  requests: z.int(),
  changed: z.int(),
  unreadable: z.int(),
  outcomes: z.record(z.string(), z.int()),
  currencies: z.array(
    z.strictObject({
      currency: z.string(),
      requests: z.int(),
      changed: z.int(),
      beforeNanos: z.string(),
      afterNanos: z.string(),
      movedNanos: z.string(),
    }),
  ),
});
type StoredReport = z.output<typeof shadowReportSchema>;

/** Says what a run found; only the run of the job that has the row. */
const finishCommand = plainCommand({
  name: "policy_versions.shadow_finish",
  input: z.strictObject({ shadowRunId: z.uuid(), workerId: z.uuid(), report: shadowReportSchema }),
  async apply({ tx, now }, { shadowRunId, workerId, report }): Promise<Done<{ finished: boolean }>> {
    const row = await tx.policyShadowRun.findUniqueOrThrow({ where: { id: shadowRunId } });
    const target = { kind: "policy_shadow_run", id: shadowRunId };
    const move = attempt(policyShadowRunLifecycle, row.state as PolicyShadowRunState, "finish");
    if (!move.legal || row.workerId !== workerId) return { answer: { finished: false }, target };
    await tx.policyShadowRun.update({
      where: { id: shadowRunId, state: row.state },
      data: { state: move.to, requestsDone: row.requestsTotal, report, finishedAt: new Date(now) },
    });
    return {
      answer: { finished: true },
      target,
      before: { state: row.state },
      after: { state: move.to, requests: report.requests, changed: report.changed },
    };
  },
});

/**
 * Handler of `policy_versions.shadow`: leads the stored refund requests of the period through the rules under the changed
 * policy, keeps each difference, and says how far it is. Run again after a crash it begins anew and finds the same.
 */
export async function runPolicyShadow(
  { db, runner }: Services,
  { shadowRunId }: { readonly shadowRunId: string },
): Promise<void> {
  const workerId = newId();
  await readPolicies(db);
  const run = await db.within(PLATFORM, async (tx) => {
    const { count } = await tx.policyShadowRun.updateMany({
      where: { id: shadowRunId, state: "running" },
      data: { workerId, requestsDone: 0 },
    });
    return count === 0
      ? null
      : tx.policyShadowRun.findUniqueOrThrow({
          where: { id: shadowRunId },
          include: { policyVersion: true },
        });
  });
  if (run === null) return;
  const base = policyByVersion(run.baseVersion);
  if (base === null) throw new Error(`policy ${run.baseVersion} is not known here`);
  const changed = readStoredPolicy(run.policyVersion);
  const shadow = shadowRunUnder((own) => rebasePolicy(own, base, changed), REGISTERED_RULES, policies());
  try {
    await shadowStoredRequests(
      db,
      shadow,
      { from: run.fromAt, to: run.toAt, livemode: run.livemode },
      (differences, requests) =>
        db.within(PLATFORM, async (tx) => {
          const { count } = await tx.policyShadowRun.updateMany({
            where: { id: shadowRunId, workerId, state: "running" },
            data: { requestsDone: requests },
          });
          if (count === 0) throw new TakenOver(`shadow run ${shadowRunId} was taken over`);
          await tx.policyShadowDifference.createMany({
            data: differences.map(({ decisionId, orderId, currency, before, after, movedNanos }) => ({
              runId: shadowRunId,
              decisionId,
              orderId,
              currency,
              outcomeBefore: before.outcome,
              headlineBefore: before.headline,
              beforeNanos: before.finalNanos,
              outcomeAfter: after.outcome,
              headlineAfter: after.headline,
              afterNanos: after.finalNanos,
              movedNanos,
            })),
            skipDuplicates: true,
          });
        }),
    );
  } catch (error) {
    if (error instanceof TakenOver) return;
    throw error;
  }
  await runner.run(
    finishCommand,
    { shadowRunId, workerId, report: storedReport(shadow.report()) },
    systemContext("policy_versions.shadow", null, newId()),
  );
}

const storedReport = ({ currencies, outcomes, ...counts }: ShadowReport): StoredReport => ({
  ...counts,
  outcomes: { ...outcomes },
  currencies: currencies.map(({ beforeNanos, afterNanos, movedNanos, ...each }) => ({
    ...each,
    beforeNanos: beforeNanos.toString(),
    afterNanos: afterNanos.toString(),
    movedNanos: movedNanos.toString(),
  })),
});
