import { z } from "zod";
import { type Done, plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { newId } from "../db/ids.ts";
import type { Services } from "../runtime/services.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import {
  MOST_DAYS,
  MOST_SETTLE_MINUTES,
  periodOf,
  USUAL_PAYMENT_DAYS,
  USUAL_SETTLE_MINUTES,
} from "./period.ts";

/** A run that showed no sign of life for so long is over: its job was lost for good. */
const SILENT_MS = 2 * 3_600_000;

/** What may be said about a run, for every door. */
export const startFields = {
  days: z.int().min(1).max(MOST_DAYS).default(USUAL_PAYMENT_DAYS),
  /** Whether what can be taken over is, at once. */
  takesOver: z.boolean().default(false),
  settleMinutes: z.int().min(0).max(MOST_SETTLE_MINUTES).default(USUAL_SETTLE_MINUTES),
};

/** Begins a comparison, or names the one that is under way. */
export const startReconciliation = plainCommand({
  name: "reconciliations.start",
  input: z.strictObject({ ...startFields, trigger: z.enum(["nightly", "staff", "operator"]) }),
  async apply(
    { tx, now, context, outbox },
    { days, takesOver, settleMinutes, trigger },
  ): Promise<Done<{ reconciliationId: string; started: boolean }>> {
    // Two at once: the second waits here and then sees the first.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('reconciliations.start'))`;
    const running = await tx.reconciliation.findFirst({ where: { state: "running" } });
    const at = new Date(now);
    if (running !== null && at.getTime() - running.beatAt.getTime() < SILENT_MS)
      return {
        answer: { reconciliationId: running.id, started: false },
        target: { kind: "reconciliation", id: running.id },
      };
    if (running !== null)
      await tx.reconciliation.update({
        where: { id: running.id, state: "running" },
        data: { state: "failed", finishedAt: at, problem: running.problem ?? "it fell silent" },
      });
    const id = newId();
    await tx.reconciliation.createMany({
      data: {
        id,
        trigger,
        requestedBy: context.actor.id,
        ...periodOf(at, days, settleMinutes),
        takesOver,
        startedAt: at,
        beatAt: at,
      },
    });
    await outbox.enqueue(tx, "reconciliations.run", { reconciliationId: id });
    return {
      answer: { reconciliationId: id, started: true },
      target: { kind: "reconciliation", id },
      after: { state: "running", days, takesOver, trigger },
    };
  },
});

/** Compares now. While one runs, it is that one. */
export const startProcedure = staffProcedureFor("reconciliation.start")
  .input(z.strictObject(startFields))
  .output(z.strictObject({ reconciliationId: z.uuid(), started: z.boolean() }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(
      startReconciliation,
      { ...input, trigger: "staff" as const },
      ctx.command(),
    );
    return answer;
  });

/**
 * Handler of `reconciliations.nightly`. What can be taken over is: a customer whose refund came back must not wait for a
 * person to press a button (R6.4).
 */
export async function reconcileNightly({ runner }: Pick<Services, "runner">): Promise<void> {
  await runner.run(
    startReconciliation,
    {
      days: USUAL_PAYMENT_DAYS,
      takesOver: true,
      settleMinutes: USUAL_SETTLE_MINUTES,
      trigger: "nightly" as const,
    },
    systemContext("reconciliations.nightly", null, newId()),
  );
}
