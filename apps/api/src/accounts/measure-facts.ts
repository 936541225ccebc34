import { feesKept, type ViolationFacts } from "@tenure/core/accounts";
import { plusHours } from "@tenure/core/time";
import type { Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { distributorLinks } from "../distributors/links.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { isByTheRules } from "../refunds/by-the-rules.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { readAccount } from "./account-facts.ts";
import { creditsLeft, requestsInFlight } from "./credits-left.ts";

/** Refunds that may still become something else: they are decided as ever. */
export const OPEN_REFUND_STATES = ["draining", "ready", "calling", "pending", "unknown"] as const;

/** What an administrator wrote with a step against an account. */
export interface MeasureWords {
  readonly ground: ViolationFacts["ground"];
  readonly reason: string;
  readonly evidenceRefs: string[];
}

/** Everything a step against an account is decided from (T4.2). */
export async function measureFacts(
  { tx, now, policy, context }: Reading,
  { ground, reason, evidenceRefs }: MeasureWords,
): Promise<ViolationFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  return {
    now,
    currency: account.currency,
    accountState: account.state,
    ground,
    reasonGiven: reason !== "",
    evidenceRefs: [...evidenceRefs],
    ...(await requestsInFlight(tx, account.id)),
    openRefunds: await openRefunds(tx, account.id, policy.refunds.windowHours),
    subscription: await subscriptionOf(tx, account.id),
    credits: await creditsLeft(tx, account.id, now),
    // A refund of a plan takes no credits; refunds of credits will say here what they keep.
    reservedNanos: 0n,
  };
}

async function openRefunds(tx: Tx, accountId: string, usualHours: number) {
  const rows = await tx.refund.findMany({
    where: { accountId, state: { in: [...OPEN_REFUND_STATES] } },
    include: { order: { select: { paidAt: true, policyVersion: true } } },
    orderBy: { submittedAt: "asc" },
  });
  return rows.map((row) => {
    const requestedAt = row.submittedAt.toISOString();
    const hours = policyByVersion(row.order.policyVersion)?.refunds.windowHours ?? usualHours;
    return {
      id: row.id,
      number: row.number,
      amountNanos: row.netNanos ?? row.expectedNanos,
      requestedAt,
      // A second payment is returned whole, and goodwill is given, whenever: neither has a window to miss.
      windowClosesAt:
        !isByTheRules(row.kind) || row.order.paidAt === null
          ? requestedAt
          : plusHours(row.order.paidAt.toISOString(), hours),
    };
  });
}

async function subscriptionOf(tx: Tx, accountId: string): Promise<ViolationFacts["subscription"]> {
  const running = await runningSubscription(tx, accountId);
  if (running === null) return null;
  const order =
    running.term === null
      ? null
      : await tx.order.findUniqueOrThrow({
          where: { id: running.term.orderId },
          include: { refunds: { where: { kind: "subscription", state: "refunded" } } },
        });
  const links = await distributorLinks(tx, order?.distributor ?? null);
  return {
    id: running.id,
    planId: running.planId,
    state: running.state,
    paidNanos: feesKept(
      order?.amountNanos ?? 0n,
      (order?.refunds ?? []).map(({ grossNanos }) => grossNanos ?? 0n),
    ),
    distributor: links?.title ?? null,
  };
}
