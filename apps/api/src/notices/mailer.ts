import { createTransport } from "nodemailer";

/** An e-mail as it goes out. */
export interface OutgoingMail {
  readonly messageId: string;
  /** Where it comes back to when it cannot be delivered; without it, to its sender. */
  readonly returnPath?: string | null;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  /** Where an answer goes; without it, to its sender. */
  readonly replyTo?: string | null;
  /** Message-ID of the mail that it answers. */
  readonly inReplyTo?: string | null;
  readonly attachment?: {
    readonly fileName: string;
    readonly contentType: string;
    readonly content: Buffer;
  };
}

/** How a mail server's answer reads: taken, refused for good, or not now. */
export type MailAnswer =
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly problem: string }
  | { readonly kind: "later"; readonly problem: string };

/** Hands mails to a mail server. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<MailAnswer>;
  close(): void;
}

const SECONDS = 1000;

/**
 * A mailer over SMTP. Pooled: mails of one batch share a connection.
 * @param smtpUrl `smtp://user:password@host:587` or `smtps://…`
 * @param from who it is from, such as `Tenure <billing@example.com>`; its domain is also that of the Message-IDs
 */
export function createMailer(smtpUrl: string, from: string): Mailer {
  const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  const transport = createTransport(
    {
      url: smtpUrl,
      pool: true,
      maxConnections: 3,
      connectionTimeout: 10 * SECONDS,
      greetingTimeout: 10 * SECONDS,
      socketTimeout: 30 * SECONDS,
      // A notice is text: nothing in it may make the mailer read a file or fetch an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    async send(mail) {
      const { messageId, returnPath = null, to, subject, text, html, language, attachment } = mail;
      try {
        const { rejected } = await transport.sendMail({
          // As an object, so that nothing in the address is read as a list of addresses.
          to: { name: "", address: to },
          subject,
          text,
          html,
          ...(returnPath === null ? {} : { envelope: { from: returnPath, to } }),
          messageId: `<${messageId}@${domain}>`,
          ...(mail.replyTo == null ? {} : { replyTo: { name: "", address: mail.replyTo } }),
          ...(mail.inReplyTo == null ? {} : { inReplyTo: mail.inReplyTo, references: mail.inReplyTo }),
          ...(attachment === undefined
            ? {}
            : {
                attachments: [
                  {
                    filename: attachment.fileName,
                    contentType: attachment.contentType,
                    content: attachment.content,
                  },
                ],
              }),
          headers: { "Content-Language": language, "Auto-Submitted": "auto-generated" },
        });
        return rejected.length === 0
          ? { kind: "taken" }
          : { kind: "refused", problem: "The recipient was rejected." };
      } catch (error) {
        return answerOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** RFC 5321 §4.2.1: 5yz is for good, 4yz and a server that cannot be reached are for now. */
function answerOf(error: unknown): MailAnswer {
  const problem = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  const refused = typeof responseCode === "number" ? responseCode >= 500 : code === "EENVELOPE";
  // Wrong credentials refuse us, not the mail; it waits until they are mended.
  return { kind: refused && code !== "EAUTH" ? "refused" : "later", problem };
}
