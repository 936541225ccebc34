import { diffPolicies, fieldProblems, type Policy, policySchema } from "@tenure/core/policy";
import { earliestEffect, isEarlyEnough, policyVersionName } from "@tenure/core/policy-versions";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { policies, readPolicies } from "./in-force.ts";
import { policyBodySchema } from "./show.ts";
import { storedPolicy } from "./stored.ts";

const fields = {
  /** The whole policy, in its JSON form. Version and instant in it are replaced. */
  policy: policyBodySchema,
  /** From when it is to be in force. */
  effectiveFrom: instantSchema,
  /** Why: who approves reads it, and so does whoever looks back. */
  reason: lineOfText(500, 3),
};

/** @throws AppError validation_failed, naming each field of the policy that is wrong */
function requirePolicy(
  body: z.output<typeof policyBodySchema>,
  version: string,
  effectiveFrom: string,
): Policy {
  const read = policySchema.safeParse({ ...body, version, effectiveFrom });
  if (read.success) return read.data;
  throw new AppError(
    "validation_failed",
    undefined,
    fieldProblems(read.error).map(({ field, problem }) => ({
      path: field === "" ? "policy" : `policy.${field}`,
      message: problem,
    })),
  );
}

/** Proposes a version of the policy. Nothing holds by it until another administrator approves it. */
const proposeCommand = plainCommand({
  name: "policy_versions.propose",
  input: z.strictObject(fields),
  async apply({ tx, now, context }, { policy: body, effectiveFrom, reason }) {
    requireAhead(effectiveFrom, now);
    const rows = await tx.policyVersion.findMany({ select: { version: true } });
    const version = policyVersionName(
      effectiveFrom,
      rows.map((row) => row.version),
    );
    const policy = requirePolicy(body, version, effectiveFrom);
    const follows = policies().at(effectiveFrom);
    if (diffPolicies(follows, policy).values.length === 0)
      throw new AppError("validation_failed", undefined, [
        { path: "policy", message: `nothing differs from ${follows.version}, which it would follow` },
      ]);
    const id = newId();
    const stored = storedPolicy(policy);
    // Two proposals at once may take the same name: its unique key lets one of them through.
    await tx.policyVersion.createMany({
      data: {
        id,
        ...stored,
        reason,
        proposedBy: context.actor.id,
        proposedAt: new Date(now),
      },
    });
    return {
      answer: { versionId: id, version },
      target: { kind: "policy_version", id },
      reason,
      after: { version, effectiveFrom, digest: stored.digest, state: "proposed" },
    };
  },
});

/** @throws AppError validation_failed where not every process would know of it in time */
export function requireAhead(effectiveFrom: string, now: string): void {
  if (!isEarlyEnough(effectiveFrom, now))
    throw new AppError("validation_failed", undefined, [
      { path: "effectiveFrom", message: `must be ${earliestEffect(now)} or later` },
    ]);
}

/** Proposes a version of the policy, for another administrator to approve. */
export const propose = staffProcedureFor("policy_version.propose")
  .input(z.strictObject(fields))
  .output(z.strictObject({ versionId: z.uuid(), version: z.string() }))
  .mutation(async ({ ctx, input }) => {
    // Before it is a command: what a command is asked is kept, and a fraction in it could not be.
    requirePolicy(input.policy, policyVersionName(input.effectiveFrom, []), input.effectiveFrom);
    const { answer } = await ctx.services.runner.run(proposeCommand, input, ctx.command());
    await readPolicies(ctx.services.db);
    return answer;
  });
