import type { DecisionJson } from "@tenure/core/decision";
import type { Language } from "@tenure/core/money";
import type { Instant } from "@tenure/core/time";
import type { Recipient } from "../accounts/owner.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Env } from "../env.ts";
import type { Outbox } from "../jobs/outbox.ts";
import { writeNotice } from "../notices/queue.ts";
import type { NoticeKind, NoticeParams } from "../notices/templates/index.ts";
import { caseAddress } from "./case-address.ts";

/** What writing about a case stands on. */
export type CaseMailEnv = Pick<Env, "secret" | "refundsAddress" | "publicUrl">;

interface CaseMail<Kind extends NoticeKind> {
  readonly kind: Kind;
  readonly params: NoticeParams<Kind>;
  readonly caseId: string;
  readonly accountId: string | null;
  /** One mail per key of a case. */
  readonly key: string;
  readonly to: Recipient | null;
  readonly now: Instant;
  readonly zone: string;
  /** What the case shows as written; null where the mail says nothing that the case does not show itself. */
  readonly shown: { readonly body: string; readonly authorId: string | null } | null;
  readonly inReplyTo?: string | null;
  readonly decision?: DecisionJson;
}

/** Writes a mail about a case: answers to it come back into the case. */
export async function mailAboutCase<Kind extends NoticeKind>(
  { tx, outbox, env }: { readonly tx: Tx; readonly outbox: Outbox; readonly env: CaseMailEnv },
  mail: CaseMail<Kind>,
): Promise<void> {
  const noticeId = await writeNotice(tx, outbox, {
    kind: mail.kind,
    params: mail.params,
    dedupeKey: `refund_case:${mail.caseId}:${mail.key}`,
    accountId: mail.accountId,
    to: mail.to,
    now: mail.now,
    zone: mail.zone,
    replyTo: env.refundsAddress === null ? null : caseAddress(mail.caseId, env.refundsAddress, env.secret),
    inReplyTo: mail.inReplyTo ?? null,
    ...(mail.decision === undefined ? {} : { decision: mail.decision }),
  });
  if (mail.shown === null && noticeId === null) return;
  await tx.refundCaseMessage.createMany({
    data: {
      id: newId(),
      caseId: mail.caseId,
      direction: "out",
      authorId: mail.shown?.authorId ?? null,
      sender: "",
      // A mail of its own words is shown by its subject and can be read whole under the account's mails.
      body: mail.shown?.body ?? "",
      noticeId,
      sentAt: new Date(mail.now),
    },
  });
}

/** Whoever asked, as a recipient. */
export const requesterOf = (row: { readonly requester: string; readonly language: string }): Recipient => ({
  email: row.requester,
  name: "",
  language: languageOf(row.language),
});

/** A language that a row names. */
export const languageOf = (text: string): Language => (text === "zh" ? "zh" : "en");
