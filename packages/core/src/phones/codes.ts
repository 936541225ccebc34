import type { Policy } from "../policy/index.ts";
import { type Instant, plusMs } from "../time/index.ts";

/** What a code is for: proving that a phone is somebody's, or confirming a change of subject (C3.3). */
export const codePurposes = ["verify_phone", "subject_change"] as const;

/** See {@link codePurposes}. */
export type CodePurpose = (typeof codePurposes)[number];

/** Digits of a code. */
export const CODE_DIGITS = 6;

/** Within this time before a sending, sendings count towards its limits. */
export const COUNTED_HOURS = 24;

/** What is known when a code is asked for. Counts are of the last {@link COUNTED_HOURS}, this one left out. */
export interface SendingFacts {
  readonly now: Instant;
  /** When the last code for the same purpose went to the same number; null: none did. */
  readonly lastSentAt: Instant | null;
  /** When a code of the same person was last used up by wrong tries; null: never. */
  readonly usedUpAt: Instant | null;
  readonly toNumber: number;
  readonly byAccount: number;
  readonly byLogin: number;
}

/** Why no code is sent now. */
export type SendingRefusal = "locked" | "too_soon" | "number_limit" | "account_limit" | "login_limit";

/** Whether a code may be sent: the first reason against it, in this order; null where there is none. */
export function sendingRefusal(facts: SendingFacts, { phones }: Policy): SendingRefusal | null {
  if (facts.usedUpAt !== null && facts.now < plusMs(facts.usedUpAt, phones.lockMinutes * 60_000))
    return "locked";
  if (facts.lastSentAt !== null && facts.now < plusMs(facts.lastSentAt, phones.resendSeconds * 1000))
    return "too_soon";
  if (facts.toNumber >= phones.dailyPerNumber) return "number_limit";
  if (facts.byAccount >= phones.dailyPerAccount) return "account_limit";
  return facts.byLogin >= phones.dailyPerLogin ? "login_limit" : null;
}

/** Until when a code that is sent now can be entered; the very instant is in time. */
export const codeExpiresAt = (now: Instant, { phones }: Policy): Instant =>
  plusMs(now, phones.codeMinutes * 60_000);

/** What is known when a code is entered. */
export interface EnteredFacts {
  readonly now: Instant;
  readonly expiresAt: Instant;
  readonly isUsed: boolean;
  /** Tries so far, this one counted: it counts before it is looked at. */
  readonly tries: number;
  readonly isRight: boolean;
}

/**
 * Judges a code that was entered. `used_up`: wrong, and the last try there was. Whoever entered it hears "right", and the
 * same of everything else.
 */
export function judgeCode(
  { now, expiresAt, isUsed, tries, isRight }: EnteredFacts,
  { phones }: Policy,
): "right" | "wrong" | "used_up" | "over" {
  if (isUsed || now > expiresAt || tries > phones.codeTries) return "over";
  if (isRight) return "right";
  return tries === phones.codeTries ? "used_up" : "wrong";
}
