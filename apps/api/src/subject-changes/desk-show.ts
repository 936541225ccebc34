import { evidenceDuplicates } from "./duplicates.ts";
import { CHANGE_CHECKS } from "@tenure/core/text";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import { verifiedNamesOf } from "../subjects/names-of.ts";
import type { Vault } from "../vault/vault.ts";
import { fileOf, relatedAmong } from "./facts.ts";
import type { ChangeRow } from "./row.ts";
import { changeSchema, showChange } from "./show.ts";
import type { Policy } from "@tenure/core/policy";

const instant = z.iso.datetime();

/** A change as staff read it: the file, who has to do with it, what speaks against it. */
export const deskSchema = changeSchema.extend({
  account: z.strictObject({ id: z.uuid(), name: z.string() }),
  /** Verified names of both sides; null where a side has proven nothing yet, or was erased. */
  fromName: z.string().nullable(),
  toName: z.string().nullable(),
  applicant: z.strictObject({ name: z.string(), email: z.string() }).nullable(),
  assignedTo: z.string().nullable(),
  mine: z.boolean(),
  /** The caller has to do with a side, or started it: they read, and decide nothing. */
  related: z.boolean(),
  agreements: z.array(
    z.strictObject({
      reviewer: z.string(),
      mine: z.boolean(),
      /** To the file as it is; another version counts for nothing. */
      current: z.boolean(),
      checked: z.array(z.enum(CHANGE_CHECKS)),
      note: z.string().nullable(),
      at: instant,
    }),
  ),
  contactList: z.array(
    z.strictObject({
      email: z.string(),
      sentAt: instant.nullable(),
      lost: z.boolean(),
      alertedAt: instant.nullable(),
    }),
  ),
  /** What was asked, answered and noted, with who wrote it. */
  entries: z.array(changeSchema.shape.entries.element.extend({ id: z.uuid(), by: z.string() })),
  /** Pieces whose very bytes were handed in elsewhere (threat 9). */
  duplicates: z.array(z.strictObject({ evidenceId: z.uuid(), accountId: z.uuid(), accountName: z.string() })),
  holds: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: z.string(),
      state: z.enum(["open", "lifted", "waived"]),
      reason: z.string(),
      documentRef: z.string().nullable(),
      raisedAt: instant,
      settledAt: instant.nullable(),
      settledReason: z.string().nullable(),
    }),
  ),
  revocation: z
    .strictObject({
      id: z.uuid(),
      state: z.enum(["proposed", "done", "dropped"]),
      reason: z.string(),
      documentRef: z.string(),
      proposedBy: z.string(),
      proposedAt: instant,
      mine: z.boolean(),
    })
    .nullable(),
});

/** Shows a change on the reviewer's desk. */
export async function showOnDesk(
  tx: Tx,
  vault: Vault,
  change: ChangeRow,
  reviewerId: string,
  clock: { readonly now: string; readonly policy: Policy },
): Promise<z.output<typeof deskSchema>> {
  const agreements = await tx.subjectChangeAgreement.findMany({
    where: { changeId: change.id },
    orderBy: { id: "asc" },
  });
  const revocation = await tx.subjectChangeRevocation.findFirst({
    where: { changeId: change.id },
    orderBy: { id: "desc" },
  });
  const entries = await tx.subjectChangeEntry.findMany({
    where: { changeId: change.id },
    orderBy: { id: "asc" },
    take: 200,
  });
  const people = await tx.authUser.findMany({
    where: {
      id: {
        in: [
          ...entries.map((each) => each.authorId),
          ...agreements.map((each) => each.reviewerId),
          change.applicantLoginId,
          ...(change.assignedTo === null ? [] : [change.assignedTo]),
          ...(revocation === null ? [] : [revocation.proposedBy]),
        ],
      },
    },
    select: { id: true, name: true, email: true },
  });
  const personOf = (id: string | null) => people.find((each) => each.id === id) ?? null;
  const subjects = await tx.subject.findMany({
    where: { id: { in: [change.fromSubjectId, change.toSubjectId] } },
  });
  const names = await verifiedNamesOf(tx, vault, subjects);
  const account = await tx.account.findUniqueOrThrow({
    where: { id: change.accountId },
    select: { id: true, name: true },
  });
  const { version } = await fileOf(tx, change);
  const related = await relatedAmong(tx, change, [reviewerId]);
  const applicant = personOf(change.applicantLoginId);
  return {
    ...(await showChange(tx, vault, change, "staff", clock)),
    account,
    fromName: names.get(change.fromSubjectId) ?? null,
    toName: names.get(change.toSubjectId) ?? null,
    applicant: applicant === null ? null : { name: applicant.name, email: applicant.email },
    assignedTo: personOf(change.assignedTo)?.name ?? null,
    mine: change.assignedTo === reviewerId,
    related: related.has(reviewerId) || change.startedBy === reviewerId,
    agreements: agreements.map((each) => ({
      reviewer: personOf(each.reviewerId)?.name ?? "—",
      mine: each.reviewerId === reviewerId,
      current: each.fileVersion === version,
      checked: each.checked.flatMap((check) => CHANGE_CHECKS.find((known) => known === check) ?? []),
      note: each.note,
      at: each.agreedAt.toISOString(),
    })),
    entries: entries.map(({ id, kind, authorId, text, writtenAt }) => ({
      id,
      kind: z.enum(["request", "answer", "note"]).parse(kind),
      text,
      at: writtenAt.toISOString(),
      by: personOf(authorId)?.name ?? "—",
    })),
    contactList: await contactsOf(tx, change.id),
    duplicates: await evidenceDuplicates(tx, change),
    holds: await holdsOf(tx, change.accountId),
    revocation:
      revocation === null
        ? null
        : {
            id: revocation.id,
            state: z.enum(["proposed", "done", "dropped"]).parse(revocation.state),
            reason: revocation.reason,
            documentRef: revocation.documentRef,
            proposedBy: personOf(revocation.proposedBy)?.name ?? "—",
            proposedAt: revocation.proposedAt.toISOString(),
            mine: revocation.proposedBy === reviewerId,
          },
  };
}

async function contactsOf(tx: Tx, changeId: string) {
  const contacts = await tx.subjectChangeContact.findMany({ where: { changeId }, orderBy: { id: "asc" } });
  const notices = await tx.notice.findMany({
    where: { id: { in: contacts.flatMap(({ noticeId }) => noticeId ?? []) } },
    select: { id: true, sentAt: true, bouncedAt: true, state: true },
  });
  return contacts.map(({ email, noticeId, alertedAt }) => {
    const notice = notices.find(({ id }) => id === noticeId);
    return {
      email,
      sentAt: notice?.sentAt?.toISOString() ?? null,
      lost: notice !== undefined && (notice.bouncedAt !== null || notice.state === "failed"),
      alertedAt: alertedAt?.toISOString() ?? null,
    };
  });
}

/** Holds of an account, the newest first (C3.8). */
export async function holdsOf(tx: Tx, accountId: string) {
  const rows = await tx.subjectChangeBlocker.findMany({
    where: { accountId },
    orderBy: { id: "desc" },
    take: 100,
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: z.enum(["open", "lifted", "waived"]).parse(row.state),
    reason: row.reason,
    documentRef: row.documentRef,
    raisedAt: row.raisedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    settledReason: row.settledReason,
  }));
}
