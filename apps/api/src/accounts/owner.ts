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
  if (member === null) return null;
  const { email, name, language } = member.login;
  return { email, name, language: language === "zh" ? "zh" : "en" };
}
