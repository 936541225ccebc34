import {
  ACCEPTANCE_ARTICLES,
  acceptSubjectChange,
  newSubjectCompletedAt,
} from "@tenure/core/subject-changes";
import { isSameName, matchNames, matchWholeNames } from "@tenure/core/subjects";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand, type Done, plainCommand, type Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { currentSubject } from "../subjects/current-subject.ts";
import type { RecordOf, Vault } from "../vault/vault.ts";
import { readContents } from "./effect/contents.ts";
import { derivedBlockers } from "./effect/derived-blockers.ts";
import { newSubjectFacts } from "./facts.ts";
import { forgetNewSubject } from "./forget.ts";
import type { ChangeForm } from "./form.ts";
import { isSecretOf } from "./invite.ts";
import { letterTo } from "./letters.ts";
import { type InvitationRow, moveInvitation, readChange, requireInvitation } from "./row.ts";
import { consentInput, keepConsent, requireStarred, showAcceptance } from "./terms.ts";

/** What a command of the new side does to the change's account is audited there: it runs for the platform. */
const about = { changeId: z.uuid() };

/**
 * Takes an invitation up by the secret of its mail. A wrong one is answered, not thrown: the try counts whatever comes of
 * it, and after the last one the invitation is used up.
 */
export const claimInvitation = (secret: string) =>
  plainCommand({
    name: "subject_changes.claim",
    input: z.strictObject({ ...about, loginId: z.uuid(), secretMac: z.string().length(64) }),
    async apply(
      { tx, now, context },
      { changeId, loginId },
    ): Promise<Done<{ claimed: boolean; attemptsLeft: number }>> {
      const change = await readChange(tx, changeId, context.accountId);
      const invitation = await requireInvitation(tx, changeId);
      const target = { kind: "subject_change", id: changeId };
      if (invitation.loginId === loginId)
        return { answer: { claimed: true, attemptsLeft: invitation.attemptsLeft }, target };
      const right =
        change.state === "open" &&
        invitation.loginId === null &&
        invitation.state === "invited" &&
        invitation.attemptsLeft > 0 &&
        invitation.expiresAt.toISOString() >= now &&
        isSecretOf(invitation, secret);
      if (!right) {
        const attemptsLeft = Math.max(0, invitation.attemptsLeft - 1);
        await tx.subjectChangeInvitation.update({ where: { changeId }, data: { attemptsLeft } });
        return { answer: { claimed: false, attemptsLeft }, target, after: { attemptsLeft } };
      }
      await requireOutside(tx, change.accountId, loginId);
      await tx.subjectChangeInvitation.update({
        where: { changeId },
        data: { loginId, claimedAt: new Date(now) },
      });
      return {
        answer: { claimed: true, attemptsLeft: invitation.attemptsLeft },
        target,
        after: { claimedBy: loginId },
      };
    },
  });

/** @throws AppError forbidden for somebody of the original side: an account does not pass to whoever has it */
async function requireOutside(tx: Tx, accountId: string, loginId: string): Promise<void> {
  const inside = await tx.member.count({ where: { accountId, loginId, endedAt: null } });
  if (inside > 0)
    throw new AppError("forbidden", "You belong to this account; the new subject signs in as itself.");
}

/** The invitation of whoever asks. @throws AppError not_found for everybody else */
export async function requireMine(tx: Tx, changeId: string, loginId: string): Promise<InvitationRow> {
  const invitation = await requireInvitation(tx, changeId);
  if (invitation.loginId !== loginId) throw new AppError("not_found", "No such change of account subject.");
  return invitation;
}

/**
 * The new subject proves who it is: by the verified holder of an account of its own, who has to be the one that the
 * application names (C1.2 c). The proof is sealed once more, under a key of its own: each account is erased by itself.
 */
