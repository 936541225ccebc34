import { revokeSubjectChange } from "@tenure/core/subject-changes";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { lineOfText, linesOfText } from "../accounts/input.ts";
import { type Acting, decisionCommand, plainCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { currentSubject } from "../subjects/current-subject.ts";
import { readContents } from "./effect/contents.ts";
import { performPlan } from "./effect/perform-plan.ts";
import { relatedAmong } from "./facts.ts";
import { type ChangeRow, moveChange, readChange } from "./row.ts";

const about = { changeId: z.uuid() };

type Asker = "platform" | "original_subject" | "new_subject";

async function revokeFacts(
  reading: Reading,
  changeId: string,
  given: {
    readonly askedBy: Asker;
    readonly breachRecorded: boolean;
    readonly firstReviewerId: string | null;
  },
) {
  const { tx, now, context } = reading;
  const change = await readChange(tx, changeId, context.accountId);
  const account = await readAccount(tx, change.accountId);
  const { periodId, subject } = await currentSubject(tx, account.id);
  const people = [context.actor.id, ...(given.firstReviewerId === null ? [] : [given.firstReviewerId])];
  const related = await relatedAmong(tx, change, context.actor.kind === "staff" ? people : []);
  return {
    now,
    currency: account.currency,
    changeId,
    accountId: account.id,
    state: change.state,
    askedBy: given.askedBy,
    effectiveAt: change.effectiveAt?.toISOString() ?? null,
    holder: { subjectId: subject.id, periodId },
    originalSubjectId: change.fromSubjectId,
    changedSince: change.effectiveAt !== null && subject.id !== change.toSubjectId,
    otherOpen: (await tx.subjectChange.count({ where: { accountId: account.id, state: "open" } })) > 0,
    breachRecorded: given.breachRecorded,
    startedBy: change.startedBy,
    reviewer: { id: context.actor.id, related: related.has(context.actor.id) },
    firstReviewer:
      given.firstReviewerId === null
        ? null
        : { id: given.firstReviewerId, related: related.has(given.firstReviewerId) },
    contents: await readContents(tx, account.id, now),
  };
}

/** A wish of either side to undo what took effect: always refused, with the clause, and kept as a decision (C4.4). */
export const askToUndo = decisionCommand({
  name: "subject_changes.ask_to_undo",
  input: z.strictObject({ ...about, side: z.enum(["original_subject", "new_subject"]) }),
  rule: revokeSubjectChange,
  facts: (reading, { changeId, side }) =>
    revokeFacts(reading, changeId, { askedBy: side, breachRecorded: false, firstReviewerId: null }),
  async apply() {
    throw new Error("a wish to undo is never granted");
  },
});

/** Somebody of the platform records the breach and proposes to revoke (C5.5); another has to decide the same. */
export const proposeRevocation = decisionCommand({
  name: "subject_changes.propose_revocation",
  input: z.strictObject({ ...about, reason: linesOfText(4000), documentRef: lineOfText(200) }),
  rule: revokeSubjectChange,
  facts: (reading, { changeId }) =>
    revokeFacts(reading, changeId, { askedBy: "platform", breachRecorded: true, firstReviewerId: null }),
  async apply(acting, { changeId, reason, documentRef }, effects) {
    if (effects?.secondPersonNeeded !== true) throw new Error("one person cannot revoke");
    const { tx, now, context, decisionId } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    const open = await tx.subjectChangeRevocation.count({ where: { changeId, state: "proposed" } });
    if (open > 0) throw new AppError("conflict", "A revocation is proposed already.");
    const id = newId();
    await tx.subjectChangeRevocation.createMany({
      data: {
        id,
        accountId: change.accountId,
        changeId,
        reason,
        documentRef,
        proposedBy: context.actor.id,
        proposedAt: new Date(now),
        state: "proposed",
        decisionId,
      },
    });
    return {
      answer: { revocationId: id },
      target: { kind: "subject_change", id: changeId },
      after: { revocation: id, state: "proposed" },
      reason,
    };
  },
});

async function readProposed({ tx, context }: Reading, revocationId: string) {
  const row = await tx.subjectChangeRevocation.findUnique({ where: { id: revocationId } });
  if (row === null || row.accountId !== context.accountId)
    throw new AppError("not_found", "No such revocation.");
  if (row.state !== "proposed") throw new AppError("conflict", `This revocation is ${row.state}.`);
  return row;
}

/**
 * Carries a revocation out (C5.5): a second handover, back, with the same steps. Nothing of the time in between is undone; it
 * stays with whoever held the account then (C4.8).
 */
export const carryOutRevocation = decisionCommand({
  name: "subject_changes.revoke",
  input: z.strictObject({ revocationId: z.uuid() }),
  rule: revokeSubjectChange,
  async facts(reading, { revocationId }) {
    const row = await readProposed(reading, revocationId);
    return revokeFacts(reading, row.changeId, {
      askedBy: "platform",
      breachRecorded: true,
      firstReviewerId: row.proposedBy,
    });
  },
  async apply(acting, { revocationId }, effects) {
    const { tx, now, context, decisionId } = acting;
    const row = await readProposed(acting, revocationId);
    const revocation = effects?.revocation;
    if (revocation == null) throw new AppError("conflict", "Another person has to decide the same.");
    const change = await readChange(tx, row.changeId, context.accountId);
    await tx.subjectChangeRevocation.update({
      where: { id: revocationId, state: "proposed" },
      data: { state: "done", decidedBy: context.actor.id, decidedAt: new Date(now), decisionId },
    });
    await tx.subjectChange.update({
      where: { id: change.id, state: change.state },
      data: {
        state: moveChange(change.state, "revoke"),
        endedAt: new Date(now),
        endReason: row.reason,
        endGround: "breach",
      },
    });
    const counts = await performPlan(acting, {
      change,
      effects: {
        effectiveAt: now,
        toSubjectId: revocation.restoredSubjectId,
        plan: revocation.plan,
      },
      ownerLoginId: await originalOwner(acting, change),
    });
    return {
      answer: { changeId: change.id, state: revocation.to },
      target: { kind: "subject_change", id: change.id },
      before: { state: change.state, holder: revocation.between.subjectId },
      after: { state: revocation.to, holder: revocation.restoredSubjectId, ...counts },
      reason: row.reason,
    };
  },
});

/** Who owned the account on the original side when it passed; where a manager or a representative applied, the same. */
async function originalOwner({ tx }: Acting, change: ChangeRow): Promise<string> {
  const owners = await tx.member.findMany({
    where: { accountId: change.accountId, role: "owner", endedAt: change.effectiveAt },
    orderBy: { createdAt: "asc" },
    select: { loginId: true },
  });
  const [first] = owners;
  if (first === undefined)
    throw new AppError("conflict", "Nobody is left to whom control could be given back.");
  return owners.find(({ loginId }) => loginId === change.applicantLoginId)?.loginId ?? first.loginId;
}

/** A proposal is dropped: nothing is revoked. */
export const dropRevocation = plainCommand({
  name: "subject_changes.drop_revocation",
  input: z.strictObject({ revocationId: z.uuid(), reason: linesOfText(2000) }),
  async apply(acting, { revocationId, reason }) {
    const { tx, now, context } = acting;
    const row = await readProposed(acting, revocationId);
    await tx.subjectChangeRevocation.update({
      where: { id: revocationId, state: "proposed" },
      data: { state: "dropped", decidedBy: context.actor.id, decidedAt: new Date(now) },
    });
    return {
      answer: { revocationId },
      target: { kind: "subject_change", id: row.changeId },
      after: { revocation: revocationId, state: "dropped" },
      reason,
    };
  },
});
