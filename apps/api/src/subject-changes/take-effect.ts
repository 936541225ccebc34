import { takeEffect } from "@tenure/core/subject-changes";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { RefusedError } from "../errors/app-error.ts";
import type { Services } from "../runtime/services.ts";
import { readContents } from "./effect/contents.ts";
import { derivedBlockers } from "./effect/derived-blockers.ts";
import { performPlan } from "./effect/perform-plan.ts";
import { conditionFacts } from "./facts.ts";
import { moveChange, readChange, requireInvitation } from "./row.ts";

const input = z.strictObject({ changeId: z.uuid() });

/** Everything the effect is decided from, read in the transaction that performs it (C1.2). */
async function effectFacts({ tx, now, context }: Reading, changeId: string) {
  const change = await readChange(tx, changeId, context.accountId);
  const account = await readAccount(tx, change.accountId);
  const invitation = await requireInvitation(tx, changeId);
  const keys = await tx.subjectChangeKey.findMany({
    where: { changeId },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 100,
  });
  return {
    now,
    currency: account.currency,
    changeId,
    accountId: account.id,
    state: change.state,
    accountState: account.state,
    ...(await conditionFacts(tx, change)),
    blockers: await derivedBlockers(tx, account.id, changeId, now),
    contents: await readContents(tx, account.id, now),
    overlapHours: invitation.overlapHours,
    preparedKeys: keys.map(({ id }) => id),
    // The new holder adds one after the effect: a card belongs to a holder period, and there is none before.
    paymentMethodAdded: false,
  };
}

/** The account passes, with everything in it, in one transaction (C1.2, C4.1). */
export const takeEffectNow = decisionCommand({
  name: "subject_changes.take_effect",
  input,
  rule: takeEffect,
  facts: (reading, { changeId }) => effectFacts(reading, changeId),
  async apply(acting, { changeId }, effects) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, context, decisionId } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    const invitation = await requireInvitation(tx, changeId);
    if (invitation.loginId === null)
      throw new Error("nobody took the invitation up, and yet it was accepted");
    await tx.subjectChange.update({
      where: { id: changeId, state: change.state },
      data: {
        state: moveChange(change.state, "take_effect"),
        effectiveAt: new Date(effects.effectiveAt),
        keysEndAt: new Date(effects.keysEndAt),
        effectDecisionId: decisionId,
      },
    });
    const counts = await performPlan(acting, {
      change,
      effects,
      ownerLoginId: invitation.loginId,
    });
    return {
      answer: { changeId, effectiveAt: effects.effectiveAt },
      target: { kind: "subject_change", id: changeId },
      before: { state: change.state, holder: effects.fromSubjectId },
      after: { state: effects.to, holder: effects.toSubjectId, ...counts },
    };
  },
});

/**
 * Handler of `subject_changes.settle`: asks whether a change takes effect now, after each act that may have made it
 * possible. A change that waits is looked at without writing a decision about it.
 */
export async function settleChange(
  { db, runner }: Pick<Services, "db" | "runner">,
  { changeId }: { readonly changeId: string },
): Promise<void> {
  const change = await db.within(PLATFORM, (tx) =>
    tx.subjectChange.findUnique({ where: { id: changeId }, select: { accountId: true, state: true } }),
  );
  if (change === null || change.state !== "open") return;
  const context = systemContext("subject_changes.settle", change.accountId, crypto.randomUUID());
  const looked = await runner.preview(takeEffectNow, { changeId }, context);
  if (looked.outcome !== "granted") return;
  await runner.run(takeEffectNow, { changeId }, context).catch((error: unknown) => {
    // Something came in between: whoever did it asks again.
    if (!(error instanceof RefusedError)) throw error;
  });
}
