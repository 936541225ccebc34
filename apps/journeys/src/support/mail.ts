import { expect } from "@playwright/test";
import { sandboxUrl } from "./product.ts";

/** A mail as the mailbox holds it. */
export interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

/** Mails to an address, oldest first. */
export async function mailsTo(email: string): Promise<readonly Mail[]> {
  const response = await fetch(`${sandboxUrl()}/mailbox/api/messages?to=${encodeURIComponent(email)}`);
  if (!response.ok) throw new Error(`the mailbox answered ${response.status}`);
  const mails = (await response.json()) as Mail[];
  return mails.toReversed();
}

/** Waits for a mail whose subject matches. */
export async function mailTo(email: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        found = (await mailsTo(email)).find((mail) => subject.test(mail.subject));
        return found?.subject ?? "";
      },
      { message: `a mail to ${email} about ${subject}`, timeout: 20_000, intervals: [100, 200, 400] },
    )
    .toMatch(subject);
  if (found === undefined) throw new Error("no such mail");
  return found;
}

/** The first link of a mail. */
export function linkIn(mail: Mail): string {
  const link = /https?:\/\/\S+/.exec(mail.text)?.[0];
  if (link === undefined) throw new Error(`no link in: ${mail.text}`);
  return link;
}
