import type { Instant } from "@tenure/core/time";
import type { Recipient } from "../accounts/owner.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Outbox } from "../jobs/outbox.ts";
import { messageIdOf } from "./message-id.ts";
import { type NoticeContent, renderNotice } from "./render.ts";
import type { NoticeKind } from "./templates/index.ts";

/** An e-mail to write, to whom and about which account. */
export interface NoticeDraft<Kind extends NoticeKind> extends NoticeContent<Kind> {
  /** One notice per key, whatever is retried. */
  readonly dedupeKey: string;
  readonly accountId: string | null;
  /** Null when the account has nobody to write to: then no notice is written. */
  readonly to: Recipient | null;
  readonly now: Instant;
  /** Where an answer goes, and the Message-ID of the mail that it answers, with its brackets. */
  readonly replyTo?: string | null;
  readonly inReplyTo?: string | null;
}

/**
 * Writes a notice and its sending job in the change's own transaction. A second one with the same key does nothing.
 * @returns its id; null where none was written
 */
export async function writeNotice<Kind extends NoticeKind>(
  tx: Tx,
  outbox: Outbox,
  draft: NoticeDraft<Kind>,
): Promise<string | null> {
  if (draft.to === null) return null;
  const id = newId();
  const { subject, text, html } = renderNotice(draft, draft.to);
  const { count } = await tx.notice.createMany({
    data: {
      id,
      accountId: draft.accountId,
      kind: draft.kind,
      dedupeKey: draft.dedupeKey,
      recipient: draft.to.email,
      language: draft.to.language,
      subject,
      text,
      html,
      messageId: messageIdOf(id),
      invoiceId: draft.invoice?.id ?? null,
      replyTo: draft.replyTo ?? null,
      inReplyTo: draft.inReplyTo ?? null,
      createdAt: new Date(draft.now),
    },
    skipDuplicates: true,
  });
  if (count === 0) return null;
  await outbox.enqueue(tx, "notices.send", { noticeId: id });
  return id;
}

/** The same, for whoever need not know its id. */
export async function queueNotice<Kind extends NoticeKind>(
  tx: Tx,
  outbox: Outbox,
  draft: NoticeDraft<Kind>,
): Promise<void> {
  await writeNotice(tx, outbox, draft);
}
