import { createTransport } from "nodemailer";

/** Hands a mail on to a mail server of this machine. @throws Error when it is not taken */
export async function passOn(
  mail: { readonly source: Buffer; readonly from: string; readonly to: readonly string[] },
  port: number,
): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
  try {
    await transport.sendMail({ envelope: { from: mail.from, to: [...mail.to] }, raw: mail.source });
  } finally {
    transport.close();
  }
}

/** Hands a failure report to the mail server of its recipient, from nobody, as RFC 3464 wants it. Tried once. */
export async function sendReport(report: Buffer, to: string, port: number): Promise<void> {
  try {
    await passOn({ source: report, from: "", to: [to] }, port);
  } catch {
    // Nobody listens, or the address is none: the report stays in the mailbox, where it can be read.
  }
}
