/** A mail as it arrived. */
export interface IncomingMail {
  /** The raw message, RFC 5322. */
  readonly source: Buffer;
  /** Of the envelope. */
  readonly recipients: readonly string[];
  /** Of the envelope; empty for reports and the like, which nobody may answer. */
  readonly sender: string;
}

/** Addresses that belong together, and what is done with a mail to one of them. */
export interface Mailbox {
  readonly maxBytes: number;
  accepts(address: string): boolean;
  /** @throws Error where the sender should try again later */
  take(mail: IncomingMail): Promise<void>;
}
