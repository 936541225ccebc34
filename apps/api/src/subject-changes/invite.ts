import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { subjectChangeInvitationLifecycle } from "@tenure/core/subject-changes";
import { plusHours } from "@tenure/core/time";
import { z } from "zod";
import { type AccountFacts, readAccount } from "../accounts/account-facts.ts";
import { languageSchema } from "../accounts/input.ts";
import { type Acting, plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { invitedAddress } from "./letters.ts";
import { type ChangeRow, moveInvitation, moveReview, readChange, requireInvitation } from "./row.ts";

/** An invitation is no way to write to somebody over and over. */
const MOST_SENDINGS = 10;

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Whether a secret is the one of the newest mail. */
export function isSecretOf({ tokenHash }: { readonly tokenHash: string }, secret: string): boolean {
  const [expected, given] = [Buffer.from(tokenHash, "hex"), Buffer.from(hashOf(secret), "hex")];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Writes an invitation's mail, with a secret that stands in it alone; the one of an earlier mail ends with it. */
async function writeInvitation(
  { tx, now, outbox }: Acting,
  publicUrl: string,
  change: ChangeRow,
  account: AccountFacts,
  to: { readonly email: string; readonly language: string },
  sendings: number,
  expiresAt: string,
): Promise<{ readonly tokenHash: string }> {
  const secret = randomBytes(32).toString("base64url");
  await queueNotice(tx, outbox, {
    kind: "subject_change_invited",
    params: {
      account: account.name,
      expires: expiresAt,
      url: `${publicUrl}/dashboard/ownership-invitation/${change.id}#${secret}`,
    },
    dedupeKey: `subject_change:${change.id}:invited:${sendings}`,
    // Not in the account's list of notices: its secret is the new side's.
    accountId: null,
    to: invitedAddress(to),
    now,
    zone: account.timeZone,
  });
  return { tokenHash: hashOf(secret) };
}

/** Invites the new subject for the first time, in the transaction of the submission. */
export async function firstInvitation(
  acting: Acting,
  publicUrl: string,
  change: ChangeRow,
  account: AccountFacts,
  email: string,
  { expiresAt, attempts }: { readonly expiresAt: string; readonly attempts: number },
): Promise<void> {
  const to = { email, language: account.language };
  const { tokenHash } = await writeInvitation(acting, publicUrl, change, account, to, 1, expiresAt);
  await acting.tx.subjectChangeInvitation.createMany({
    data: {
      changeId: change.id,
      accountId: change.accountId,
      state: subjectChangeInvitationLifecycle.initial,
      ...to,
      tokenHash,
      attemptsLeft: attempts,
      sendings: 1,
      sentAt: new Date(acting.now),
      expiresAt: new Date(expiresAt),
    },
  });
}

/**
 * Invites anew: after a refusal, after it lapsed or its tries were used up, or to another address while nobody accepted.
 * Whoever had taken it up is out.
 */
export const inviteAgain = (publicUrl: string) =>
  plainCommand({
    name: "subject_changes.invite",
    input: z.strictObject({
      changeId: z.uuid(),
      email: z.email().max(254),
      language: languageSchema,
    }),
    async apply(acting, { changeId, email, language }) {
      const { tx, now, policy, context } = acting;
      const change = await readChange(tx, changeId, context.accountId);
      if (change.state !== "open") throw new AppError("conflict", "This change is not open.");
      const invitation = await requireInvitation(tx, changeId);
      const state = invitation.state === "invited" ? "invited" : moveInvitation(invitation.state, "invite");
      if (invitation.sendings >= MOST_SENDINGS)
        throw new AppError("conflict", `An invitation is sent ${MOST_SENDINGS} times at most.`);
      const file = await renewNewSubject(acting, change);
      const account = await readAccount(tx, change.accountId);
      const { invitationDays, invitationAttempts } = policy.subjectChange;
      const expiresAt = plusHours(now, invitationDays * 24);
      const sendings = invitation.sendings + 1;
      const to = { email, language };
      const { tokenHash } = await writeInvitation(
        acting,
        publicUrl,
        change,
        account,
        to,
        sendings,
        expiresAt,
      );
      await tx.subjectChangeInvitation.update({
        where: { changeId },
        data: {
          state,
          ...to,
          tokenHash,
          sendings,
          attemptsLeft: invitationAttempts,
          sentAt: new Date(now),
          expiresAt: new Date(expiresAt),
          declinedAt: null,
          loginId: null,
          claimedAt: null,
          // What the new subject has proven stays known; whoever comes now proves to be the same.
          provenBySubjectId: null,
          verifiedAt: null,
          acceptedAt: null,
          acceptedWording: null,
          acceptedLanguage: null,
          acceptedHash: null,
        },
      });
      return {
        answer: { state, expiresAt },
        target: { kind: "subject_change", id: changeId },
        before: { invitation: invitation.state },
        after: { invitation: state, sendings, otherAddress: email !== invitation.email, ...file },
      };
    },
  });

/**
 * Where somebody had proven to be the new subject, declined and was forgotten, whoever comes now gets a key of their own.
 * That makes another file: what was agreed to falls away, and the applicant vouches for it again (invariant 30).
 */
async function renewNewSubject({ tx, now }: Acting, change: ChangeRow) {
  const { kind, erasedAt } = await tx.subject.findUniqueOrThrow({ where: { id: change.toSubjectId } });
  if (erasedAt === null) return {};
  const toSubjectId = newId();
  const reviewState = moveReview(change.reviewState, "edit");
  await tx.subject.createMany({ data: { id: toSubjectId, kind, displayName: "", createdAt: new Date(now) } });
  await tx.subjectChange.update({ where: { id: change.id }, data: { toSubjectId, reviewState } });
  return { newSubjectId: toSubjectId, review: reviewState };
}
