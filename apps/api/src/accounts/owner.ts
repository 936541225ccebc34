import type { Language } from "@tenure/core/money";
import type { Tx } from "../db/database.ts";

/** Where the account's mail goes: its first owner, in the language that login chose. */
export interface Recipient {
  readonly email: string;
  readonly name: string;
  readonly language: Language;
}

/** The first active owner of an account, or null when it has none. */
export async function ownerOf(tx: Tx, accountId: string): Promise<Recipient | null> {
  const member = await tx.member.findFirst({
    where: { accountId, role: "owner", endedAt: null },
    orderBy: { createdAt: "asc" },
    include: { login: { select: { email: true, name: true, language: true } } },
  });
  return member === null ? null : recipientOf(member.login);
}

/** A login as somebody who is written to. */
export const recipientOf = ({
  email,
  name,
  language,
}: {
  readonly email: string;
  readonly name: string;
  readonly language: string;
}): Recipient => ({ email, name, language: language === "zh" ? "zh" : "en" });

/**
 * To whom mail about an order's money goes, and in whose list of mails it stands: whoever paid it. After a change of
 * subject that is the former holder's first owner; the account's list is the next holder's, so it stands in none (C4.10).
 */
export async function payerOf(
  tx: Tx,
  orderId: string,
): Promise<{ readonly accountId: string | null; readonly to: Recipient | null }> {
  const { accountId, holderPeriod } = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: { accountId: true, holderPeriod: { select: { endedAt: true } } },
  });
  if (holderPeriod.endedAt === null) return { accountId, to: await ownerOf(tx, accountId) };
  const member = await tx.member.findFirst({
    where: { accountId, role: "owner", endedAt: holderPeriod.endedAt },
    orderBy: { createdAt: "asc" },
    include: { login: { select: { email: true, name: true, language: true } } },
  });
  return { accountId: null, to: member === null ? null : recipientOf(member.login) };
}

/** The same by a login's id; null where there is none. */
export async function recipientById(tx: Tx, loginId: string): Promise<Recipient | null> {
  const login = await tx.authUser.findUnique({
    where: { id: loginId },
    select: { email: true, name: true, language: true },
  });
  return login === null ? null : recipientOf(login);
}
