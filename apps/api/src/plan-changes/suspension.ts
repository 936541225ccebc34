import { attempt } from "@tenure/core/lifecycle";
import {
  includedLeft,
  resumedUntil,
  type SubscriptionState,
  subscriptionLifecycle,
} from "@tenure/core/subscriptions";
import { type Instant, msBetween } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/** A term that an upgrade suspends or suspended: both look as if they had ended, so that nothing runs on them. */
export async function suspendTerm(tx: Tx, termId: string, now: Instant): Promise<void> {
  await tx.term.update({
    where: { id: termId, endedAt: null },
    data: { endedAt: new Date(now), suspendedAt: new Date(now) },
  });
}

/** The upgrade's term as it is stored. */
interface UpgradeTerm {
  readonly id: string;
  readonly subscriptionId: string;
  readonly suspendsTermId: string | null;
  readonly suspendedLeftMs: bigint | null;
}

/**
 * A refunded upgrade gives the earlier term back with all the time it had left (decision 0013), and the subscription
 * goes on with it. Who had cancelled stays cancelled: the earlier term is then the last.
 * @returns whether the term was an upgrade and its earlier term runs again
 */
export async function resumeEarlier(
  tx: Tx,
  upgrade: UpgradeTerm,
  subscription: { readonly state: string; readonly stateBefore: string | null },
  now: Instant,
): Promise<boolean> {
  if (upgrade.suspendsTermId === null || upgrade.suspendedLeftMs === null) return false;
  const canceling = subscription.stateBefore === "canceling";
  const move = attempt(
    subscriptionLifecycle,
    subscription.state as SubscriptionState,
    canceling ? "give_back_canceling" : "give_back",
  );
  if (!move.legal) return false;
  await tx.term.update({ where: { id: upgrade.id }, data: { endedAt: new Date(now) } });
  const earlier = await tx.term.update({
    where: { id: upgrade.suspendsTermId },
    data: {
      endedAt: null,
      suspendedAt: null,
      endsAt: new Date(resumedUntil({ remainingMs: Number(upgrade.suspendedLeftMs) }, now)),
    },
    include: { planPrice: true },
  });
  await tx.subscription.update({
    where: { id: upgrade.subscriptionId, state: subscription.state },
    data: {
      state: move.to,
      planId: earlier.planPrice.planId,
      ...(canceling ? { lastTermNumber: earlier.number } : {}),
    },
  });
  return true;
}

/**
 * The refund of an upgrade bounced while its earlier term runs: the upgrade's term comes back, extended, and the earlier
 * one is suspended again with what is left of it (R6.4).
 */
export async function suspendAgain(
  tx: Tx,
  upgrade: {
    readonly id: string;
    readonly number: number;
    readonly subscriptionId: string;
    readonly planId: string;
  },
  earlierTermId: string,
  endsAt: Instant,
  now: Instant,
): Promise<void> {
  const earlier = await tx.term.findUniqueOrThrow({ where: { id: earlierTermId } });
  await suspendTerm(tx, earlierTermId, now);
  await tx.term.update({
    where: { id: upgrade.id },
    data: {
      endedAt: null,
      endsAt: new Date(endsAt),
      suspendedLeftMs: BigInt(Math.max(msBetween(now, earlier.endsAt.toISOString()), 1)),
      suspendedLeftNanos: includedLeft(earlier),
    },
  });
  const { lastTermNumber } = await tx.subscription.findUniqueOrThrow({
    where: { id: upgrade.subscriptionId },
    select: { lastTermNumber: true },
  });
  await tx.subscription.update({
    where: { id: upgrade.subscriptionId },
    data: { planId: upgrade.planId, ...(lastTermNumber === null ? {} : { lastTermNumber: upgrade.number }) },
  });
}
