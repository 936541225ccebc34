import { settleBlocker } from "@tenure/core/subject-changes";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { lineOfText, linesOfText } from "../accounts/input.ts";
import { type Acting, decisionCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { relatedAmong } from "./facts.ts";
import { letterTo } from "./letters.ts";
import { readChange, typed } from "./row.ts";

/** Blockers that are placed by hand; the rest follows from the account's state. */
export const placedKinds = z.enum([
  "complaint",
  "investigation",
  "litigation",
  "harm",
  "contested",
  "credit_control",
  "partnership",
]);

const reasons = { reason: linesOfText(2000), documentRef: lineOfText(200).nullable() };
const staffRole = z.enum(["reviewer", "administrator"]);

/** Of staff: whether they have to do with a side of the change that is open, or with the account. */
async function isRelated({ tx, context }: Reading): Promise<boolean> {
  const open = await openChange({ tx, context });
  if (open !== null) return (await relatedAmong(tx, open, [context.actor.id])).has(context.actor.id);
  return (
    (await tx.member.count({
      where: { accountId: context.accountId ?? "", loginId: context.actor.id },
    })) > 0
  );
}

/** The change of the account that is open, or null. */
export async function openChange({ tx, context }: Pick<Reading, "tx" | "context">) {
  const row = await tx.subjectChange.findFirst({
    where: { accountId: context.accountId ?? "", state: "open" },
  });
  return row === null ? null : typed(row);
}

/** Staff place what holds a change back (C3.8): on the account, whether a change is open or not. */
export const placeBlocker = decisionCommand({
  name: "subject_changes.place_blocker",
  input: z.strictObject({ kind: placedKinds.exclude(["contested"]), role: staffRole, ...reasons }),
  rule: settleBlocker,
  async facts(reading, { kind, role, reason, documentRef }) {
    const account = await readAccount(reading.tx, reading.context.accountId ?? "");
    return {
      now: reading.now,
      currency: account.currency,
      // It lies on the account; a change that is open is held back by it, and so is one to come.
      changeId: (await openChange(reading))?.id ?? account.id,
      step: "place" as const,
      kind,
      standing: "none" as const,
      role,
      related: await isRelated(reading),
      reasonGiven: reason !== "",
      documentGiven: documentRef !== null,
    };
  },
  async apply(acting, { kind, reason, documentRef }) {
    const { tx, context } = acting;
    const accountId = context.accountId ?? "";
    const standing = await tx.subjectChangeBlocker.count({ where: { accountId, kind, state: "open" } });
    if (standing > 0) throw new AppError("conflict", "It is placed already; lift it first.");
    const id = await raise(acting, { kind, changeId: null, byKind: "staff", reason, documentRef });
    return {
      answer: { blockerId: id },
      target: { kind: "subject_change_blocker", id },
      after: { kind, state: "open" },
      reason,
    };
  },
});

async function raise(
  { tx, now, context }: Acting,
  blocker: {
    readonly kind: string;
    readonly changeId: string | null;
    readonly byKind: "staff" | "contact";
    readonly reason: string;
    readonly documentRef: string | null;
    readonly state?: "open" | "waived";
  },
): Promise<string> {
  const id = newId();
  const waived = blocker.state === "waived";
  await tx.subjectChangeBlocker.createMany({
    data: {
      id,
      accountId: context.accountId ?? "",
      changeId: blocker.changeId,
      kind: blocker.kind,
      state: blocker.state ?? "open",
      raisedAt: new Date(now),
      raisedByKind: blocker.byKind,
      raisedBy: context.actor.id,
      reason: blocker.reason,
      documentRef: blocker.documentRef,
      ...(waived
        ? { settledAt: new Date(now), settledBy: context.actor.id, settledReason: blocker.reason }
        : {}),
    },
  });
  return id;
}

const settleInput = z.strictObject({
  blockerId: z.uuid(),
  step: z.enum(["lift", "waive"]),
  role: staffRole,
  ...reasons,
});

async function readBlocker({ tx, context }: Reading, blockerId: string) {
  const row = await tx.subjectChangeBlocker.findUnique({ where: { id: blockerId } });
  if (row === null || row.accountId !== context.accountId) throw new AppError("not_found", "No such hold.");
  return row;
}

/** Staff lift a blocker, or waive one that ends with the change (C3.8, C4.2). */
export const settleByHand = decisionCommand({
  name: "subject_changes.settle_blocker",
  input: settleInput,
  rule: settleBlocker,
  async facts(reading, { blockerId, step, role, reason, documentRef }) {
    const row = await readBlocker(reading, blockerId);
    const account = await readAccount(reading.tx, row.accountId);
    return {
      now: reading.now,
      currency: account.currency,
      changeId: row.changeId ?? (await openChange(reading))?.id ?? account.id,
      step,
      kind: placedKinds.or(z.literal("dispute")).parse(row.kind),
      standing: z.enum(["open", "waived", "lifted"]).parse(row.state),
      role,
      related: await isRelated(reading),
      reasonGiven: reason !== "",
      documentGiven: documentRef !== null,
    };
  },
  async apply(acting, { blockerId, reason, documentRef }, effects) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, outbox } = acting;
    const row = await readBlocker(acting, blockerId);
    await tx.subjectChangeBlocker.update({
      where: { id: blockerId, state: "open" },
      data: {
        state: effects.to,
        settledAt: new Date(now),
        settledBy: context.actor.id,
        settledReason: reason,
        settledDocumentRef: documentRef,
      },
    });
    const open = await openChange(acting);
    if (open !== null) await outbox.enqueue(tx, "subject_changes.settle", { changeId: open.id });
    return {
      answer: { state: effects.to },
      target: { kind: "subject_change_blocker", id: blockerId },
      before: { state: row.state },
      after: { state: effects.to, endsWithChange: effects.endsWithChange },
      reason,
    };
  },
});

