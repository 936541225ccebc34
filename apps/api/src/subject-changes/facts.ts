import {
  type ChangeFile,
  changeFileVersion,
  type ConditionFacts,
  type SubjectVerification,
} from "@tenure/core/subject-changes";
import { EVIDENCE_KINDS } from "@tenure/core/text";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import { currentSubject } from "../subjects/current-subject.ts";
import type { ChangeRow, InvitationRow } from "./row.ts";
import { readInvitation } from "./row.ts";

/** A kind of evidence, read from a row or an input. */
export const evidenceKind = z.enum(EVIDENCE_KINDS);

/** The file of an application as it is now: what agreements are to (invariant 30). */
export async function fileOf(tx: Tx, change: ChangeRow): Promise<ChangeFile> {
  const rows = await tx.subjectChangeEvidence.findMany({
    where: { changeId: change.id, removedAt: null },
    select: { kind: true, sha256: true },
    orderBy: { id: "asc" },
  });
  const evidence = rows.map(({ kind, sha256 }) => ({ kind: evidenceKind.parse(kind), sha256 }));
  return {
    version: changeFileVersion({
      changeId: change.id,
      accountId: change.accountId,
      ground: change.ground,
      capacity: change.capacity,
      newSubjectId: change.toSubjectId,
      formSha256: change.formSha256,
      evidence,
    }),
    ground: change.ground,
    capacity: change.capacity,
    evidence: evidence.map(({ kind }) => kind),
  };
}

/** A subject's completed verification, or null. */
export async function verificationOf(tx: Tx, subjectId: string | null): Promise<SubjectVerification | null> {
  if (subjectId === null) return null;
  const row = await tx.subject.findUniqueOrThrow({
    where: { id: subjectId },
    select: { verifiedAt: true, erasedAt: true },
  });
  return row.verifiedAt === null || row.erasedAt !== null
    ? null
    : { subjectId, at: row.verifiedAt.toISOString() };
}

/** Who holds the account now, with the verification. */
export async function holderOfAccount(tx: Tx, accountId: string): Promise<ConditionFacts["holder"]> {
  const { periodId, subject } = await currentSubject(tx, accountId);
  return { subjectId: subject.id, periodId, verified: await verificationOf(tx, subject.id) };
}

/**
 * Which verified subject applies: the holder, where an owner of the account does; a representative's own; nobody, where a
 * manager does it for the customer (C1.2 a, C3.3, C3.9).
 */
export async function applicantOf(
  tx: Tx,
  change: ChangeRow,
  holder: ConditionFacts["holder"],
): Promise<SubjectVerification | null> {
  if (change.capacity === "manager") return null;
  if (change.capacity === "representative") {
    const stillIn = await isMember(tx, change, "representative");
    return stillIn ? verificationOf(tx, change.applicantSubjectId) : null;
  }
  return (await isMember(tx, change, "owner")) ? holder.verified : null;
}

const isMember = async (tx: Tx, { accountId, applicantLoginId }: ChangeRow, role: string): Promise<boolean> =>
  (await tx.member.count({ where: { accountId, loginId: applicantLoginId, role, endedAt: null } })) > 0;

/** What the new side has done. */
export function newSubjectFacts(change: ChangeRow, invitation: InvitationRow | null) {
  const at = (instant: Date | null | undefined): SubjectVerification | null =>
    instant == null ? null : { subjectId: change.toSubjectId, at: instant.toISOString() };
  return {
    subjectId: change.toSubjectId,
    accepted: at(invitation?.acceptedAt),
    verified: at(invitation?.verifiedAt),
  };
}

/**
 * Which of these people are related to an account's change: members of the account or of one that the new side has, now or
 * before, or the same person as the subject of a side (C5.3, invariant 34).
 */
export async function relatedAmong(
  tx: Tx,
  change: ChangeRow,
  loginIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (loginIds.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH sides AS (SELECT id, person_digest FROM subject
                    WHERE id IN (${change.fromSubjectId}::uuid, ${change.toSubjectId}::uuid)),
         accounts AS (SELECT ${change.accountId}::uuid AS id
                      UNION SELECT m.account_id FROM member m JOIN subject_change_invitation i ON i.login_id = m.login_id
                             WHERE i.change_id = ${change.id}::uuid)
    SELECT u.id FROM auth_user u
     WHERE u.id = ANY(${[...loginIds]}::uuid[])
       AND (EXISTS (SELECT 1 FROM member m JOIN accounts a ON a.id = m.account_id WHERE m.login_id = u.id)
         OR EXISTS (SELECT 1 FROM subject_change_invitation i WHERE i.change_id = ${change.id}::uuid AND i.login_id = u.id)
         OR EXISTS (SELECT 1 FROM member m
                      JOIN holder_period p ON p.account_id = m.account_id
                      JOIN subject s ON s.id = p.subject_id
                      JOIN sides ON sides.id = s.id OR sides.person_digest = s.person_digest
                     WHERE m.login_id = u.id AND m.role = 'owner'))`;
  return new Set(rows.map(({ id }) => id));
}

/** The agreements of reviewers, to whichever version of the file. */
export async function agreementsOf(
  tx: Tx,
  change: ChangeRow,
): Promise<ConditionFacts["review"]["agreements"]> {
  const rows = await tx.subjectChangeAgreement.findMany({
    where: { changeId: change.id },
    orderBy: { id: "desc" },
    take: 50,
  });
  const related = await relatedAmong(
    tx,
    change,
    rows.map(({ reviewerId }) => reviewerId),
  );
  return rows.map((row) => ({
    id: row.reviewerId,
    related: related.has(row.reviewerId),
    fileVersion: row.fileVersion,
    at: row.agreedAt.toISOString(),
  }));
}

/** What the three conditions are judged from, as it stands in this transaction (C1.2). */
export async function conditionFacts(tx: Tx, change: ChangeRow): Promise<ConditionFacts> {
  const holder = await holderOfAccount(tx, change.accountId);
  return {
    file: await fileOf(tx, change),
    holder,
    applicant: await applicantOf(tx, change, holder),
    startedBy: change.startedBy,
    review: { state: change.reviewState, agreements: await agreementsOf(tx, change) },
    newSubject: newSubjectFacts(change, await readInvitation(tx, change.id)),
  };
}

/**
 * When the last of the existing contacts was told; null while one of them still is to be (C3.10). A mail that came back
 * told nobody, and waits for nobody either: what counts is that somebody was told.
 */
export async function contactsToldAt(tx: Tx, changeId: string): Promise<Instant | null> {
  const rows = await tx.$queryRaw<{ sentAt: Date | null; lost: boolean }[]>`
    SELECT n.sent_at AS "sentAt", n.bounced_at IS NOT NULL OR n.state = 'failed' AS lost
      FROM subject_change_contact c LEFT JOIN notice n ON n.id = c.notice_id
     WHERE c.change_id = ${changeId}::uuid`;
  const reached = rows.filter(({ lost }) => !lost);
  if (reached.length === 0 || reached.some(({ sentAt }) => sentAt === null)) return null;
  return new Date(Math.max(...reached.map(({ sentAt }) => sentAt?.getTime() ?? 0))).toISOString();
}
