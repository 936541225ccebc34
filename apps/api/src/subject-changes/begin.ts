import { subjectChangeLifecycle, subjectChangeReviewLifecycle } from "@tenure/core/subject-changes";
import { z } from "zod";
import { type Done, plainCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { currentSubject, requireLiving } from "../subjects/current-subject.ts";
import type { Vault } from "../vault/vault.ts";
import type { ChangeForm } from "./form.ts";
import { groundSchema, moveReview, readChange } from "./row.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Begins an application (C3.2). One that this person has begun is gone on with: nothing is written over. Whom it names goes
 * into the vault and is no part of the command's input.
 */
export const beginChange = (vault: Vault, form: ChangeForm) =>
  plainCommand({
    name: "subject_changes.begin",
    input: z.strictObject({ ground: groundSchema, formSha256: digest }),
    async apply(acting, { ground, formSha256 }): Promise<Done<{ changeId: string; created: boolean }>> {
      const { tx, now, context } = acting;
      const accountId = context.accountId ?? "";
      await requireLiving(tx, accountId);
      const target = (id: string) => ({ target: { kind: "subject_change", id } });
      const mine = await tx.subjectChange.findFirst({
        where: { accountId, applicantLoginId: context.actor.id, state: subjectChangeLifecycle.initial },
        select: { id: true },
      });
      if (mine !== null) return { answer: { changeId: mine.id, created: false }, ...target(mine.id) };
      const { periodId, subject } = await currentSubject(tx, accountId);
      const capacity = await capacityOf(acting);
      const [id, toSubjectId] = [newId(), newId()];
      await tx.subject.createMany({
        data: { id: toSubjectId, kind: form.newSubject.kind, displayName: "", createdAt: new Date(now) },
      });
      await tx.subjectChange.createMany({
        data: {
          id,
          accountId,
          holderPeriodId: periodId,
          fromSubjectId: subject.id,
          toSubjectId,
          state: subjectChangeLifecycle.initial,
          reviewState: subjectChangeReviewLifecycle.initial,
          ground,
          capacity,
          scope: "whole",
          formRecordId: await vault.put(tx, subject.id, "change_form", form, now),
          formSha256,
          applicantLoginId: context.actor.id,
          applicantSubjectId: capacity === "representative" ? await ownSubjectOf(acting) : null,
          startedBy: capacity === "manager" ? context.actor.id : null,
          createdAt: new Date(now),
        },
      });
      return {
        answer: { changeId: id, created: true },
        ...target(id),
        after: { state: subjectChangeLifecycle.initial, ground, capacity },
      };
    },
  });

/** Whether staff, a representative or the holder's own people apply: it follows from who they are, nobody chooses it. */
async function capacityOf({ tx, context }: Reading): Promise<"holder" | "representative" | "manager"> {
  if (context.actor.kind === "staff") return "manager";
  const owner = await tx.member.count({
    where: { accountId: context.accountId ?? "", loginId: context.actor.id, role: "owner", endedAt: null },
  });
  return owner > 0 ? "holder" : "representative";
}

/** The subject that a representative is verified as: the holder of an account that they own themselves (C3.9). */
async function ownSubjectOf({ tx, context }: Reading): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string | null }[]>`
    SELECT tenure_own_subject(${context.actor.id}::uuid) AS id`;
  return row?.id ?? null;
}

/**
 * Fills the form in anew. After submission that makes another file: what was agreed to it falls away (invariant 30), and
 * the applicant vouches for it again.
 */
export const fillForm = (vault: Vault, form: ChangeForm) =>
  plainCommand({
    name: "subject_changes.fill",
    input: z.strictObject({
      changeId: z.uuid(),
      /** The one that was shown: two tabs do not write over each other. */
      revision: z.int().min(0),
      ground: groundSchema,
      formSha256: digest,
    }),
    async apply(acting, { changeId, revision, ground, formSha256 }) {
      const { tx, now, context } = acting;
      const change = await readChange(tx, changeId, context.accountId);
      requireOpenFile(change);
      if (change.revision !== revision)
        throw new AppError("conflict", "This form was saved elsewhere meanwhile; load it again.");
      const invitation = await tx.subjectChangeInvitation.findUnique({ where: { changeId } });
      const before = await vault.get(tx, "change_form", change.formRecordId);
      if (
        invitation?.verifiedAt != null &&
        JSON.stringify(before?.newSubject) !== JSON.stringify(form.newSubject)
      )
        throw new AppError(
          "conflict",
          "The new subject has proven who it is; another one needs another change.",
        );
      const reviewAfter =
        change.state === "draft" ? change.reviewState : moveReview(change.reviewState, "edit");
      await tx.subjectChange.update({
        where: { id: changeId, revision },
        data: {
          ground,
          formRecordId: await vault.put(tx, change.fromSubjectId, "change_form", form, now),
          formSha256,
          applicantSubjectId:
            change.capacity === "representative" ? await ownSubjectOf(acting) : change.applicantSubjectId,
          reviewState: reviewAfter,
          revision: { increment: 1 },
        },
      });
      return {
        answer: { revision: revision + 1, review: reviewAfter },
        target: { kind: "subject_change", id: changeId },
        before: { ground: change.ground, formSha256: change.formSha256, review: change.reviewState },
        after: { ground, formSha256, review: reviewAfter },
      };
    },
  });

/** @throws AppError conflict where form and evidence are settled for good */
export function requireOpenFile({ state }: { readonly state: string }): void {
  if (state !== "draft" && state !== "open")
    throw new AppError("conflict", "This change is decided; its file stays as it is.");
}
