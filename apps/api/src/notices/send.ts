import { type Database, PLATFORM } from "../db/database.ts";
import { NO_PROBE, type Probe } from "../command/probe.ts";
import type { Env } from "../env.ts";
import { openAlert } from "../payments/alerts.ts";
import { invoicePdf } from "../invoices/pdf.ts";
import { issuedIn } from "../invoices/show.ts";
import type { Mailer } from "./mailer.ts";
import { returnPathOf } from "./return-path.ts";
import { isSecret } from "./templates/index.ts";

/** What sending stands on. */
export interface NoticeServices {
  readonly db: Database;
  readonly mailer: Mailer;
  /** Without it mails come back to their sender, unread. */
  readonly env?: Pick<Env, "secret" | "bounceDomain">;
  readonly probe?: Probe;
}

/**
 * The job notices.send: hands one notice to the mail server. At least once, always under the same Message-ID: a crash
 * between the server's answer and our own record sends it again, and the receiving side sees the same message.
 * @throws Error when the server said "not now" or was not there; the queue tries again later
 */
export async function sendNotice(
  { db, mailer, env, probe = NO_PROBE }: NoticeServices,
  { noticeId }: { noticeId: string },
): Promise<void> {
  const notice = await db.within(PLATFORM, (tx) => tx.notice.findUnique({ where: { id: noticeId } }));
  if (notice === null || notice.state !== "queued") return;
  await probe.reach("notices.send:before_send");
  const attachment = notice.invoiceId === null ? null : await documentOf(db, notice.invoiceId);
  const answer = await mailer.send({
    messageId: notice.messageId,
    returnPath: env?.bounceDomain == null ? null : returnPathOf(notice.id, env.secret, env.bounceDomain),
    to: notice.recipient,
    subject: notice.subject,
    text: notice.text,
    html: notice.html,
    language: notice.language,
    replyTo: notice.replyTo,
    inReplyTo: notice.inReplyTo,
    ...(attachment === null ? {} : { attachment }),
  });
  await probe.reach("notices.send:after_send");
  const forgotten = isSecret(notice.kind) && answer.kind !== "later" ? { text: "", html: "" } : {};
  await db.within(PLATFORM, async (tx) => {
    const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT tenure_now(${notice.accountId}::uuid) AS now`;
    await tx.notice.updateMany({
      where: { id: noticeId, state: "queued" },
      data: {
        attempts: { increment: 1 },
        ...forgotten,
        ...(answer.kind === "taken" ? { state: "sent", sentAt: clock?.now ?? null, problem: null } : {}),
        ...(answer.kind === "refused" ? { state: "failed", problem: answer.problem } : {}),
        ...(answer.kind === "later" ? { problem: answer.problem } : {}),
      },
    });
    if (answer.kind === "refused")
      await openAlert(tx, "notice_failed", noticeId, noticeId, notice.accountId, {
        kind: notice.kind,
        problem: answer.problem,
      });
  });
  if (answer.kind === "later") throw new Error(`the mail server did not take it now: ${answer.problem}`);
}

/** The document of a notice as a file; always the same bytes, so that a mail sent twice is the same mail. */
async function documentOf(db: Database, invoiceId: string) {
  const row = await db.within(PLATFORM, (tx) => tx.invoice.findUniqueOrThrow({ where: { id: invoiceId } }));
  return {
    fileName: `${row.number}.pdf`,
    contentType: "application/pdf",
    content: await invoicePdf(issuedIn(row), row.digest),
  };
}
