import { createConnection } from "node:net";
import { createInterface } from "node:readline";
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

/** Where the sandbox takes mails by SMTP, as its start page says. */
async function smtpPort(): Promise<number> {
  const page = await (await fetch(sandboxUrl())).text();
  const port = /smtp:\/\/127\.0\.0\.1:(\d+)/.exec(page)?.[1];
  if (port === undefined) throw new Error("the sandbox does not say where it takes mails");
  return Number(port);
}

/** Writes a mail, line by line as RFC 5321 wants it, and hears that it was taken. */
export async function writeMail(mail: {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly lines: readonly string[];
}): Promise<void> {
  const socket = createConnection({ host: "127.0.0.1", port: await smtpPort() });
  const answers = createInterface(socket)[Symbol.asyncIterator]();
  const heard = async (code: string) => {
    for (;;) {
      const { value, done } = await answers.next();
      if (done === true || !value.startsWith(code)) throw new Error(`the mail server said ${String(value)}`);
      if (value[3] !== "-") return;
    }
  };
  const say = async (line: string, code: string) => {
    socket.write(`${line}\r\n`);
    await heard(code);
  };
  await heard("220");
  await say("EHLO journey.example", "250");
  await say(`MAIL FROM:<${mail.from}>`, "250");
  await say(`RCPT TO:<${mail.to}>`, "250");
  await say("DATA", "354");
  const head = [
    `From: ${mail.from}`,
    `To: ${mail.to}`,
    `Subject: ${mail.subject}`,
    `Message-ID: <${crypto.randomUUID()}@journey.example>`,
  ];
  await say([...head, "", ...mail.lines, "."].join("\r\n"), "250");
  await say("QUIT", "221");
  socket.destroy();
}
