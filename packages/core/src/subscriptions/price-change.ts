import type { Policy } from "../policy/index.ts";
import { type Instant, plusHours, toEpochMs } from "../time/index.ts";
import { termEnd, type TermPlace } from "./terms.ts";

/** The last instant at which the notice of a raise can be accepted for a renewal (T3.2); that instant is in time. */
export const noticeDeadline = (renewalAt: Instant, policy: Policy): Instant =>
  plusHours(renewalAt, -24 * policy.subscriptions.priceChangeNoticeDays);

/** The first renewals that a notice accepted at `noticeAt` is early enough for, and not before the change's own day. */
export function earliestRaiseAt(noticeAt: Instant, appliesFrom: Instant, policy: Policy): Instant {
  const covered = plusHours(noticeAt, 24 * policy.subscriptions.priceChangeNoticeDays);
  return toEpochMs(covered) > toEpochMs(appliesFrom) ? covered : appliesFrom;
}

/** A running subscription and a change of its price; where its term lies, whose end is the first renewal looked at. */
export interface PriceChangeQuestion extends TermPlace {
  readonly now: Instant;
  /** Cancelled, in whatever way: no renewal at another price is to come. */
  readonly ends: boolean;
  /** Dearer than what the subscription has. */
  readonly raise: boolean;
  readonly appliesFrom: Instant;
  /** When the mail server accepted the notice; null: none yet, so one accepted `now` is assumed. */
  readonly noticeAcceptedAt: Instant | null;
  /** When it bounced: then it is none. */
  readonly bouncedAt: Instant | null;
}

/** Where a price change first applies. */
export interface FirstRenewal {
  readonly renewalAt: Instant;
  /** The term that has the new price. */
  readonly index: number;
  /** The last instant for its notice; null where none is needed. */
  readonly noticeBy: Instant | null;
  /** Whether nothing is missing: false means that it holds only if a notice is accepted right now. */
  readonly noticed: boolean;
}

/**
 * The renewal at which a price change first applies to a subscription (T3.2), or null where it never does: what the
 * notice says, what the timeline shows, what staff sees before planning it.
 * @throws RangeError where that is more than a hundred years away, or on a calendar that is none
 */
export function priceChangeFor(question: PriceChangeQuestion, policy: Policy): FirstRenewal | null {
  if (question.ends) return null;
  const accepted = question.bouncedAt === null ? question.noticeAcceptedAt : null;
  const from = question.raise
    ? earliestRaiseAt(accepted ?? question.now, question.appliesFrom, policy)
    : question.appliesFrom;
  let { index } = question;
  let renewalAt = termEnd({ ...question.calendar, index });
  while (toEpochMs(renewalAt) < toEpochMs(from)) {
    index += 1;
    renewalAt = termEnd({ ...question.calendar, index });
  }
  return {
    renewalAt,
    index: index + 1,
    noticeBy: question.raise ? noticeDeadline(renewalAt, policy) : null,
    noticed: !question.raise || accepted !== null,
  };
}
