import { digestOf, type Json } from "@tenure/core/decision";
import { POLICIES, policySchema, samePolicy } from "@tenure/core/policy";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import type { CommandRunner } from "../command/runner.ts";
import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { StartError } from "../env.ts";
import { storedPolicy } from "./stored.ts";

/** Names what ships: another build with other versions has another digest. */
const shippedDigest = digestOf(POLICIES.map((each) => policySchema.encode(each)) as Json);

/**
 * Puts the shipped versions into an empty table. Later ones are never added by a start: which policy holds, two
 * administrators decide, and a build that brings another is no third.
 */
const seedPolicyCommand = plainCommand({
  name: "policy_versions.seed",
  input: z.strictObject({ digest: z.string() }),
  async apply({ tx, now }, { digest }) {
    const empty = (await tx.policyVersion.count()) === 0;
    const { count } = await tx.policyVersion.createMany({
      data: empty
        ? POLICIES.map((policy) => ({
            id: newId(),
            ...storedPolicy(policy),
            state: "agreed",
            proposedAt: new Date(now),
          }))
        : [],
      // Two processes may start together on a new database.
      skipDuplicates: true,
    });
    return {
      answer: { added: count },
      target: { kind: "policy", id: "versions" },
      after: { digest, added: count },
    };
  },
});

/** @throws StartError when the build says otherwise than a version that decisions may name already */
async function refuseEditedVersions(tx: Tx): Promise<void> {
  for (const { version, body } of await tx.policyVersion.findMany({ where: { proposedBy: null } })) {
    const shipped = POLICIES.find((each) => each.version === version);
    if (shipped !== undefined && !samePolicy(body, shipped))
      throw new StartError(
        `Policy ${version} differs from the one in the database: add a new version instead of editing it.`,
      );
  }
}

/** Called at each start. */
export async function seedPolicies(runner: CommandRunner, db: Database): Promise<void> {
  await runner.run(
    seedPolicyCommand,
    { digest: shippedDigest },
    {
      actor: { kind: "system", id: "start" },
      accountId: null,
      asPlatform: true,
      requestId: null,
      idempotencyKey: shippedDigest,
    },
  );
  await db.within(PLATFORM, refuseEditedVersions);
}
