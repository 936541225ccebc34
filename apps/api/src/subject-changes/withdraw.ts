import { withdrawSubjectChange } from "@tenure/core/subject-changes";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import { queueNotice } from "../notices/queue.ts";
import { newSubjectFacts } from "./facts.ts";
import { forgetNewSubject } from "./forget.ts";
import { letterTo } from "./letters.ts";
import { type ChangeRow, readChange, readInvitation } from "./row.ts";

const input = z.strictObject({ changeId: z.uuid() });

/** Whether it is the applicant who asks: whoever applied, or, where a manager did for the customer, staff. */
const isApplicant = (change: ChangeRow, { context }: Reading): boolean =>
  context.actor.id === change.applicantLoginId ||
  // An owner of the account speaks for the holder, whoever of them applied.
  (context.actor.kind === "login" && change.capacity !== "representative") ||
  (context.actor.kind === "staff" && change.capacity === "manager");

/** Takes an application back, until the new subject has accepted and is verified (C3.5); then no more (C3.6). */
export const withdrawChange = decisionCommand({
  name: "subject_changes.withdraw",
  input,
  rule: withdrawSubjectChange,
  async facts(reading, { changeId }) {
    const { tx, now, context } = reading;
    const change = await readChange(tx, changeId, context.accountId);
    const account = await readAccount(tx, change.accountId);
    return {
      now,
      currency: account.currency,
      changeId,
      state: change.state,
      askedBy: isApplicant(change, reading) ? ("applicant" as const) : ("old_contact" as const),
      newSubject: newSubjectFacts(change, await readInvitation(tx, changeId)),
    };
  },
  async apply(acting, { changeId }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, outbox, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    const account = await readAccount(tx, change.accountId);
    await tx.subjectChange.update({
      where: { id: changeId, state: change.state },
      data: { state: effects.to, endedAt: new Date(now) },
    });
    const newSubjectForgotten = await forgetNewSubject(tx, changeId, now);
    for (const side of ["original", "new"] as const)
      await queueNotice(tx, outbox, {
        ...(await letterTo(acting, side, change, account, "withdrawn")),
        kind: "subject_change_withdrawn",
        params: { account: account.name },
        decision,
      });
    return {
      answer: { changeId, state: effects.to },
      target: { kind: "subject_change", id: changeId },
      before: { state: change.state },
      after: { state: effects.to, newSubjectForgotten },
    };
  },
});
