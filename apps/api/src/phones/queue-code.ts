import { type CodePurpose, codeExpiresAt, COUNTED_HOURS, sendingRefusal } from "@tenure/core/phones";
import { plusHours } from "@tenure/core/time";
import type { Acting } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";

/** A code to send: to which phone, and what it confirms. */
export interface CodeToSend {
  readonly phone: {
    readonly id: string;
    readonly subjectId: string;
    readonly numberMac: string;
    readonly state: string;
  };
  readonly loginId: string;
  readonly purpose: CodePurpose;
  readonly refId: string;
}

/**
 * Counts a code and has it sent: the row first, the message by a job. Limits are across accounts, so the command sees all of
 * them (`acrossAccounts`), and by the platform's clock.
 * @returns the code's row
 * @throws AppError too_many_requests, the same words whichever limit it was
 */
export async function queueCode(
  acting: Acting,
  { phone, loginId, purpose, refId }: CodeToSend,
): Promise<string> {
  const { tx, policy, context, outbox } = acting;
  const accountId = context.accountId ?? "";
  // Two that count at once would both find room. Always in this order: number, then login.
  for (const each of [`phone number ${phone.numberMac}`, `phone login ${loginId}`])
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${each}, 0))`;
  const now = await readClock(tx, null);
  const since = new Date(plusHours(now, -COUNTED_HOURS));
  // Whoever's phone it is counts their own codes; whoever says it is theirs, everybody's.
  const toNumber =
    phone.state === "verified"
      ? { numberMac: phone.numberMac, subjectId: phone.subjectId }
      : { numberMac: phone.numberMac };
  const last = await tx.phoneCode.findFirst({
    where: { ...toNumber, purpose },
    orderBy: { sentAt: "desc" },
    select: { sentAt: true },
  });
  const usedUp = await tx.phoneCode.findFirst({
    where: { subjectId: phone.subjectId, usedUpAt: { not: null } },
    orderBy: { usedUpAt: "desc" },
    select: { usedUpAt: true },
  });
  const refusal = sendingRefusal(
    {
      now,
      lastSentAt: last?.sentAt.toISOString() ?? null,
      usedUpAt: usedUp?.usedUpAt?.toISOString() ?? null,
      toNumber: await tx.phoneCode.count({ where: { ...toNumber, sentAt: { gt: since } } }),
      byAccount: await tx.phoneCode.count({ where: { accountId, sentAt: { gt: since } } }),
      byLogin: await tx.phoneCode.count({ where: { loginId, sentAt: { gt: since } } }),
    },
    policy,
  );
  if (refusal !== null)
    throw new AppError("too_many_requests", "No code can be sent now. Wait a while and ask again.");
  const codeId = newId();
  await tx.phoneCode.createMany({
    data: {
      id: codeId,
      accountId,
      subjectId: phone.subjectId,
      phoneId: phone.id,
      loginId,
      purpose,
      refId,
      numberMac: phone.numberMac,
      sentAt: new Date(now),
      expiresAt: new Date(codeExpiresAt(now, policy)),
      delivery: "queued",
    },
  });
  await outbox.enqueue(tx, "phones.send_code", { codeId });
  return codeId;
}
