import { SMTPServer } from "smtp-server";
import type { Log } from "../log/log.ts";
import type { IncomingMail, Mailbox } from "./mailbox.ts";

/** A mail server that takes what its mailboxes know, and nothing else. */
export interface MailListener {
  readonly port: number;
  close(): Promise<void>;
}

const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

/** Starts to listen: only mail to an address of a mailbox is let in, and it is never passed on. */
export async function startMailListener(
  { log }: { readonly log: Pick<Log, "error"> },
  mailboxes: readonly Mailbox[],
  { port, host }: { readonly port: number; readonly host: string },
): Promise<MailListener> {
  const largest = Math.max(0, ...mailboxes.map(({ maxBytes }) => maxBytes));
  const mailboxOf = (address: string) => mailboxes.find((each) => each.accepts(address));
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: largest,
    maxClients: 50,
    socketTimeout: 30_000,
    closeTimeout: 2_000,
    onRcptTo({ address }, _session, done) {
      done(mailboxOf(address) === undefined ? refusal(550, "No such mailbox") : null);
    },
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      const recipients = rcptTo.map(({ address }) => address);
      const taking = [...new Set(recipients.flatMap((address) => mailboxOf(address) ?? []))];
      const limit = Math.min(largest, ...taking.map(({ maxBytes }) => maxBytes));
      const chunks: Buffer[] = [];
      let bytes = 0;
      stream.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        // Past the limit it is read on, so that the answer can be given, and forgotten.
        if (bytes <= limit) chunks.push(chunk);
      });
      stream.on("end", () => {
        if (bytes > limit) return done(refusal(552, "Too long for this mailbox"));
        const mail: IncomingMail = {
          source: Buffer.concat(chunks),
          recipients,
          sender: mailFrom === false ? "" : mailFrom.address,
        };
        return void Promise.all(taking.map((mailbox) => mailbox.take(mail))).then(
          () => done(null),
          (error: unknown) => {
            log.error({ err: error }, "a mail that came in could not be taken");
            // The sending server tries again.
            done(refusal(451, "Try again later"));
          },
        );
      });
    },
  });
  // A client that cuts its connection is its own affair.
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.server.address();
  return {
    port: address !== null && typeof address === "object" ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
