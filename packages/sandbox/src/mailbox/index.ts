import { buffer } from "node:stream/consumers";
import type { FastifyInstance } from "fastify";
import { SMTPServer } from "smtp-server";
import { listenError } from "../sandbox-error.ts";
import { bounceOf } from "./bounce.ts";
import { passOn, sendReport } from "./send-report.ts";
import { MailStore } from "./mail-store.ts";
import { registerMailboxPages } from "./mailbox-pages.ts";
import { type MailMessage, parseMessage } from "./message.ts";

export { SandboxError } from "../sandbox-error.ts";
export { passOn } from "./send-report.ts";
export type { MailAttachment, MailMessage } from "./message.ts";

export interface MailboxOptions {
  /** TCP port on 127.0.0.1; free choice without it. */
  readonly smtpPort?: number;
  /** Folder that keeps the mails across restarts; in memory without it. */
  readonly storeDir?: string;
  /** Failure reports to an address of this domain go to its mail server on 127.0.0.1, besides being kept. */
  readonly bounces?: { readonly domain: string; readonly port: number };
  /** Mails to this address, or to it with a tag (`name+tag@…`), go to its mail server on 127.0.0.1, besides being kept. */
  readonly requests?: { readonly address: string; readonly port: number };
}

/** What happens to mail for a recipient. */
export interface RecipientRule {
  /** An address, or `@domain` for all of a domain. */
  readonly recipient: string;
  /** `refuse`: 550 at once. `defer`: 450, try again. `bounce`: accepted, then a failure report to the sender. */
  readonly action: "refuse" | "defer" | "bounce";
  /** How many more mails it concerns; all of them without it. */
  readonly count?: number;
}

export interface Mailbox {
  readonly smtpPort: number;
  /** For nodemailer and others, e.g. `smtp://127.0.0.1:2525`. */
  readonly smtpUrl: string;
  /** Every mail, oldest first. */
  messages(filter?: { readonly to?: string; readonly subject?: string }): MailMessage[];
  /** The first mail, already here or yet to come, that satisfies `predicate`; rejects after `timeoutMillis` (10 s). */
  waitFor(predicate: (message: MailMessage) => boolean, timeoutMillis?: number): Promise<MailMessage>;
  rules(): readonly RecipientRule[];
  addRule(rule: RecipientRule): void;
  clearRules(): void;
  /** Removes all mails; rules stay. */
  clear(): void;
  /** Adds `/mailbox` to a web server. */
  mount(app: FastifyInstance): void;
  close(): Promise<void>;
}

const REPORT_AFTER_MS = 50;
const MAX_MAIL_BYTES = 25 * 1024 * 1024;

const refusal = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

/** Whether an address is another one, or that one with a tag. */
const isTagged = (address: string, plain: string): boolean => {
  const [name = "", domain = ""] = plain.split("@");
  return address === plain || (address.startsWith(`${name}+`) && address.endsWith(`@${domain}`));
};

/**
 * A real SMTP server for every address, on the loopback interface only.
 * @throws SandboxError `port_taken`, `unwritable_folder`
 */