export const proveNewSubject = (vault: Vault) =>
  plainCommand({
    name: "subject_changes.prove",
    input: z.strictObject({ ...about, ownAccountId: z.uuid() }),
    async apply(acting, { changeId, ownAccountId }) {
      const { tx, now, context, outbox } = acting;
      const change = await readChange(tx, changeId, context.accountId);
      const invitation = await requireMine(tx, changeId, context.actor.id);
      if (change.state !== "open") throw new AppError("conflict", "This change is not open.");
      const state = moveInvitation(invitation.state, "verify");
      const owns = await tx.member.count({
        where: { accountId: ownAccountId, loginId: context.actor.id, role: "owner", endedAt: null },
      });
      if (owns === 0) throw new AppError("not_found", "No such account.");
      const { subject: own } = await currentSubject(tx, ownAccountId);
      const form = await vault.get(tx, "change_form", change.formRecordId);
      const proof = await proofOf(tx, vault, own);
      if (form === null || proof === null)
        throw new AppError(
          "conflict",
          "Verify who you are under Account ownership of your own account first.",
        );
      const from = await tx.subject.findUniqueOrThrow({ where: { id: change.fromSubjectId } });
      if (own.id === from.id || (own.personDigest !== null && own.personDigest === from.personDigest))
        throw new AppError("conflict", "You hold this account already.");
      if (!isNamed(form, proof)) {
        // Told and not tried over and over: the applicant corrects the name, or invites another.
        throw new AppError(
          "conflict",
          "The application names somebody else. Ask whoever invited you to write the name as your documents have it.",
          [{ path: "ownAccountId", message: "verified under another name" }],
        );
      }
      const to = await tx.subject.findUniqueOrThrow({ where: { id: change.toSubjectId } });
      if (to.verifiedAt === null)
        await tx.subject.update({
          where: { id: to.id },
          data: {
            kind: own.kind,
            verifiedAt: new Date(now),
            verifiedBy: own.verifiedBy,
            verifiedRecordId: await vault.put(tx, to.id, proof.kind, proof.record as never, now),
            personDigest: own.personDigest,
          },
        });
      else if (to.personDigest === null || to.personDigest !== own.personDigest)
        throw new AppError("conflict", "Somebody else has proven to be the new subject of this change.");
      await tx.subjectChangeInvitation.update({
        where: { changeId },
        data: { state, verifiedAt: new Date(now), provenBySubjectId: own.id },
      });
      await outbox.enqueue(tx, "subject_changes.settle", { changeId });
      return {
        answer: { state },
        target: { kind: "subject_change", id: changeId },
        before: { invitation: invitation.state },
        after: { invitation: state, subjectId: to.id, provenBy: own.id },
      };
    },
  });

type Proof =
  | { readonly kind: "proven_person"; readonly record: RecordOf<"proven_person"> }
  | { readonly kind: "proven_organisation"; readonly record: RecordOf<"proven_organisation"> };

async function proofOf(
  tx: Tx,
  vault: Vault,
  { verifiedBy, verifiedRecordId, erasedAt }: Awaited<ReturnType<typeof currentSubject>>["subject"],
): Promise<Proof | null> {
  if (verifiedRecordId === null || erasedAt !== null) return null;
  if (verifiedBy === "documents") {
    const record = await vault.get(tx, "proven_organisation", verifiedRecordId);
    return record === null ? null : { kind: "proven_organisation", record };
  }
  const record = await vault.get(tx, "proven_person", verifiedRecordId);
  return record === null ? null : { kind: "proven_person", record };
}

/** Whether a proof is of the subject that the form names; a look-alike is somebody else. */
function isNamed({ newSubject }: ChangeForm, proof: Proof): boolean {
  if (newSubject.kind === "individual")
    return proof.kind === "proven_person" && isSameName(matchNames(newSubject, proof.record));
  return (
    proof.kind === "proven_organisation" &&
    isSameName(matchWholeNames(newSubject.legalName, proof.record.legalName)) &&
    newSubject.country === proof.record.country &&
    lettersOf(newSubject.registrationNumber) === lettersOf(proof.record.registrationNumber)
  );
}

const lettersOf = (number: string): string =>
  number
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

