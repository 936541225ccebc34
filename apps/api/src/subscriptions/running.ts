import type { SubscriptionState } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** The subscription that runs, with its newest term. */
export interface RunningSubscription {
  readonly id: string;
  readonly planId: string;
  readonly state: SubscriptionState;
  /** Cancelled, and not taken back: it ends after the term of that number; when it was said. */
  readonly lastTermNumber: number | null;
  readonly canceledAt: string | null;
  /** The account's zone when it was bought. */
  readonly timeZone: string;
  /** Every term of it was given by somebody: nothing renews, and nothing is ever charged for it (R2.7). */
  readonly gift: boolean;
  /** The newest term that was paid for by its holder: what it renews as, whatever gifts follow. Null for a gift. */
  readonly paid: { readonly termId: string; readonly orderId: string; readonly planPriceId: string } | null;
  /** Number of its newest term, whether that one runs or was given up: the next one is one more. */
  readonly newestNumber: number;
  readonly term: {
    readonly id: string;
    readonly orderId: string;
    /** 1 for the first. */
    readonly number: number;
    /** Where its calendar hangs (T2.3). */
    readonly anchorAt: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly includedNanos: bigint;
    /** What an upgrade credited to it (T1.4). */
    readonly creditedNanos: bigint;
    readonly usedNanos: bigint;
  } | null;
}

/** The account's subscription that has not ended, or null: then the account is on Free. */
export async function runningSubscription(tx: Tx, accountId: string): Promise<RunningSubscription | null> {
  const row = await tx.subscription.findFirst({
    where: { accountId, state: { not: "ended" } },
    // A term that was given up or gave way to an upgrade has ended, whatever its number (decision 0013).
    include: { terms: { where: { endedAt: null }, orderBy: { number: "desc" }, take: 1 } },
  });
  if (row === null) return null;
  const term = row.terms[0];
  const paid = await tx.term.findFirst({
    where: { subscriptionId: row.id, endedAt: null, order: { gift: false } },
    orderBy: { number: "desc" },
    select: { id: true, orderId: true, planPriceId: true },
  });
  const { _max } = await tx.term.aggregate({ where: { subscriptionId: row.id }, _max: { number: true } });
  return {
    id: row.id,
    planId: row.planId,
    // The CHECK constraint repeats the table's states; a test compares both.
    state: row.state as SubscriptionState,
    lastTermNumber: row.lastTermNumber,
    canceledAt: row.canceledAt?.toISOString() ?? null,
    timeZone: row.timeZone,
    newestNumber: _max.number ?? 0,
    gift: paid === null,
    paid: paid && { termId: paid.id, orderId: paid.orderId, planPriceId: paid.planPriceId },
    term: term === undefined ? null : shownTerm(term),
  };
}

const shownTerm = (
  term: Awaited<ReturnType<Tx["term"]["findUniqueOrThrow"]>>,
): NonNullable<RunningSubscription["term"]> => ({
  id: term.id,
  orderId: term.orderId,
  number: term.number,
  anchorAt: term.anchorAt.toISOString(),
  startsAt: term.startsAt.toISOString(),
  endsAt: term.endsAt.toISOString(),
  includedNanos: term.includedNanos,
  creditedNanos: term.creditedNanos,
  usedNanos: term.usedNanos,
});

/** The term that serves at an instant; not the newest where terms of a gift follow it. Null between terms. */
export async function servingTerm(tx: Tx, subscriptionId: string, now: Instant) {
  const at = new Date(now);
  const term = await tx.term.findFirst({
    where: { subscriptionId, endedAt: null, startsAt: { lte: at }, endsAt: { gt: at } },
    orderBy: { number: "desc" },
  });
  return term && shownTerm(term);
}

/** The same where there must be one, with its term. @throws AppError not_found on Free */
export async function requireRunning(tx: Tx, accountId: string) {
  const running = await runningSubscription(tx, accountId);
  if (running?.term == null) throw new AppError("not_found", "No subscription is running.");
  return { ...running, term: running.term };
}