/** A reviewer waives waiting for the bank's decision about a payment dispute: nothing else of it changes (C4.10). */
export const waiveDispute = decisionCommand({
  name: "subject_changes.waive_dispute",
  input: z.strictObject({ changeId: z.uuid(), role: staffRole, reason: linesOfText(2000) }),
  rule: settleBlocker,
  async facts(reading, { changeId, role, reason }) {
    const change = await readChange(reading.tx, changeId, reading.context.accountId);
    const account = await readAccount(reading.tx, change.accountId);
    const disputes = await reading.tx.payment.count({
      where: { accountId: account.id, disputeState: "open" },
    });
    const waived = await reading.tx.subjectChangeBlocker.count({
      where: { changeId, kind: "dispute", state: "waived" },
    });
    return {
      now: reading.now,
      currency: account.currency,
      changeId,
      step: "waive" as const,
      kind: "dispute" as const,
      standing: waived > 0 ? ("waived" as const) : disputes > 0 ? ("open" as const) : ("none" as const),
      role,
      related: await isRelated(reading),
      reasonGiven: reason !== "",
      documentGiven: false,
    };
  },
  async apply(acting, { changeId, reason }) {
    const id = await raise(acting, {
      kind: "dispute",
      changeId,
      byKind: "staff",
      reason,
      documentRef: null,
      state: "waived",
    });
    await acting.outbox.enqueue(acting.tx, "subject_changes.settle", { changeId });
    return {
      answer: { blockerId: id },
      target: { kind: "subject_change_blocker", id },
      after: { kind: "dispute", state: "waived" },
      reason,
    };
  },
});

/**
 * An existing contact raises an alert by the link of the notice (C3.10): staff decide about it. Pressed twice, it is one
 * alert; it is no withdrawal.
 */
export const raiseAlert = decisionCommand({
  name: "subject_changes.alert",
  input: z.strictObject({ changeId: z.uuid(), contactId: z.uuid() }),
  rule: settleBlocker,
  async facts(reading, { changeId }) {
    const change = await readChange(reading.tx, changeId, reading.context.accountId);
    const account = await readAccount(reading.tx, change.accountId);
    return {
      now: reading.now,
      currency: account.currency,
      changeId,
      step: "place" as const,
      kind: "contested" as const,
      standing: "none" as const,
      role: "public" as const,
      related: false,
      reasonGiven: false,
      documentGiven: false,
    };
  },
  async apply(acting, { changeId, contactId }) {
    const { tx, now, outbox, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    if (change.state !== "open") throw new AppError("conflict", "This change is decided already.");
    const contact = await tx.subjectChangeContact.findFirst({ where: { id: contactId, changeId } });
    if (contact === null) throw new AppError("not_found", "This link is not valid.");
    const standing = await tx.subjectChangeBlocker.findFirst({
      where: { accountId: change.accountId, kind: "contested", state: "open" },
    });
    const id =
      standing?.id ??
      (await raise(acting, {
        kind: "contested",
        changeId,
        byKind: "contact",
        reason: "An existing contact of the account raised an alert by the link of the notice.",
        documentRef: null,
      }));
    if (contact.alertedAt === null)
      await tx.subjectChangeContact.update({ where: { id: contactId }, data: { alertedAt: new Date(now) } });
    const account = await readAccount(tx, change.accountId);
    await queueNotice(tx, outbox, {
      ...(await letterTo(acting, "original", change, account, `alert:${id}`)),
      kind: "subject_change_contested",
      params: { account: account.name },
    });
    return {
      answer: { raised: true },
      target: { kind: "subject_change_blocker", id },
      after: { kind: "contested", contactId },
    };
  },
});