export async function startMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const store = new MailStore(options.storeDir);
  await store.load();
  let rules: RecipientRule[] = [];
  const listeners = new Set<(message: MailMessage) => void>();

  const ruleFor = (
    address: string,
    actions: readonly RecipientRule["action"][],
  ): RecipientRule["action"] | undefined => {
    const found = rules.find(
      (rule) =>
        actions.includes(rule.action) &&
        (rule.recipient.startsWith("@")
          ? address.endsWith(rule.recipient.toLowerCase())
          : address === rule.recipient.toLowerCase()),
    );
    if (found?.count !== undefined) {
      const left = found.count - 1;
      rules =
        left > 0
          ? rules.map((rule) => (rule === found ? { ...rule, count: left } : rule))
          : rules.filter((rule) => rule !== found);
    }
    return found?.action;
  };

  const keep = async (source: Buffer, from: string, recipients: readonly string[]): Promise<void> => {
    const envelope = { from, recipients, receivedAt: new Date().toISOString() };
    const message = store.add(await parseMessage(source, envelope), source);
    for (const listener of listeners) listener(message);
  };

  const accept = async (source: Buffer, from: string, recipients: readonly string[]): Promise<void> => {
    const bounced = recipients.filter((address) => ruleFor(address, ["bounce"]) !== undefined);
    const reached = recipients.filter((address) => !bounced.includes(address));
    const { requests } = options;
    const passed =
      requests === undefined ? [] : reached.filter((address) => isTagged(address, requests.address));
    // First, so that whoever sends hears when it was not taken.
    if (requests !== undefined && passed.length > 0)
      await passOn({ source, from, to: passed }, requests.port);
    if (reached.length > 0) await keep(source, from, reached);
    // A report about a report would go on for ever: bounces have an empty sender.
    if (bounced.length > 0 && from !== "") {
      const report = bounceOf(source, from, bounced);
      await keep(report, "", [from.toLowerCase()]);
      if (options.bounces !== undefined && from.toLowerCase().endsWith(`@${options.bounces.domain}`))
        // Later, as the world does it: the sender has its answer by then.
        setTimeout(() => void sendReport(report, from, options.bounces?.port ?? 0), REPORT_AFTER_MS);
    }
  };

  const server = new SMTPServer({
    banner: "Tenure sandbox mailbox",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    logger: false,
    onRcptTo(address, _session, callback) {
      const action = ruleFor(address.address.toLowerCase(), ["refuse", "defer"]);
      if (action === "refuse") callback(refusal(550, "No such mailbox here"));
      else if (action === "defer") callback(refusal(450, "Mailbox busy, try again later"));
      else callback();
    },
    onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom === false ? "" : mailFrom.address;
      buffer(stream)
        .then((source) => {
          if (stream.sizeExceeded)
            throw refusal(552, `Mails have at most ${MAX_MAIL_BYTES / 1024 / 1024} MB here`);
          return accept(
            source,
            from,
            rcptTo.map((recipient) => recipient.address.toLowerCase()),
          );
        })
        .then(
          () => callback(null, "Message accepted"),
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
        );
    },
  });

  const smtpPort = await new Promise<number>((resolve, reject) => {
    server.once("error", (error: unknown) =>
      reject(listenError("the mailbox (SMTP)", options.smtpPort ?? 0, error)),
    );
    const net = server.listen(options.smtpPort ?? 0, "127.0.0.1", () => {
      const address = net.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  // A client that resets its connection is its own affair.
  server.on("error", () => {});

  const mailbox: Mailbox = {
    smtpPort,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    messages(filter = {}) {
      const to = filter.to?.toLowerCase();
      return store
        .all()
        .filter((message) => to === undefined || message.recipients.includes(to))
        .filter((message) => filter.subject === undefined || message.subject.includes(filter.subject));
    },
    waitFor(predicate, timeoutMillis = 10_000) {
      const here = store.all().find(predicate);
      if (here !== undefined) return Promise.resolve(here);
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(listener);
          settle();
        };
        const listener = (message: MailMessage) => {
          if (predicate(message)) end(() => resolve(message));
        };
        const timer = setTimeout(() => {
          const subjects = store
            .all()
            .map((message) => `${message.recipients.join(",")}: ${message.subject}`);
          end(() =>
            reject(
              new Error(
                `No such mail within ${timeoutMillis} ms. Here are: ${subjects.join("; ") || "none"}`,
              ),
            ),
          );
        }, timeoutMillis);
        listeners.add(listener);
      });
    },
    rules: () => rules,
    addRule(rule) {
      rules = [...rules, rule];
    },
    clearRules() {
      rules = [];
    },
    clear: () => store.clear(),
    mount: (app) => registerMailboxPages(app, mailbox, (id) => store.get(id)),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mailbox;
}
