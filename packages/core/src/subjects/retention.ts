import { type Instant, plusHours } from "../time/index.ts";

/**
 * How long what is known about a person is kept after they hold no account any more. `given`: what somebody said of
 * themselves and nobody proved. `proven`: identity and documents that the holder was verified by; laws against money
 * laundering and limitation periods ask for years, and counsel says how many (reliability.md, "Privacy").
 */
export const RETENTION = {
  given: { daysAfter: 90 },
  proven: { daysAfter: 5 * 365 },
} as const;

/** A class of them. */
export type RetentionClass = keyof typeof RETENTION;

/** Every class. */
export const retentionClasses = Object.keys(RETENTION) as readonly RetentionClass[];

/** Until when the classes of a person's data are kept, all under one key: the longest decides. */
export function keptUntil(classes: readonly RetentionClass[], heldNoneSince: Instant): Instant {
  const days = Math.max(0, ...classes.map((each) => RETENTION[each].daysAfter));
  return plusHours(heldNoneSince, days * 24);
}

/** What is true of a person when the erasure of their data is asked for. */
export interface ErasureFacts {
  /** Accounts they hold that are neither closed nor terminated. */
  readonly heldAccounts: number;
  /** Something that needs them known: an open dispute, refund case or measure of an account they hold or held. */
  readonly legalHold: boolean;
  readonly erased: boolean;
}

/** Why it cannot be, in this order; null where it can. */
export function erasureRefusal(
  facts: ErasureFacts,
): "already_erased" | "holds_account" | "legal_hold" | null {
  if (facts.erased) return "already_erased";
  if (facts.heldAccounts > 0) return "holds_account";
  return facts.legalHold ? "legal_hold" : null;
}
