import { conditionsHoldSince, endSubjectChange, TERMINATION_GROUNDS } from "@tenure/core/subject-changes";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { linesOfText } from "../accounts/input.ts";
import { type Acting, decisionCommand, type Reading } from "../command/command.ts";
import { queueNotice } from "../notices/queue.ts";
import { conditionFacts, relatedAmong } from "./facts.ts";
import { forgetNewSubject } from "./forget.ts";
import { letterTo } from "./letters.ts";
import { type ChangeRow, readChange } from "./row.ts";

const about = { changeId: z.uuid() };

async function commonFacts(reading: Reading, changeId: string) {
  const { tx, now, context } = reading;
  const change = await readChange(tx, changeId, context.accountId);
  const account = await readAccount(tx, change.accountId);
  const related = await relatedAmong(tx, change, context.actor.kind === "staff" ? [context.actor.id] : []);
  const by = { id: context.actor.id, related: related.has(context.actor.id) };
  return {
    by,
    change,
    facts: { now, currency: account.currency, changeId, state: change.state, startedBy: change.startedBy },
  };
}

/** The platform refuses the application on its own judgment, with a reason that both sides read (C5.3). */
export const rejectChange = decisionCommand({
  name: "subject_changes.reject",
  input: z.strictObject({ ...about, reason: linesOfText(4000) }),
  rule: endSubjectChange,
  async facts(reading, { changeId, reason }) {
    const { by, facts } = await commonFacts(reading, changeId);
    return { ...facts, step: { kind: "reject" as const, reasonGiven: reason !== "", by } };
  },
  async apply(acting, { changeId, reason }, effects) {
    if (effects === null) throw new Error("granted without effects");
    return end(acting, changeId, effects.to, reason, null);
  },
});

/** The platform ends the procedure at any time for a cause (C3.8, C5.5). */
export const terminateChange = decisionCommand({
  name: "subject_changes.terminate",
  input: z.strictObject({ ...about, ground: z.enum(TERMINATION_GROUNDS), reason: linesOfText(4000) }),
  rule: endSubjectChange,
  async facts(reading, { changeId, ground, reason }) {
    const { by, facts } = await commonFacts(reading, changeId);
    return { ...facts, step: { kind: "terminate" as const, ground, reasonGiven: reason !== "", by } };
  },
  async apply(acting, { changeId, ground, reason }, effects) {
    if (effects === null) throw new Error("granted without effects");
    return end(acting, changeId, effects.to, reason, ground);
  },
});

/** An application that nobody finished ends by itself. */
export const expireChange = decisionCommand({
  name: "subject_changes.expire",
  input: z.strictObject(about),
  rule: endSubjectChange,
  async facts(reading, { changeId }) {
    const { change, facts } = await commonFacts(reading, changeId);
    const conditions = await conditionFacts(reading.tx, change);
    return {
      ...facts,
      step: {
        kind: "expire" as const,
        expiresAt: (change.expiresAt ?? change.createdAt).toISOString(),
        conditionsHold: conditionsHoldSince(conditions) !== null,
      },
    };
  },
  async apply(acting, { changeId }, effects) {
    if (effects === null) throw new Error("granted without effects");
    return end(acting, changeId, effects.to, null, null);
  },
});

async function end(
  acting: Acting,
  changeId: string,
  to: "rejected" | "terminated" | "expired",
  reason: string | null,
  ground: string | null,
) {
  const { tx, now, context } = acting;
  const change = await readChange(tx, changeId, context.accountId);
  await tx.subjectChange.update({
    where: { id: changeId, state: change.state },
    data: { state: to, endedAt: new Date(now), endReason: reason, endGround: ground },
  });
  const newSubjectForgotten = await forgetNewSubject(tx, changeId, now);
  await tell(acting, change, to, reason);
  return {
    answer: { changeId, state: to },
    target: { kind: "subject_change", id: changeId },
    before: { state: change.state },
    after: { state: to, ground, newSubjectForgotten },
    reason,
  };
}

/** Both sides are told; why, they read where there is a reason (C3.8: at any time, with notice). */
async function tell(
  acting: Acting,
  change: ChangeRow,
  to: "rejected" | "terminated" | "expired",
  reason: string | null,
): Promise<void> {
  const { tx, outbox } = acting;
  const account = await readAccount(tx, change.accountId);
  for (const side of ["original", "new"] as const) {
    const letter = await letterTo(acting, side, change, account, to);
    if (to === "expired")
      await queueNotice(tx, outbox, {
        ...letter,
        kind: "subject_change_expired",
        params: { account: account.name },
      });
    else
      await queueNotice(tx, outbox, {
        ...letter,
        kind: to === "rejected" ? "subject_change_rejected" : "subject_change_terminated",
        params: { account: account.name, reason: reason ?? "" },
      });
  }
}
