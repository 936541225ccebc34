import { attempt } from "@tenure/core/lifecycle";
import {
  isEarlyEnough,
  type PolicyVersionAction,
  policyVersionLifecycle,
} from "@tenure/core/policy-versions";
import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import { type Acting, type Done, plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { readPolicies } from "./in-force.ts";
import { requireAhead } from "./propose.ts";
import { policyVersionState } from "./show.ts";

const named = { versionId: z.uuid() };
const withReason = { ...named, reason: lineOfText(500, 3) };
const moved = z.strictObject({ versionId: z.uuid(), state: policyVersionState });
type Moved = z.output<typeof moved>;

/** Makes one move of the lifecycle; every other person's move of the same row finds it moved. */
async function move(
  { tx, now, context }: Acting,
  action: PolicyVersionAction,
  { versionId, reason = null }: { readonly versionId: string; readonly reason?: string | null },
): Promise<Done<Moved>> {
  const row = await tx.policyVersion.findUnique({ where: { id: versionId } });
  if (row === null) throw new AppError("not_found", "No such version of the policy.");
  const from = policyVersionState.parse(row.state);
  const step = attempt(policyVersionLifecycle, from, action);
  if (!step.legal) throw new AppError("conflict", `Version ${row.version} is ${from} already.`);
  const own = row.proposedBy === context.actor.id;
  if (own && (action === "approve" || action === "decline"))
    throw new AppError("forbidden", "Another administrator decides about what you proposed.");
  if (!own && action === "withdraw")
    throw new AppError("forbidden", "Only who proposed it withdraws it; decline it instead.");
  const effectiveFrom = row.effectiveFrom.toISOString();
  if (action === "approve") requireAhead(effectiveFrom, now);
  // Processes that have read of it may already hold it ready for its instant.
  if (action === "call_off" && !isEarlyEnough(effectiveFrom, now))
    throw new AppError("conflict", `It is too late to call ${row.version} off; propose one that follows it.`);
  const at = new Date(now);
  const { count } = await tx.policyVersion.updateMany({
    where: { id: versionId, state: from },
    data:
      action === "call_off"
        ? { state: step.to, calledOffBy: context.actor.id, calledOffAt: at, callOffReason: reason }
        : { state: step.to, decidedBy: context.actor.id, decidedAt: at, declineReason: reason },
  });
  if (count === 0) throw new AppError("conflict", `Version ${row.version} was decided about meanwhile.`);
  return {
    answer: { versionId, state: step.to },
    target: { kind: "policy_version", id: versionId },
    reason,
    before: { state: from },
    after: { state: step.to, version: row.version, effectiveFrom, digest: row.digest },
  };
}

const approveCommand = plainCommand({
  name: "policy_versions.approve",
  input: z.strictObject(named),
  apply: (acting, input) => move(acting, "approve", input),
});
const declineCommand = plainCommand({
  name: "policy_versions.decline",
  input: z.strictObject(withReason),
  apply: (acting, input) => move(acting, "decline", input),
});
const withdrawCommand = plainCommand({
  name: "policy_versions.withdraw",
  input: z.strictObject(named),
  apply: (acting, input) => move(acting, "withdraw", input),
});
const callOffCommand = plainCommand({
  name: "policy_versions.call_off",
  input: z.strictObject(withReason),
  apply: (acting, input) => move(acting, "call_off", input),
});

/** Agrees to a version that somebody else proposed: it will be in force from its instant on. */
export const approve = staffProcedureFor("policy_version.decide")
  .input(z.strictObject(named))
  .output(moved)
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(approveCommand, input, ctx.command());
    await readPolicies(ctx.services.db);
    return answer;
  });

/** Declines what somebody else proposed. */
export const decline = staffProcedureFor("policy_version.decide")
  .input(z.strictObject(withReason))
  .output(moved)
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(declineCommand, input, ctx.command());
    return answer;
  });

/** Takes back what one proposed oneself. */
export const withdraw = staffProcedureFor("policy_version.propose")
  .input(z.strictObject(named))
  .output(moved)
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(withdrawCommand, input, ctx.command());
    return answer;
  });

/** Calls an agreed version off before it is in force. One administrator is enough: what holds goes on holding. */
export const callOff = staffProcedureFor("policy_version.decide")
  .input(z.strictObject(withReason))
  .output(moved)
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(callOffCommand, input, ctx.command());
    await readPolicies(ctx.services.db);
    return answer;
  });
