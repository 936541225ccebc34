import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { Recipient } from "../accounts/owner.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { type LinkPurpose, signLink } from "../notices/link-token.ts";
import { writeNotice } from "../notices/queue.ts";
import type { ChangeRow } from "./row.ts";

const alertBody = z.strictObject({
  accountId: z.uuid(),
  changeId: z.uuid(),
  contactId: z.uuid(),
  /** When the application ends by itself: afterwards the link means nothing. */
  expiresAt: instantSchema,
});

/** The link of a notice to an existing contact: raises an alert about that change, and does nothing else (C3.10). */
export const ALERT_LINK: LinkPurpose<z.output<typeof alertBody>> = {
  name: "subject_change.alert",
  body: alertBody,
};

/** What links are made of. */
export interface LinkEnv {
  readonly publicUrl: string;
  readonly secret: string;
}

/**
 * Tells every existing contact of the account (C3.10): its people's logins and the address of its bills. Each gets a link of
 * their own that raises an alert.
 * @returns how many were told
 */
export async function tellContacts(
  { tx, now, outbox }: Acting,
  { publicUrl, secret }: LinkEnv,
  change: ChangeRow,
  account: AccountFacts,
  expiresAt: string,
): Promise<number> {
  const contacts = await existingContacts(tx, change.accountId);
  for (const to of contacts) {
    const contactId = newId();
    await tx.subjectChangeContact.createMany({
      data: { id: contactId, accountId: change.accountId, changeId: change.id, email: to.email },
    });
    const token = signLink(secret, ALERT_LINK, {
      accountId: change.accountId,
      changeId: change.id,
      contactId,
      expiresAt,
    });
    const noticeId = await writeNotice(tx, outbox, {
      kind: "subject_change_contact_told",
      params: {
        account: account.name,
        url: `${publicUrl}/dashboard/ownership-alert#${token}`,
      },
      dedupeKey: `subject_change:${change.id}:contact:${contactId}`,
      accountId: account.id,
      to,
      now,
      zone: account.timeZone,
    });
    await tx.subjectChangeContact.update({ where: { id: contactId }, data: { noticeId } });
  }
  return contacts.length;
}

async function existingContacts(tx: Acting["tx"], accountId: string): Promise<readonly Recipient[]> {
  const members = await tx.member.findMany({
    where: { accountId, endedAt: null },
    include: { login: { select: { email: true, name: true, language: true } } },
    orderBy: { createdAt: "asc" },
    take: 100,
  });
  const billing = await tx.billingDetails.findUnique({ where: { accountId } });
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  const found = new Map<string, Recipient>();
  const add = (email: string, name: string, language: string) => {
    const key = email.toLowerCase();
    if (!found.has(key)) found.set(key, { email, name, language: language === "zh" ? "zh" : "en" });
  };
  for (const { login } of members) add(login.email, login.name, login.language ?? account.language);
  if (billing !== null) add(billing.email, billing.fullName, account.language);
  return [...found.values()];
}
