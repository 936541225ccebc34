import { attempt } from "@tenure/core/lifecycle";
import { differenceLifecycle, type DifferenceState } from "@tenure/core/reconciliations";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

const input = z.strictObject({
  differenceId: z.uuid(),
  /** What was done about it outside the product; null asks about it again. */
  reason: z.string().trim().min(3).max(500).nullable(),
});

/** Asks no more about a difference that a person dealt with, while it stays the same; or asks again. */
const setAside = plainCommand({
  name: "reconciliations.set_aside",
  input,
  async apply({ tx, context }, { differenceId, reason }) {
    const row = await tx.reconciliationDifference.findUnique({ where: { id: differenceId } });
    if (row === null) throw new AppError("not_found", "No such difference.");
    const move = attempt(
      differenceLifecycle,
      row.state as DifferenceState,
      reason === null ? "ask_again" : "set_aside",
    );
    if (!move.legal)
      throw new AppError("conflict", `A difference that is ${row.state} cannot be moved like that.`);
    await tx.reconciliationDifference.update({
      where: { id: differenceId, state: row.state },
      data: {
        state: move.to,
        setAsideReason: reason,
        setAsideBy: reason === null ? null : context.actor.id,
      },
    });
    return {
      answer: { state: move.to },
      target: { kind: "reconciliation_difference", id: differenceId },
      ...(reason === null ? {} : { reason }),
      before: { state: row.state },
      after: { state: move.to },
    };
  },
});

/** Sets a difference aside with a reason, or takes that back. */
export const setAsideProcedure = staffProcedureFor("reconciliation.resolve")
  .input(input)
  .output(z.strictObject({ state: z.enum(["open", "set_aside", "resolved"]) }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(setAside, input, ctx.command());
    return answer;
  });
