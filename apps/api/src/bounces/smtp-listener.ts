import { SMTPServer } from "smtp-server";
import { noticeOfReturnPath } from "../notices/return-path.ts";
import type { Log } from "../log/log.ts";
import { MAX_REPORT_BYTES } from "./delivery-status.ts";
import { type BounceServices, takeReport } from "./take-report.ts";

/** A mail server that takes reports and nothing else. */
export interface BounceListener {
  readonly port: number;
  close(): Promise<void>;
}

const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

/** Starts to listen for reports: only mail to an address that we signed is let in, and it is never passed on. */
export async function startBounceListener(
  services: BounceServices & { readonly log: Pick<Log, "error"> },
  { port, host }: { readonly port: number; readonly host: string },
): Promise<BounceListener> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: MAX_REPORT_BYTES,
    maxClients: 50,
    socketTimeout: 30_000,
    closeTimeout: 2_000,
    onRcptTo({ address }, _session, done) {
      done(
        noticeOfReturnPath(address, services.env.secret) === null ? refusal(550, "No such mailbox") : null,
      );
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      let bytes = 0;
      stream.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        // Past the limit it is read on, so that the answer can be given, and forgotten.
        if (bytes <= MAX_REPORT_BYTES) chunks.push(chunk);
      });
      stream.on("end", () => {
        if (bytes > MAX_REPORT_BYTES) return done(refusal(552, "Too long for a report"));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        return void takeReport(services, Buffer.concat(chunks), recipients).then(
          () => done(null),
          (error: unknown) => {
            services.log.error({ err: error }, "a mail that came back could not be recorded");
            // The reporting server tries again.
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
