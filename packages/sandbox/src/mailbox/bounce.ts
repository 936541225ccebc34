import { createHash } from "node:crypto";

/** A delivery status notification (RFC 3464) about a mail that could not be delivered. */
export function bounceOf(source: Buffer, sender: string, recipients: readonly string[]): Buffer {
  const headers = source.toString("utf8").split(/\r?\n\r?\n/)[0] ?? "";
  // Derived from the mail, so that bouncing the same mail again is the same report.
  const digest = createHash("sha256").update(source).update(recipients.join(",")).digest("hex").slice(0, 24);
  const boundary = `bounce-${digest}`;
  const reports = recipients.map(
    (recipient) => `Final-Recipient: rfc822; ${recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n`,
  );
  return Buffer.from(
    [
      "From: Mail Delivery System <mailer-daemon@sandbox.invalid>",
      `To: ${sender}`,
      "Subject: Undelivered Mail Returned to Sender",
      `Message-ID: <${digest}@sandbox.invalid>`,
      `Date: ${new Date().toUTCString()}`,
      "Auto-Submitted: auto-replied",
      "MIME-Version: 1.0",
      `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
      "",
      `--${boundary}`,
      "Content-Type: text/plain; charset=utf-8",
      "",
      `Your message could not be delivered to: ${recipients.join(", ")}`,
      "",
      `--${boundary}`,
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; sandbox.invalid",
      "",
      reports.join("\r\n"),
      `--${boundary}`,
      "Content-Type: text/rfc822-headers",
      "",
      headers,
      "",
      `--${boundary}--`,
      "",
    ].join("\r\n"),
  );
}
