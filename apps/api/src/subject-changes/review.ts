import { agreeToSubjectChange, COMMITMENT_ARTICLES, commitmentAgreement } from "@tenure/core/subject-changes";
import { CHANGE_CHECKS } from "@tenure/core/text";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { linesOfText } from "../accounts/input.ts";
import { type Acting, decisionCommand, plainCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { derivedBlockers } from "./effect/derived-blockers.ts";
import { agreementsOf, contactsToldAt, fileOf, relatedAmong } from "./facts.ts";
import { letterTo } from "./letters.ts";
import { type ChangeRow, moveReview, readChange } from "./row.ts";
import { type ConsentInput, consentInput, givenConsent, keepConsent, requireStarred } from "./terms.ts";

const about = { changeId: z.uuid() };

/** @throws AppError forbidden where the reviewer has to do with a side, or started it (C3.3, C5.3) */
export async function requireUnrelated({ tx, context }: Reading, change: ChangeRow): Promise<void> {
  const related = await relatedAmong(tx, change, [context.actor.id]);
  if (related.has(context.actor.id) || change.startedBy === context.actor.id)
    throw new AppError("forbidden", "Whoever has to do with a side of a change does not decide about it.");
}

/** @throws AppError conflict where the change is decided */
function requireOpen(change: ChangeRow): void {
  if (change.state !== "open") throw new AppError("conflict", "This change is not open.");
}

/** A reviewer has it on their desk from now on; a colleague may take it over. */
export const takeChange = plainCommand({
  name: "subject_changes.take",
  input: z.strictObject(about),
  async apply(acting, { changeId }) {
    const { tx, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    requireOpen(change);
    await requireUnrelated(acting, change);
    await tx.subjectChange.update({ where: { id: changeId }, data: { assignedTo: context.actor.id } });
    return {
      answer: { assignedTo: context.actor.id },
      target: { kind: "subject_change", id: changeId },
      before: { assignedTo: change.assignedTo },
      after: { assignedTo: context.actor.id },
    };
  },
});

const written = z.strictObject({ ...about, text: linesOfText(4000) });

async function writeEntry(
  { tx, now, context }: Acting,
  change: ChangeRow,
  kind: "request" | "answer" | "note",
  text: string,
): Promise<string> {
  const id = newId();
  await tx.subjectChangeEntry.createMany({
    data: {
      id,
      accountId: change.accountId,
      changeId: change.id,
      kind,
      authorId: context.actor.id,
      text,
      writtenAt: new Date(now),
    },
  });
  return id;
}

/** Staff's own note; neither side reads it. */
export const noteOnChange = plainCommand({
  name: "subject_changes.note",
  input: written,
  async apply(acting, { changeId, text }) {
    const change = await readChange(acting.tx, changeId, acting.context.accountId);
    const entryId = await writeEntry(acting, change, "note", text);
    return { answer: { entryId }, target: { kind: "subject_change", id: changeId }, after: { entryId } };
  },
});

/** Asks for written proof, at any time while it is open (C5.2): an agreement that was there waits for the answer. */
export const askForProof = plainCommand({
  name: "subject_changes.ask",
  input: written,
  async apply(acting, { changeId, text }) {
    const { tx, now, outbox, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    requireOpen(change);
    await requireUnrelated(acting, change);
    const review = moveReview(change.reviewState, "ask");
    const entryId = await writeEntry(acting, change, "request", text);
    await tx.subjectChange.update({ where: { id: changeId }, data: { reviewState: review } });
    const account = await readAccount(tx, change.accountId);
    await queueNotice(tx, outbox, {
      ...(await letterTo(acting, "original", change, account, `asked:${now}`)),
      kind: "subject_change_proof_asked",
      params: { account: account.name, text },
    });
    return {
      answer: { review, entryId },
      target: { kind: "subject_change", id: changeId },
      before: { review: change.reviewState },
      after: { review, entryId },
    };
  },
});

/**
 * The applicant answers, and vouches for the file as it is now (C5.1): what was added since stands under the same
 * commitments as what was submitted.
 */
export const answerRequest = plainCommand({
  name: "subject_changes.answer",
  input: z.strictObject({ ...about, text: linesOfText(4000), commitments: consentInput }),
  async apply(acting, { changeId, text, commitments }) {
    const { tx, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    requireOpen(change);
    requireStarred(COMMITMENT_ARTICLES, commitments.starred);
    const { version } = await fileOf(tx, change);
    if (!(await isVouchedFor(acting, change, version, commitments)))
      throw new AppError("conflict", "The commitments are to another file; load it again.");
    const review =
      change.reviewState === "info_requested" ? moveReview(change.reviewState, "answer") : change.reviewState;
    const entryId = await writeEntry(acting, change, "answer", text);
    const commitmentsConsentId = await keepConsent(acting, change, "subject_change_commitments", commitments);
    await tx.subjectChange.update({
      where: { id: changeId },
      data: { reviewState: review, commitmentsConsentId },
    });
    return {
      answer: { review, entryId },
      target: { kind: "subject_change", id: changeId },
      before: { review: change.reviewState },
      after: { review, entryId, fileVersion: version },
    };
  },
});

/** Whether commitments are to this version of the file, in the words in force. */
export async function isVouchedFor(
  reading: Pick<Reading, "tx">,
  change: ChangeRow,
  fileVersion: string,
  given: Pick<ConsentInput, "wording" | "language" | "hash"> | null,
): Promise<boolean> {
  if (given === null || given.wording !== commitmentAgreement.current) return false;
  const { currency } = await readAccount(reading.tx, change.accountId);
  const terms = { currency, changeId: change.id, fileVersion };
  return given.hash === commitmentAgreement.hash(commitmentAgreement.current, given.language, terms);
}

const agreeInput = z.strictObject({
  ...about,
  /** The version of the file that was read. */
  fileVersion: z.string().max(128),
  checked: z.array(z.enum(CHANGE_CHECKS)).max(100),
  note: linesOfText(4000).nullable(),
});

async function agreeFacts(reading: Reading, { changeId, checked }: z.output<typeof agreeInput>) {
  const { tx, now, context } = reading;
  const change = await readChange(tx, changeId, context.accountId);
  const account = await readAccount(tx, change.accountId);
  const related = await relatedAmong(tx, change, [context.actor.id]);
  return {
    now,
    currency: account.currency,
    changeId,
    state: change.state,
    review: change.reviewState,
    file: await fileOf(tx, change),
    startedBy: change.startedBy,
    contactsToldAt: await contactsToldAt(tx, changeId),
    blockers: await derivedBlockers(tx, account.id, changeId, now),
    reviewer: { id: context.actor.id, related: related.has(context.actor.id) },
    checked: [...checked],
    agreements: await agreementsOf(tx, change),
  };
}

/** A reviewer agrees to the file as it is (C5.3); once two different people did, the platform has (C1.2 b). */
export const agreeToChange = decisionCommand({
  name: "subject_changes.agree",
  input: agreeInput,
  rule: agreeToSubjectChange,
  facts: agreeFacts,
  async apply(acting, { changeId, fileVersion, checked, note }, effects) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, outbox, context, decisionId } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    if (effects.fileVersion !== fileVersion)
      throw new AppError("conflict", "The file changed since you read it; read it again.");
    const vouched = await givenConsent(acting, change.commitmentsConsentId);
    if (!(await isVouchedFor(acting, change, fileVersion, vouched)))
      throw new AppError("conflict", "The applicant has not vouched for the file as it is; ask for it.");
    await tx.subjectChangeAgreement.createMany({
      data: {
        id: newId(),
        accountId: change.accountId,
        changeId,
        reviewerId: context.actor.id,
        fileVersion,
        checked: [...checked],
        note,
        decisionId: decisionId ?? "",
        agreedAt: new Date(now),
      },
    });
    const review = effects.platformAgrees ? moveReview(change.reviewState, "agree") : change.reviewState;
    await tx.subjectChange.update({ where: { id: changeId }, data: { reviewState: review } });
    if (effects.platformAgrees) {
      await outbox.enqueue(tx, "subject_changes.settle", { changeId });
      const account = await readAccount(tx, change.accountId);
      await queueNotice(tx, outbox, {
        ...(await letterTo(acting, "original", change, account, `agreed:${fileVersion}`)),
        kind: "subject_change_agreed",
        params: { account: account.name },
      });
    }
    return {
      answer: { review, platformAgrees: effects.platformAgrees },
      target: { kind: "subject_change", id: changeId },
      before: { review: change.reviewState },
      after: { review, fileVersion },
    };
  },
});
