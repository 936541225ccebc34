import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll } from "vitest";

/** A mail server of a test. Addresses at refused.example are refused for good, at later.example for now. */
export interface MailServer {
  readonly url: string;
  readonly mails: {
    readonly recipients: readonly string[];
    /** Of the envelope: where the mail comes back to. */
    readonly sender: string;
    readonly parsed: ParsedMail;
    readonly raw: string;
  }[];
}

/** Starts a mail server on a free port; closed after the file. */
export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer["mails"] = [];
  const answer = (responseCode: number, message: string) =>
    Object.assign(new Error(message), { responseCode });
  const keep = async (raw: Buffer, recipients: string[], sender: string) => {
    mails.push({ recipients, sender, parsed: await simpleParser(raw), raw: raw.toString() });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo({ address }, _session, done) {
      if (address.endsWith("@refused.example")) done(answer(550, "no such mailbox"));
      else if (address.endsWith("@later.example")) done(answer(451, "try again later"));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks);
        void keep(
          raw,
          session.envelope.rcptTo.map((each) => each.address),
          session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address,
        ).finally(done);
      });
    },
  });
  // A client that is killed cuts its connection; that is its own affair.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `smtp://127.0.0.1:${address.port}`, mails };
}
