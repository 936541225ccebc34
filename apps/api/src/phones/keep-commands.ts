import { phoneLifecycle, type PhoneNumber } from "@tenure/core/phones";
import { z } from "zod";
import { ownerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { currentSubject, requireLiving } from "../subjects/current-subject.ts";
import type { Vault } from "../vault/vault.ts";
import { endPhone } from "./end-phone.ts";
import { queueCode } from "./queue-code.ts";
import { requireSignInFree } from "./sign-in-free.ts";

/**
 * A phone is added and waits for its code, which is sent. The number itself is no part of the command's input, which is kept.
 * @param how `first` where there is no verified phone; `replace` beside one, until the code comes back
 */
export const addPhone = (vault: Vault, phone: PhoneNumber, how: "first" | "replace") =>
  plainCommand({
    name: how === "first" ? "phones.add" : "phones.replace",
    input: z.strictObject({ loginId: z.uuid(), numberMac: z.string().length(64) }),
    async apply(acting, { loginId, numberMac }) {
      const { tx, now, context } = acting;
      const accountId = context.accountId ?? "";
      await requireLiving(tx, accountId);
      await requireSignInFree(tx, accountId);
      const { subject } = await currentSubject(tx, accountId);
      const living = await tx.phone.findMany({ where: { subjectId: subject.id, state: { not: "ended" } } });
      const verified = living.find(({ state }) => state === "verified");
      if (how === "first" && verified !== undefined)
        throw new AppError("conflict", "There is a verified phone; replace it instead.");
      if (how === "replace" && verified === undefined)
        throw new AppError("conflict", "There is no verified phone; add one instead.");
      if (verified?.numberMac === numberMac) throw new AppError("conflict", "This is the verified phone.");
      const waiting = living.find(({ state }) => state === "unverified");
      if (waiting !== undefined) await endPhone(tx, waiting, "given_up", now);
      const id = newId();
      const state = phoneLifecycle.initial;
      await tx.phone.createMany({
        data: {
          id,
          accountId,
          subjectId: subject.id,
          loginId,
          state,
          recordId: await vault.put(tx, subject.id, "phone", phone, now),
          numberMac,
          addedAt: new Date(now),
        },
      });
      await queueCode(acting, {
        phone: { id, subjectId: subject.id, numberMac, state },
        loginId,
        purpose: "verify_phone",
        refId: id,
      });
      return {
        answer: { phoneId: id },
        target: { kind: "phone", id },
        after: { state, instead: waiting?.id ?? null, replaces: verified?.id ?? null },
      };
    },
  });

/** The phone that waits is given up. Nothing was proven by it. */
export const giveUpPhone = plainCommand({
  name: "phones.give_up",
  input: z.strictObject({ phoneId: z.uuid() }),
  async apply({ tx, now, context }, { phoneId }) {
    const row = await tx.phone.findFirst({
      where: { id: phoneId, accountId: context.accountId ?? "", state: "unverified" },
    });
    if (row === null) throw new AppError("not_found", "No such phone waits.");
    await endPhone(tx, row, "given_up", now);
    return {
      answer: { phoneId },
      target: { kind: "phone", id: phoneId },
      before: { state: row.state },
      after: { state: "ended", ending: "given_up" },
    };
  },
});

/** The verified phone is removed; the owner hears of it by e-mail. */
export const removePhone = plainCommand({
  name: "phones.remove",
  input: z.strictObject({ phoneId: z.uuid() }),
  async apply({ tx, now, context, outbox }, { phoneId }) {
    const accountId = context.accountId ?? "";
    const row = await tx.phone.findFirst({ where: { id: phoneId, accountId, state: "verified" } });
    if (row === null) throw new AppError("not_found", "No such verified phone.");
    await requireSignInFree(tx, accountId);
    await endPhone(tx, row, "removed", now);
    const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
    await queueNotice(tx, outbox, {
      kind: "phone_removed",
      params: { account: account.name },
      dedupeKey: `phone:${phoneId}:removed`,
      accountId,
      to: await ownerOf(tx, accountId),
      now,
      zone: account.timeZone,
    });
    return {
      answer: { phoneId },
      target: { kind: "phone", id: phoneId },
      before: { state: row.state },
      after: { state: "ended", ending: "removed" },
    };
  },
});
