import { timingSafeEqual } from "node:crypto";
import { attempt } from "@tenure/core/lifecycle";
import { type CodePurpose, codePurposes, judgeCode, phoneLifecycle } from "@tenure/core/phones";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, type Done, plainCommand } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { currentSubject, requireLiving } from "../subjects/current-subject.ts";
import type { Vault } from "../vault/vault.ts";
import { codeOf } from "./code-of.ts";
import { endPhone, stateOfPhone } from "./end-phone.ts";
import { queueCode } from "./queue-code.ts";
import { requireSignInFree } from "./sign-in-free.ts";

const about = { purpose: z.enum(codePurposes), refId: z.uuid() };

/** Which phone a code goes to. @throws AppError not_found, conflict */
async function phoneFor(
  tx: Tx,
  { accountId, subjectId }: { readonly accountId: string; readonly subjectId: string },
  purpose: CodePurpose,
  refId: string,
) {
  if (purpose === "verify_phone") {
    const waiting = await tx.phone.findFirst({ where: { id: refId, subjectId, state: "unverified" } });
    if (waiting === null) throw new AppError("not_found", "No such phone waits for a code.");
    return waiting;
  }
  const change = await tx.subjectChange.findUnique({ where: { id: refId } });
  // The holder's phone, or a representative's own, from an account of their own (C3.9).
  const isTheirs = change?.accountId === accountId || change?.applicantSubjectId === subjectId;
  if (change === null || !isTheirs || change.state !== "draft")
    throw new AppError("not_found", "No such application waits for a code.");
  const verified = await tx.phone.findFirst({ where: { subjectId, state: "verified" } });
  if (verified === null) throw new AppError("conflict", "There is no verified phone; add one first.");
  return verified;
}

/** A code is sent once more, or for something else (C3.3). */
export const sendCode = plainCommand({
  name: "phones.send_code",
  input: z.strictObject({ loginId: z.uuid(), ...about }),
  async apply(acting, { loginId, purpose, refId }) {
    const { tx, context } = acting;
    const accountId = context.accountId ?? "";
    await requireLiving(tx, accountId);
    const { subject } = await currentSubject(tx, accountId);
    const row = await phoneFor(tx, { accountId, subjectId: subject.id }, purpose, refId);
    const { id, subjectId, numberMac, state } = row;
    const codeId = await queueCode(acting, {
      phone: { id, subjectId, numberMac: numberMac ?? "", state },
      loginId,
      purpose,
      refId,
    });
    return {
      answer: { codeId },
      target: { kind: "phone_code", id: codeId },
      after: { phoneId: id, purpose, refId },
    };
  },
});

const isSame = (entered: string, code: string): boolean =>
  entered.length === code.length && timingSafeEqual(Buffer.from(entered), Buffer.from(code));

/**
 * A code is entered. Counted, then looked at; the newest code for this purpose is the only one. What is wrong is an answer,
 * not an error: an error would take the count back.
 */
export const confirmCode = (vault: Vault, entered: string) =>
  plainCommand({
    name: "phones.confirm_code",
    input: z.strictObject({ ...about, codeMac: z.string().length(64) }),
    async apply(acting, { purpose, refId }): Promise<Done<{ confirmedAt: Instant | null }>> {
      const { tx, now, policy, context } = acting;
      const accountId = context.accountId ?? "";
      const { subject } = await currentSubject(tx, accountId);
      if (purpose === "verify_phone") await requireSignInFree(tx, accountId);
      const newest = await tx.phoneCode.findFirst({
        where: { accountId, subjectId: subject.id, purpose, refId, voidedAt: null },
        orderBy: [{ sentAt: "desc" }, { id: "desc" }],
      });
      const wrong = { answer: { confirmedAt: null }, target: { kind: "subject", id: subject.id } };
      if (newest === null) return { ...wrong, after: { purpose, refId, result: "over" } };
      const { tries } = await tx.phoneCode.update({
        where: { id: newest.id },
        data: { tries: { increment: 1 } },
        select: { tries: true },
      });
      const platformNow = await readClock(tx, null);
      const result = judgeCode(
        {
          now: platformNow,
          expiresAt: newest.expiresAt.toISOString(),
          isUsed: newest.usedAt !== null,
          tries,
          isRight: isSame(entered, codeOf(vault, newest.id)),
        },
        policy,
      );
      const done = {
        target: { kind: "phone_code", id: newest.id },
        after: { purpose, refId, result, tries },
      };
      if (result !== "right") {
        if (result === "used_up")
          await tx.phoneCode.update({ where: { id: newest.id }, data: { usedUpAt: new Date(platformNow) } });
        return { ...done, answer: { confirmedAt: null } };
      }
      await tx.phoneCode.update({
        where: { id: newest.id, usedAt: null },
        data: { usedAt: new Date(now) },
      });
      if (purpose === "verify_phone") await verifyPhone(acting, newest.phoneId);
      return { ...done, answer: { confirmedAt: now } };
    },
  });

/** The phone that waited is the verified one from now on; the owner hears of it by e-mail. */
async function verifyPhone({ tx, now, context, outbox }: Acting, phoneId: string): Promise<void> {
  const accountId = context.accountId ?? "";
  const row = await tx.phone.findUniqueOrThrow({ where: { id: phoneId } });
  const move = attempt(phoneLifecycle, stateOfPhone(row), "verify");
  if (!move.legal) throw new AppError("conflict", "This phone does not wait any more.");
  const before = await tx.phone.findFirst({ where: { subjectId: row.subjectId, state: "verified" } });
  if (before !== null) await endPhone(tx, before, "replaced", now);
  await tx.phone.update({
    where: { id: phoneId, state: row.state },
    data: { state: move.to, verifiedAt: new Date(now) },
  });
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  await queueNotice(tx, outbox, {
    kind: before === null ? "phone_verified" : "phone_replaced",
    params: { account: account.name },
    dedupeKey: `phone:${phoneId}:verified`,
    accountId,
    to: await ownerOf(tx, accountId),
    now,
    zone: account.timeZone,
  });
}
