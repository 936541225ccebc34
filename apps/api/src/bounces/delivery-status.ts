import { simpleParser } from "mailparser";

/** What a report says of a mail that could not be delivered. */
export interface FailureReport {
  /** RFC 3463, such as `5.1.1`. */
  readonly status: string;
  /** Local part of the Message-ID of the mail that came back, where the report quotes it. */
  readonly messageId: string | null;
}

/** Reports are short: ours quotes headers, others quote the mail. What is longer is no report about a mail of ours. */
export const MAX_REPORT_BYTES = 1024 * 1024;
const MAX_FIELDS_CHARACTERS = 64 * 1024;

/**
 * Reads a delivery status notification (RFC 3464). Hostile input: whatever is malformed, too long, or no report of a
 * final failure (out of office, delayed, delivered) is none.
 */
export async function readFailureReport(source: Buffer): Promise<FailureReport | null> {
  if (source.length > MAX_REPORT_BYTES) return null;
  const mail = await simpleParser(source, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    maxHtmlLengthToParse: 0,
  }).catch(() => null);
  const type = mail?.headers.get("content-type");
  if (mail === null || !isReport(type)) return null;
  const report = mail.attachments.find(({ contentType }) => contentType === "message/delivery-status");
  if (report === undefined) return null;
  const text = report.content.subarray(0, MAX_FIELDS_CHARACTERS).toString("utf8");
  // The first block is about the message, each of the others about one recipient.
  const failed = text
    .split(/\r?\n[ \t]*\r?\n/)
    .map(fieldsOf)
    .find((fields) => fields.get("action") === "failed");
  if (failed === undefined) return null;
  const status = /^[45]\.\d{1,3}\.\d{1,3}/.exec(failed.get("status") ?? "")?.[0];
  return status === undefined ? null : { status, messageId: quotedMessageId(mail.attachments) };
}

const isReport = (type: unknown): boolean => {
  if (type === null || typeof type !== "object" || !("value" in type) || !("params" in type)) return false;
  const { value, params } = type;
  if (value !== "multipart/report" || params === null || typeof params !== "object") return false;
  return "report-type" in params && String(params["report-type"]).toLowerCase() === "delivery-status";
};

/** Fields of a block, names and values in lower case; a folded line belongs to the one before. */
function fieldsOf(block: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0)
      fields.set(
        line.slice(0, colon).trim().toLowerCase(),
        line
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return fields;
}

/** The headers of the mail that came back, whole or alone, are the last part of a report. */
function quotedMessageId(
  parts: readonly { readonly contentType: string; readonly content: Buffer }[],
): string | null {
  const quoted = parts.find(({ contentType }) =>
    ["text/rfc822-headers", "message/rfc822"].includes(contentType),
  );
  const head = quoted?.content.subarray(0, MAX_FIELDS_CHARACTERS).toString("utf8") ?? "";
  return /^message-id:\s*<([^@>\s]{1,200})@/im.exec(head)?.[1] ?? null;
}
