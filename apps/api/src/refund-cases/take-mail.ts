import { languageOf, parseRequest } from "@tenure/core/refund-cases";
import { systemContext } from "../command/system.ts";
import { PLATFORM, type Tx } from "../db/database.ts";
import type { IncomingMail } from "../incoming-mail/mailbox.ts";
import type { Services } from "../runtime/services.ts";
import { addCaseMessage } from "./add-message.ts";
import { caseOfAddress } from "./case-address.ts";
import { storedFields } from "./fields.ts";
import { type RequestMail, readRequestMail } from "./read-mail.ts";
import { receiveCase } from "./receive.ts";

/** What became of a mail. */
export type TakenMail =
  | { readonly outcome: "opened" | "added"; readonly caseId: string }
  | { readonly outcome: "duplicate" | "ignored"; readonly because?: string };

/** So many cases of one sender within a day are opened; what floods us beyond that helps nobody. */
const OPENED_PER_DAY = 20;

/**
 * Takes a mail that arrived at the refunds address: a new case, or a further message of one. The same mail twice is one
 * (by its Message-ID), whichever door it comes by. Who it is from is believed so far that a case of the account whose
 * owner has that address is opened: money goes to where it came from in any case, and the owner is told.
 */
export async function takeRequestMail(services: Services, mail: IncomingMail): Promise<TakenMail> {
  const { db, env, runner } = services;
  const read = await readRequestMail(mail.source, mail.sender);
  if ("ignored" in read) return { outcome: "ignored", because: read.ignored };
  if (isOurs(read.from, env)) return { outcome: "ignored", because: "own_address" };
  const known = await db.within(PLATFORM, async (tx) => ({
    taken: await tx.refundCaseMessage.findUnique({ where: { mailKey: read.key }, select: { caseId: true } }),
    thread: await threadOf(tx, read, mail.recipients, env),
    accountId: await accountOfOwner(tx, read.from),
    opened: await tx.refundCase.count({
      where: { requester: read.from, receivedAt: { gte: new Date(Date.now() - 86_400_000) } },
    }),
  }));
  if (known.taken !== null) return { outcome: "duplicate" };
  const { key, attachments } = read;
  if (known.thread !== null) {
    await runner.run(
      addCaseMessage,
      {
        caseId: known.thread.id,
        sender: read.from,
        text: read.text === "" ? "–" : read.text,
        mail: { key, attachments },
      },
      systemContext("refund_cases.mail", known.thread.accountId, key),
    );
    return { outcome: "added", caseId: known.thread.id };
  }
  if (known.opened >= OPENED_PER_DAY) return { outcome: "ignored", because: "flood" };
  const { answer } = await runner.run(
    receiveCase(env),
    {
      channel: "email",
      requester: read.from,
      language: languageOf(`${read.subject}\n${read.text}`),
      subject: read.subject,
      text: read.text,
      fields: storedFields(parseRequest(read.text)),
      orderId: null,
      mail: { key, messageId: read.messageId, attachments },
    },
    systemContext("refund_cases.mail", known.accountId, key),
  );
  return { outcome: "opened", caseId: answer.caseId };
}

/** Our own mails come back from nobody; one that claims to be from us is a loop or a lie. */
const isOurs = (from: string, env: Services["env"]): boolean =>
  from === env.refundsAddress ||
  env.mailFrom.toLowerCase().includes(`${from}>`) ||
  env.mailFrom.toLowerCase() === from;

/**
 * The case a mail belongs to: by the signed address it was sent to; else, from the very address that asked, by the mail
 * of ours that it answers or the number in its subject.
 */
async function threadOf(
  tx: Tx,
  read: RequestMail,
  recipients: readonly string[],
  env: Services["env"],
): Promise<{ id: string; accountId: string | null } | null> {
  const select = { id: true, accountId: true } as const;
  for (const address of recipients) {
    const id = env.refundsAddress === null ? null : caseOfAddress(address, env.refundsAddress, env.secret);
    const found = id === null ? null : await tx.refundCase.findUnique({ where: { id }, select });
    if (found !== null) return found;
  }
  const notices = await tx.notice.findMany({
    where: { messageId: { in: read.answers.slice(0, 20) } },
    select: { id: true },
  });
  const answered = await tx.refundCaseMessage.findFirst({
    where: { noticeId: { in: notices.map(({ id }) => id) }, case: { requester: read.from } },
    select: { case: { select } },
  });
  if (answered !== null) return answered.case;
  const number = /\bCASE-\d{4}-\d{5,}\b/i.exec(read.subject)?.[0].toUpperCase();
  if (number === undefined) return null;
  return tx.refundCase.findFirst({ where: { number, requester: read.from }, select });
}

/** The account that an address owns; null where it owns none, or several. */
async function accountOfOwner(tx: Tx, email: string): Promise<string | null> {
  const owned = await tx.member.findMany({
    where: { role: "owner", endedAt: null, login: { email, emailVerified: true } },
    select: { accountId: true },
    take: 2,
  });
  return owned.length === 1 ? (owned[0]?.accountId ?? null) : null;
}