async function acceptFacts(
  { tx, now, context }: Reading,
  { changeId, consent, overlapHours }: z.output<typeof acceptInput>,
) {
  const change = await readChange(tx, changeId, context.accountId);
  const invitation = await requireMine(tx, changeId, context.actor.id);
  const account = await readAccount(tx, change.accountId);
  return {
    now,
    currency: account.currency,
    changeId,
    accountId: account.id,
    state: change.state,
    holderSubjectId: (await currentSubject(tx, account.id)).subject.id,
    newSubject: newSubjectFacts(change, invitation),
    invitation: {
      expiresAt: invitation.expiresAt.toISOString(),
      attemptsLeft: invitation.attemptsLeft,
    },
    acceptance:
      consent === null ? null : { wording: consent.wording, language: consent.language, hash: consent.hash },
    overlapHours,
    contents: await readContents(tx, account.id, now),
    blockers: await derivedBlockers(tx, account.id, changeId, now),
  };
}

const acceptInput = z.strictObject({
  ...about,
  /** Null: only what would come of it is asked. */
  consent: consentInput.nullable(),
  /** How long earlier API keys go on working (C4.10). */
  overlapHours: z.int().min(0).max(10_000),
});

/** The new subject accepts (C1.2 c): the agreement in force, with its articles of special weight one by one. */
export const acceptChange = decisionCommand({
  name: "subject_changes.accept",
  input: acceptInput,
  rule: acceptSubjectChange,
  facts: acceptFacts,
  async apply(acting, { changeId, consent, overlapHours }, effects, decision) {
    if (effects === null || consent === null) throw new Error("granted without effects");
    const { tx, now, outbox, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    const invitation = await requireMine(tx, changeId, context.actor.id);
    const account = await readAccount(tx, change.accountId);
    requireStarred(ACCEPTANCE_ARTICLES, consent.starred);
    const state = moveInvitation(invitation.state, "accept");
    const shown = showAcceptance(change, account, overlapHours, consent.language);
    if (shown.hash !== consent.hash)
      throw new Error("the rule accepted another agreement than the one shown");
    await keepConsent(acting, change, "subject_change_acceptance", consent);
    await tx.subjectChangeInvitation.update({
      where: { changeId },
      data: {
        state,
        acceptedAt: new Date(effects.acceptedAt),
        acceptedWording: consent.wording,
        acceptedLanguage: consent.language,
        acceptedHash: consent.hash,
        overlapHours: effects.overlapHours,
      },
    });
    await outbox.enqueue(tx, "subject_changes.settle", { changeId });
    await queueNotice(tx, outbox, {
      ...(await letterTo(acting, "original", change, account, `accepted:${now}`)),
      kind: "subject_change_accepted",
      params: { account: account.name },
      decision,
    });
    const complete = newSubjectCompletedAt({
      ...newSubjectFacts(change, invitation),
      accepted: { subjectId: change.toSubjectId, at: now },
    });
    return {
      answer: { state, completes: effects.completes },
      target: { kind: "subject_change", id: changeId },
      before: { invitation: invitation.state },
      after: { invitation: state, overlapHours: effects.overlapHours, completedAt: complete },
    };
  },
});

/** The new subject says no: the applicant is told, and may invite anew or take the application back. */
export const declineChange = plainCommand({
  name: "subject_changes.decline",
  input: z.strictObject(about),
  async apply(acting, { changeId }) {
    const { tx, now, outbox, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    const invitation = await requireMine(tx, changeId, context.actor.id);
    if (change.state !== "open") throw new AppError("conflict", "This change is not open.");
    const state = moveInvitation(invitation.state, "decline");
    await tx.subjectChangeInvitation.update({
      where: { changeId },
      data: {
        state,
        declinedAt: new Date(now),
        // Whoever declines has not accepted: what waited for them goes on (C4.9). And they are not known any more.
        provenBySubjectId: null,
        verifiedAt: null,
        acceptedAt: null,
        acceptedWording: null,
        acceptedLanguage: null,
        acceptedHash: null,
      },
    });
    const newSubjectForgotten = await forgetNewSubject(tx, changeId, now);
    const account = await readAccount(tx, change.accountId);
    await queueNotice(tx, outbox, {
      ...(await letterTo(acting, "original", change, account, `declined:${now}`)),
      kind: "subject_change_declined",
      params: { account: account.name },
    });
    return {
      answer: { state },
      target: { kind: "subject_change", id: changeId },
      before: { invitation: invitation.state },
      after: { invitation: state, newSubjectForgotten },
    };
  },
});
