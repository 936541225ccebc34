import { z } from "zod";
import { lineOfText, linesOfText } from "../accounts/input.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { askToUndo, carryOutRevocation, dropRevocation, proposeRevocation } from "./revoke.ts";
import { changeState } from "./row.ts";

/** Proposes to revoke a completed change (C5.5). */
export const propose = procedureFor("subject_change.revoke")
  .input(accountInput({ changeId: z.uuid(), reason: linesOfText(4000), documentRef: lineOfText(200) }))
  .output(z.strictObject({ revocationId: z.uuid() }))
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    const { answer } = await ctx.services.runner.run(proposeRevocation, given, ctx.command());
    return answer;
  });

/** Carries it out; another person than who proposed it. */
export const carryOut = procedureFor("subject_change.revoke")
  .input(accountInput({ revocationId: z.uuid() }))
  .output(z.strictObject({ changeId: z.uuid(), state: changeState }))
  .mutation(async ({ ctx, input: { revocationId } }) => {
    const { answer } = await ctx.services.runner.run(carryOutRevocation, { revocationId }, ctx.command());
    return answer;
  });

/** Drops a proposal. */
export const drop = procedureFor("subject_change.revoke")
  .input(accountInput({ revocationId: z.uuid(), reason: linesOfText(2000) }))
  .output(z.strictObject({ revocationId: z.uuid() }))
  .mutation(async ({ ctx, input: { revocationId, reason } }) => {
    const { answer } = await ctx.services.runner.run(dropRevocation, { revocationId, reason }, ctx.command());
    return answer;
  });

/** The new holder's wish to undo a completed change: refused, with the clause (C4.4). */
export const undo = procedureFor("subject_change.withdraw")
  .input(accountInput({ changeId: z.uuid() }))
  .output(z.strictObject({ never: z.literal(true) }))
  .mutation(async ({ ctx, input: { changeId } }) => {
    await ctx.services.runner.run(
      askToUndo,
      { changeId, side: "new_subject" },
      { ...ctx.command(), asPlatform: true },
    );
    return { never: true as const };
  });
