import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderError } from "../sandbox-error.ts";
import { type Envelope, type MailMessage, parseMessage } from "./message.ts";

interface StoredEnvelope extends Envelope {
  readonly timesReceived: number;
}

/** The accepted mails, in memory and, with a folder, as `.eml` files beside their envelopes. */
export class MailStore {
  readonly #dir: string | undefined;
  readonly #byId = new Map<string, MailMessage>();

  constructor(dir: string | undefined) {
    this.#dir = dir;
    if (dir === undefined) return;
    try {
      mkdirSync(dir, { recursive: true });
    } catch (error) {
      throw folderError(dir, error);
    }
  }

  /** Reads what an earlier process kept. */
  async load(): Promise<void> {
    if (this.#dir === undefined) return;
    const found: MailMessage[] = [];
    for (const name of readdirSync(this.#dir).filter((file) => file.endsWith(".json"))) {
      // Only this class writes these files.
      const envelope: StoredEnvelope = JSON.parse(readFileSync(join(this.#dir, name), "utf8"));
      const source = readFileSync(join(this.#dir, name.replace(/\.json$/, ".eml")));
      found.push({ ...(await parseMessage(source, envelope)), timesReceived: envelope.timesReceived });
    }
    found.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
    for (const message of found) this.#byId.set(message.id, message);
  }

  /** Oldest first. */
  all(): MailMessage[] {
    return [...this.#byId.values()];
  }

  get(id: string): MailMessage | undefined {
    return this.#byId.get(id);
  }

  /**
   * Keeps a mail. One with a Message-ID already here is the same mail handed in again: the sender derives the
   * Message-ID from what the mail is about, so after a crash between "accepted" and "noted" he may send again
   * and the reader still sees one mail, as real mail stores do.
   */
  add(message: MailMessage, source: Buffer): MailMessage {
    const before = this.#byId.get(message.id);
    const kept: MailMessage =
      before === undefined
        ? message
        : {
            ...before,
            recipients: [...new Set([...before.recipients, ...message.recipients])],
            timesReceived: before.timesReceived + 1,
          };
    this.#byId.set(kept.id, kept);
    if (this.#dir !== undefined) {
      if (before === undefined) writeFileSync(join(this.#dir, `${kept.id}.eml`), source);
      const envelope: StoredEnvelope = {
        from: kept.envelopeFrom,
        recipients: kept.recipients,
        receivedAt: kept.receivedAt,
        timesReceived: kept.timesReceived,
      };
      // Written beside and renamed: a killed process leaves the old envelope or the new one.
      const path = join(this.#dir, `${kept.id}.json`);
      writeFileSync(`${path}.new`, JSON.stringify(envelope));
      renameSync(`${path}.new`, path);
    }
    return kept;
  }

  clear(): void {
    if (this.#dir !== undefined) {
      for (const id of this.#byId.keys()) {
        rmSync(join(this.#dir, `${id}.json`), { force: true });
        rmSync(join(this.#dir, `${id}.eml`), { force: true });
      }
    }
    this.#byId.clear();
  }
}
