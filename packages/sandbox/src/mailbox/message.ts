import { createHash } from "node:crypto";
import { simpleParser } from "mailparser";

/** A mail as it was accepted. */
export interface MailMessage {
  /** Stable identifier inside the mailbox, derived from the Message-ID. */
  readonly id: string;
  /** With its angle brackets; made from the content when the sender gave none. */
  readonly messageId: string;
  /** When it was accepted first, ISO-8601 UTC. */
  readonly receivedAt: string;
  /** The envelope's sender; empty for a bounce. */
  readonly envelopeFrom: string;
  /** The envelope's recipients in lower case: who really received it. */
  readonly recipients: readonly string[];
  /** The From header as written. */
  readonly from: string;
  /** The To header as written. */
  readonly to: string;
  readonly replyTo: string | null;
  readonly inReplyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** Web addresses in the mail, each once, in order: what a person would click. */
  readonly links: readonly string[];
  readonly attachments: readonly MailAttachment[];
  /** How often it was handed in; more than one for a redelivery. */
  readonly timesReceived: number;
  readonly source: string;
}

export interface MailAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly content: Buffer;
}

/** What surrounds the mail in the SMTP exchange. */
export interface Envelope {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly receivedAt: string;
}

const addressText = (value: { text: string } | { text: string }[] | undefined): string =>
  value === undefined ? "" : Array.isArray(value) ? value.map((one) => one.text).join(", ") : value.text;

function linksIn(text: string, html: string | null): string[] {
  const hrefs = [...(html ?? "").matchAll(/href\s*=\s*"([^"]+)"/gi)].map((found) =>
    (found[1] ?? "").replaceAll("&amp;", "&"),
  );
  const plain = [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map((found) =>
    found[0].replace(/[.,;:!?。，；：！？、）」]+$/u, ""),
  );
  return [...new Set([...plain, ...hrefs.filter((href) => /^https?:/.test(href))])];
}

/** Reads a mail with mailparser. */
export async function parseMessage(source: Buffer, envelope: Envelope): Promise<MailMessage> {
  const parsed = await simpleParser(source, { skipImageLinks: true });
  const messageId =
    parsed.messageId ??
    `<${createHash("sha256").update(source).digest("hex").slice(0, 32)}@without-message-id>`;
  const html = parsed.html === false ? null : parsed.html;
  const text = parsed.text ?? "";
  return {
    id: createHash("sha256").update(messageId).digest("hex").slice(0, 24),
    messageId,
    receivedAt: envelope.receivedAt,
    envelopeFrom: envelope.from,
    recipients: envelope.recipients,
    from: parsed.from?.text ?? "",
    to: addressText(parsed.to),
    replyTo: parsed.replyTo?.text ?? null,
    inReplyTo: parsed.inReplyTo ?? null,
    subject: parsed.subject ?? "",
    text,
    html,
    links: linksIn(text, html),
    attachments: parsed.attachments.map((attachment, index) => ({
      name: attachment.filename ?? `attachment-${index + 1}`,
      contentType: attachment.contentType,
      sizeBytes: attachment.size,
      content: attachment.content,
    })),
    timesReceived: 1,
    source: source.toString("utf8"),
  };
}
