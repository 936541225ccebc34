import { createHash } from "node:crypto";
import { type Attachment, type ParsedMail, simpleParser } from "mailparser";

/** Larger ones are refused by the door: what a request needs is text. */
export const MAX_REQUEST_BYTES = 5 * 1024 * 1024;
const MAX_TEXT = 20_000;
const MAX_HTML = 200_000;
const MAX_SUBJECT = 200;
const MAX_ATTACHMENTS = 20;

/** What a mail had with it. It is never kept or opened: only told, by what its bytes are and not by what it says. */
export interface ToldAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A request by mail, as text. */
export interface RequestMail {
  /** One per mail: digest of its Message-ID, or of the whole where it has none. */
  readonly key: string;
  /** With its brackets; null where it has none that can be answered to. */
  readonly messageId: string | null;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly ToldAttachment[];
  /** Local parts of the Message-IDs that it answers, the nearest first. */
  readonly answers: readonly string[];
}

/** A mail that nobody wrote, or that cannot be answered. */
export interface NoRequest {
  readonly ignored: "unreadable" | "automatic" | "no_sender";
}

/** Reads a mail to the refunds address. Hostile input: nothing in it is run, fetched or believed beyond being text. */
export async function readRequestMail(
  source: Buffer,
  envelopeSender: string,
): Promise<RequestMail | NoRequest> {
  const mail = await simpleParser(source, {
    skipTextToHtml: true,
    skipImageLinks: true,
    maxHtmlLengthToParse: MAX_HTML,
  }).catch(() => null);
  if (mail === null) return { ignored: "unreadable" };
  if (envelopeSender === "" || isAutomatic(mail)) return { ignored: "automatic" };
  const from = mail.from?.value[0]?.address?.trim().toLowerCase() ?? "";
  if (!/^[^\s@<>"]{1,64}@[^\s@<>"]{1,253}$/.test(from)) return { ignored: "no_sender" };
  const messageId = /^<[^<>\s]{1,300}>$/.exec(mail.messageId ?? "")?.[0] ?? null;
  return {
    key: createHash("sha256")
      .update(messageId ?? source)
      .digest("hex"),
    messageId,
    from,
    subject: plain(mail.subject ?? "")
      .replaceAll(/\s+/g, " ")
      .trim()
      .slice(0, MAX_SUBJECT),
    text: plain(mail.text ?? "")
      .trim()
      .slice(0, MAX_TEXT),
    attachments: mail.attachments.slice(0, MAX_ATTACHMENTS).map(told),
    answers: [mail.inReplyTo ?? "", ...[mail.references ?? []].flat().toReversed()].flatMap(
      (id) => /^<([^@<>\s]{1,100})@/.exec(id.trim())?.[1] ?? [],
    ),
  };
}

/** RFC 3834, and what programs say that do not know it: to answer them is how loops begin. */
function isAutomatic({ headers }: ParsedMail): boolean {
  const said = (name: string): string => {
    const value: unknown = headers.get(name);
    return typeof value === "string" ? value.trim().toLowerCase() : value === undefined ? "" : "set";
  };
  const submitted = said("auto-submitted");
  const type: unknown = headers.get("content-type");
  const isReport =
    type !== null && typeof type === "object" && "value" in type && type.value === "multipart/report";
  return (
    isReport ||
    (submitted !== "" && submitted !== "no") ||
    ["bulk", "junk", "list", "auto_reply"].includes(said("precedence")) ||
    ["list", "list-id", "x-autoreply", "x-autorespond", "x-loop"].some((name) => said(name) !== "")
  );
}

/** Text without what is invisible or turns the direction of what stands around it; line breaks stay. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, (each) =>
      each === "\n" || each === "\t" ? each : "",
    );

const SIGNATURES: readonly (readonly [string, RegExp])[] = [
  ["application/pdf", /^%PDF-/],
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["application/zip", /^PK\x03\x04/],
  ["application/x-msdownload", /^MZ/],
  ["application/x-elf", /^\x7fELF/],
  ["text/html", /^\s*<(?:!doctype html|html|script|svg)/i],
];

function told({ content, filename }: Attachment): ToldAttachment {
  const head = content.subarray(0, 512).toString("latin1");
  const name = plain(filename ?? "")
    .replaceAll(/[\\/\s]+/g, " ")
    .trim()
    .slice(0, 120);
  return {
    name: name === "" ? "–" : name,
    type: SIGNATURES.find(([, begin]) => begin.test(head))?.[0] ?? "application/octet-stream",
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
  };
}
