import { applySubjectChange, COMMITMENT_ARTICLES } from "@tenure/core/subject-changes";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import type { LinkEnv } from "./contacts.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { confirmedPhoneCode } from "../phones/confirmed-code.ts";
import type { Vault } from "../vault/vault.ts";
import { tellContacts } from "./contacts.ts";
import { readContents } from "./effect/contents.ts";
import { derivedBlockers } from "./effect/derived-blockers.ts";
import { applicantOf, fileOf, holderOfAccount } from "./facts.ts";
import { requireComplete } from "./form.ts";
import { firstInvitation } from "./invite.ts";
import { letterTo } from "./letters.ts";
import { type ChangeRow, moveChange, readChange } from "./row.ts";
import { type ConsentInput, consentInput, givenConsent, keepConsent, requireStarred } from "./terms.ts";

const input = z.strictObject({
  changeId: z.uuid(),
  /** What the applicant commits to for the file as it is (C5.1); null: only what would come of it is asked. */
  commitments: consentInput.nullable(),
});

/** Everything the submission is decided from; the page before it asks with the same facts. */
async function applyFacts(reading: Reading, changeId: string, commitments: ConsentInput | null) {
  const { tx, now, context } = reading;
  const change = await readChange(tx, changeId, context.accountId);
  const account = await readAccount(tx, change.accountId);
  const holder = await holderOfAccount(tx, change.accountId);
  const applicant = await applicantOf(tx, change, holder);
  return {
    now,
    currency: account.currency,
    changeId,
    state: change.state,
    accountId: change.accountId,
    // The account in which it is asked: an application of another one is not found at all.
    startedFrom: context.accountId ?? "",
    accountState: account.state,
    otherOpen: (await tx.subjectChange.count({ where: { accountId: account.id, state: "open" } })) > 0,
    scope: change.scope,
    file: await fileOf(tx, change),
    holder,
    applicant,
    newSubjectId: change.toSubjectId,
    phoneCode: await confirmedPhoneCode(tx, {
      subjectId: change.capacity === "representative" ? (change.applicantSubjectId ?? "") : holder.subjectId,
      purpose: "subject_change",
      ref: changeId,
    }),
    agreement: await givenConsent(reading, change.agreementConsentId),
    commitments:
      commitments === null
        ? null
        : { wording: commitments.wording, language: commitments.language, hash: commitments.hash },
    contents: await readContents(tx, account.id, now),
    blockers: await derivedBlockers(tx, account.id, changeId, now),
  };
}

/**
 * Submits an application (C3): from here on the old contacts know, the new subject is invited, and the ways to sign in
 * stand still.
 */
export const submitChange = (vault: Vault, links: LinkEnv) =>
  decisionCommand({
    name: "subject_changes.submit",
    input,
    rule: applySubjectChange,
    facts: (reading, { changeId, commitments }) => applyFacts(reading, changeId, commitments),
    async apply(acting, { changeId, commitments }, effects, decision) {
      if (effects === null || commitments === null) throw new Error("granted without effects");
      const { tx, now, outbox } = acting;
      const change = await readChange(tx, changeId, acting.context.accountId);
      requireStarred(COMMITMENT_ARTICLES, commitments.starred);
      const form = requireComplete(await vault.get(tx, "change_form", change.formRecordId));
      await requireOthersAddress(acting, change, form.email);
      const account = await readAccount(tx, change.accountId);
      const state = moveChange(change.state, "submit");
      const commitmentsConsentId = await keepConsent(
        acting,
        change,
        "subject_change_commitments",
        commitments,
      );
      await tx.subjectChange.update({
        where: { id: changeId, state: change.state },
        data: {
          state,
          commitmentsConsentId,
          submittedAt: new Date(now),
          expiresAt: new Date(effects.expiresAt),
        },
      });
      await firstInvitation(acting, links.publicUrl, change, account, form.email, {
        expiresAt: effects.invitationExpiresAt,
        attempts: effects.invitationAttempts,
      });
      const contacts = await tellContacts(acting, links, change, account, effects.expiresAt);
      await queueNotice(tx, outbox, {
        ...(await letterTo(acting, "original", change, account, "submitted")),
        kind: "subject_change_submitted",
        params: { account: account.name, hours: String(effects.noticeHours), expires: effects.expiresAt },
        decision,
      });
      return {
        answer: { changeId, state, expiresAt: effects.expiresAt },
        target: { kind: "subject_change", id: changeId },
        before: { state: change.state },
        after: { state, contacts, expiresAt: effects.expiresAt },
      };
    },
  });

/** @throws AppError validation_failed where the invitation would go to the account's own people: nobody gives to themselves */
async function requireOthersAddress({ tx }: Reading, change: ChangeRow, email: string): Promise<void> {
  const own = await tx.member.count({
    where: {
      accountId: change.accountId,
      endedAt: null,
      login: { email: { equals: email, mode: "insensitive" } },
    },
  });
  if (own > 0)
    throw new AppError("validation_failed", "The new subject is invited at an address of its own.", [
      { path: "form.email", message: "belongs to somebody of this account" },
    ]);
}
