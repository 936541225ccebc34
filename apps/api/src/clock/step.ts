import { attempt } from "@tenure/core/lifecycle";
import { type ClockAdvanceState, clockAdvanceLifecycle } from "@tenure/core/clock";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { type Acting, type Done, plainCommand } from "../command/command.ts";

/** An advance under the account's lock, as long as it runs; null when it is over. */
async function runningAdvance({ tx, context }: Acting, advanceId: string) {
  return tx.clockAdvance.findFirst({
    where: { id: advanceId, accountId: context.accountId ?? "", state: "running" },
  });
}

/**
 * Moves the account's clock on to the next instant of its advance. Of two workers that ask at once one moves it: the
 * other started from where it no longer stands. A clock that real time has carried past the instant stays.
 */
export const stepClock = plainCommand({
  name: "clock.step",
  input: z.strictObject({ advanceId: z.uuid(), from: instantSchema, to: instantSchema }),
  async apply(acting, { advanceId, from, to }): Promise<Done<{ moved: boolean }>> {
    const { tx } = acting;
    const advance = await runningAdvance(acting, advanceId);
    const target = { kind: "clock_advance", id: advanceId };
    if (advance === null || advance.at.toISOString() !== from) return { answer: { moved: false }, target };
    await tx.$executeRaw`
      UPDATE account SET clock_offset_ms = greatest(clock_offset_ms,
             ceil(extract(epoch FROM ${to}::timestamptz - clock_timestamp()) * 1000)::bigint)
       WHERE id = ${advance.accountId}::uuid AND NOT livemode`;
    await tx.clockAdvance.update({
      where: { id: advanceId, state: "running" },
      data: { at: new Date(to), steps: { increment: 1 } },
    });
    return { answer: { moved: true }, target, before: { at: from }, after: { at: to } };
  },
});

/** Ends an advance: it arrived, or work that was due did not come to its end. */
export const endAdvance = plainCommand({
  name: "clock.end",
  input: z.strictObject({ advanceId: z.uuid(), problem: z.string().min(1).max(500).nullable() }),
  async apply(acting, { advanceId, problem }): Promise<Done<{ ended: boolean }>> {
    const target = { kind: "clock_advance", id: advanceId };
    const advance = await runningAdvance(acting, advanceId);
    // The CHECK constraint repeats the table's states; a test compares both.
    const from = (advance?.state ?? "done") as ClockAdvanceState;
    const move = attempt(clockAdvanceLifecycle, from, problem === null ? "finish" : "stop");
    if (advance === null || !move.legal) return { answer: { ended: false }, target };
    await acting.tx.clockAdvance.update({
      where: { id: advanceId, state: from },
      data: { state: move.to, problem },
    });
    return { answer: { ended: true }, target, before: { state: from }, after: { state: move.to } };
  },
});
