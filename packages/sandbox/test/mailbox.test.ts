import { createTransport } from "nodemailer";
import { expect, it, onTestFinished } from "vitest";
import { type Mailbox, type MailboxOptions, startMailbox } from "../src/mailbox/index.ts";
import { temporaryFolder } from "./support.ts";

async function open(options: MailboxOptions = {}): Promise<Mailbox> {
  const mailbox = await startMailbox(options);
  onTestFinished(() => mailbox.close());
  return mailbox;
}

const letter = {
  from: "Tenure <no-reply@tenure.test>",
  to: "Mei <Mei@example.com>",
  subject: "退款已受理 · refund accepted",
  messageId: "<refund-1@tenure.test>",
  text: "Open http://127.0.0.1:3000/refunds/1?a=1&b=2.",
  html: '<p>您好 <a href="http://127.0.0.1:3000/refunds/1?a=1&amp;b=2">refund</a></p>',
  attachments: [{ filename: "receipt.json", content: '{"ok":true}' }],
};

it("takes mail over SMTP and reads subject, text, links and attachments", async () => {
  const mailbox = await open();
  await createTransport(mailbox.smtpUrl).sendMail({ ...letter, bcc: "audit@tenure.test" });
  const mail = await mailbox.waitFor((one) => one.recipients.includes("mei@example.com"));
  expect(mail).toMatchObject({
    messageId: "<refund-1@tenure.test>",
    subject: "退款已受理 · refund accepted",
    envelopeFrom: "no-reply@tenure.test",
    recipients: ["mei@example.com", "audit@tenure.test"],
    links: ["http://127.0.0.1:3000/refunds/1?a=1&b=2"],
    attachments: [{ name: "receipt.json", contentType: "application/json", sizeBytes: 11 }],
  });
  expect(mail.source).not.toContain("audit@tenure.test");
});

it("a mail handed in twice is one mail", async () => {
  const mailbox = await open();
  const transport = createTransport(mailbox.smtpUrl);
  await transport.sendMail(letter);
  await transport.sendMail(letter);
  await transport.sendMail({ ...letter, messageId: "<refund-2@tenure.test>" });
  expect(
    mailbox.messages({ to: "mei@example.com" }).map((mail) => [mail.messageId, mail.timesReceived]),
  ).toEqual([
    ["<refund-1@tenure.test>", 2],
    ["<refund-2@tenure.test>", 1],
  ]);
});

it("waits for a mail yet to come, and says what is there when it never comes", async () => {
  const mailbox = await open();
  const coming = mailbox.waitFor((mail) => mail.subject.includes("refund"));
  await createTransport(mailbox.smtpUrl).sendMail(letter);
  expect((await coming).messageId).toBe("<refund-1@tenure.test>");
  await expect(mailbox.waitFor((mail) => mail.subject === "other", 20)).rejects.toThrow(
    "mei@example.com: 退款已受理",
  );
});

it("refuses, defers and bounces as told, as often as told", async () => {
  const mailbox = await open();
  const transport = createTransport(mailbox.smtpUrl);
  mailbox.addRule({ recipient: "mei@example.com", action: "defer", count: 1 });
  await expect(transport.sendMail(letter)).rejects.toMatchObject({ responseCode: 450 });
  mailbox.addRule({ recipient: "@example.com", action: "refuse", count: 1 });
  await expect(transport.sendMail(letter)).rejects.toMatchObject({ responseCode: 550 });
  expect(mailbox.messages()).toEqual([]);
  mailbox.addRule({ recipient: "mei@example.com", action: "bounce" });
  await transport.sendMail(letter);
  const report = await mailbox.waitFor((mail) => mail.recipients.includes("no-reply@tenure.test"));
  expect(report.text).toContain("Your message could not be delivered to: mei@example.com");
  expect(mailbox.messages({ to: "mei@example.com" })).toEqual([]);
});

it("keeps mails across a restart", async () => {
  const storeDir = temporaryFolder();
  const before = await open({ storeDir });
  await createTransport(before.smtpUrl).sendMail(letter);
  await createTransport(before.smtpUrl).sendMail(letter);
  await before.close();
  const after = await open({ storeDir });
  expect(after.messages()).toMatchObject([
    { subject: letter.subject, timesReceived: 2, recipients: ["mei@example.com"] },
  ]);
  after.clear();
  expect((await open({ storeDir })).messages()).toEqual([]);
});

it("a taken SMTP port is said in one sentence", async () => {
  const { smtpPort } = await open();
  await expect(startMailbox({ smtpPort })).rejects.toMatchObject({
    code: "port_taken",
    message: `Port ${smtpPort} for the mailbox (SMTP) is already in use: stop the program that uses it, or choose another port.`,
  });
});
