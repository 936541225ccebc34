import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { lineOfText, linesOfText } from "../accounts/input.ts";
import { ownerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { requireLiving } from "../subjects/current-subject.ts";

/**
 * Lets a representative act for a holder who cannot (C3.9): they see the account's change of subject and nothing else. Their
 * authority is proven once more with each application, to two people. The holder's own contact is told.
 */
export const letRepresentativeIn = plainCommand({
  name: "subject_changes.let_representative_in",
  input: z.strictObject({
    email: z.email().max(254),
    reason: linesOfText(2000),
    documentRef: lineOfText(200),
  }),
  async apply({ tx, now, outbox, context }, { email, reason }) {
    const account = await readAccount(tx, context.accountId ?? "");
    await requireLiving(tx, account.id);
    const login = await tx.authUser.findFirst({
      where: { email: { equals: email, mode: "insensitive" }, emailVerified: true },
      select: { id: true },
    });
    if (login === null)
      throw new AppError("validation_failed", "They sign up themselves first, with this address.", [
        { path: "email", message: "no verified login has it" },
      ]);
    const [there, isStaff] = [
      await tx.member.count({ where: { accountId: account.id, loginId: login.id, endedAt: null } }),
      await tx.staff.count({ where: { loginId: login.id } }),
    ];
    if (there > 0) throw new AppError("conflict", "This person belongs to the account already.");
    if (isStaff > 0) throw new AppError("conflict", "Staff represent nobody.");
    const memberId = newId();
    await tx.member.createMany({
      data: {
        id: memberId,
        accountId: account.id,
        loginId: login.id,
        role: "representative",
        createdAt: new Date(now),
      },
    });
    await queueNotice(tx, outbox, {
      kind: "subject_change_representative",
      params: { account: account.name },
      dedupeKey: `representative:${memberId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
    });
    return {
      answer: { memberId },
      target: { kind: "member", id: memberId },
      after: { role: "representative", loginId: login.id },
      reason,
    };
  },
});

/** Ends a representative's access. */
export const endRepresentative = plainCommand({
  name: "subject_changes.end_representative",
  input: z.strictObject({ memberId: z.uuid(), reason: linesOfText(2000) }),
  async apply({ tx, now, context }, { memberId, reason }) {
    const member = await tx.member.findFirst({
      where: { id: memberId, accountId: context.accountId ?? "", role: "representative", endedAt: null },
    });
    if (member === null) throw new AppError("not_found", "No such representative.");
    await tx.member.update({ where: { id: memberId }, data: { endedAt: new Date(now) } });
    return {
      answer: { memberId },
      target: { kind: "member", id: memberId },
      before: { role: "representative" },
      after: { ended: true },
      reason,
    };
  },
});
