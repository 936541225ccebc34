import { type CloseFacts } from "@tenure/core/accounts";
import { sumNanos } from "@tenure/core/credits";
import { decide } from "@tenure/core/decision";
import { refundCaseStatesOpen } from "@tenure/core/refund-cases";
import { subscriptionRefund } from "@tenure/core/refunds";
import { plusHours } from "@tenure/core/time";
import { readAutoTopUp } from "../auto-top-up/row.ts";
import type { Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { distributorFor } from "../distributors/links.ts";
import { lockGift } from "../gift-subscriptions/row.ts";
import { unredeemedGifts } from "../gift-subscriptions/unredeemed.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { subscriptionRefundFacts } from "../refunds/facts.ts";
import { changeUnderWay } from "../subject-changes/effect/under-way.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { readAccount } from "./account-facts.ts";
import { creditsLeft, requestsInFlight } from "./credits-left.ts";
import { OPEN_REFUND_STATES } from "./measure-facts.ts";

/** What was confirmed, and in which words. */
export interface Confirming {
  readonly language: "en" | "zh";
  readonly confirmedHash: string | null;
}

/** Everything closing an account is decided from (T1.4). */
export async function closeFacts(
  reading: Reading,
  step: "review" | "close",
  { language, confirmedHash }: Confirming,
): Promise<CloseFacts> {
  const { tx, now, context } = reading;
  const account = await readAccount(tx, context.accountId ?? "");
  const running = await runningSubscription(tx, account.id);
  const autoTopUp = await readAutoTopUp(tx, account.id);
  // Whoever redeems one meanwhile is decided before or after, never in between: locked first, then read.
  if (step === "close")
    for (const { giftId } of await unredeemedGifts(tx, account.id)) await lockGift(tx, giftId);
  const gifts = await unredeemedGifts(tx, account.id);
  const checkout = await tx.order.aggregate({
    where: { accountId: account.id, state: "pending" },
    _max: { expiresAt: true },
  });
  return {
    now,
    currency: account.currency,
    step,
    accountState: account.state,
    credits: await creditsLeft(tx, account.id, now),
    refundable: await refundable(reading, account.id, gifts),
    debtNanos: await debt(tx, account.id),
    ...(await requestsInFlight(tx, account.id)),
    openRefunds: await tx.refund.count({
      where: { accountId: account.id, state: { in: [...OPEN_REFUND_STATES] } },
    }),
    openCases: await tx.refundCase.count({
      where: { accountId: account.id, state: { in: [...refundCaseStatesOpen] } },
    }),
    openDisputes: await tx.payment.count({ where: { accountId: account.id, disputeState: "open" } }),
    subjectChangeOpen: (await changeUnderWay(tx, account.id)) !== null,
    autoTopUpOn: autoTopUp?.state === "on",
    checkoutOpenUntil: checkout._max.expiresAt?.toISOString() ?? null,
    subscription:
      running?.term == null
        ? null
        : {
            planId: running.planId,
            state: running.state,
            termEndsAt: running.term.endsAt,
            distributor: await distributorFor(
              tx,
              (await tx.order.findUniqueOrThrow({ where: { id: running.term.orderId } })).distributor,
              "cancel",
            ),
          },
    unredeemedGifts: {
      count: gifts.length,
      amountNanos: sumNanos(gifts.map(({ amountNanos }) => amountNanos)),
    },
    language,
    confirmedHash,
  };
}

const debt = async (tx: Tx, accountId: string): Promise<bigint> => {
  const [row] = await tx.$queryRaw<{ debt: string }[]>`
    SELECT coalesce(sum(balance), 0)::text AS debt FROM ledger_account
     WHERE account_id = ${accountId}::uuid AND code = 'wallet.debt'`;
  return BigInt(row?.debt ?? "0");
};

/**
 * Money that could still be had back: what a refund of a plan's order would return now, and what is left of credits
 * bought within their window (R1.2). `until` is when the last of it is no longer.
 */
async function refundable(
  reading: Reading,
  accountId: string,
  gifts: readonly { readonly number: string; readonly amountNanos: bigint }[],
): Promise<CloseFacts["refundable"]> {
  const { tx, now } = reading;
  const orders = await tx.order.findMany({
    where: {
      accountId,
      state: "paid",
      distributor: null,
      gift: false,
      paidAt: { gt: new Date(Date.parse(now) - 31 * 86_400_000) },
    },
  });
  const parts: bigint[] = [];
  let until = now;
  for (const order of orders) {
    const policy = policyByVersion(order.policyVersion) ?? reading.policy;
    const closesAt = plusHours(order.paidAt?.toISOString() ?? now, policy.refunds.windowHours);
    if (closesAt < now) continue;
    const left =
      order.kind === "top_up"
        ? await leftOf(tx, order.id)
        : order.kind === "subscription"
          ? (decide(
              subscriptionRefund,
              await subscriptionRefundFacts({ ...reading, policy }, order.id, null),
              policy,
            ).effects?.expected.finalNanos ?? 0n)
          : (gifts.find(({ number }) => number === order.number)?.amountNanos ?? 0n);
    if (left === 0n) continue;
    parts.push(left);
    if (closesAt > until) until = closesAt;
  }
  return parts.length === 0 ? null : { amountNanos: sumNanos(parts), until };
}

/** What is left of the paid credits of a top-up. */
async function leftOf(tx: Tx, orderId: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ left: string }[]>`
    SELECT coalesce(sum(a.balance), 0)::text AS left FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.order_id = ${orderId}::uuid AND l.kind = 'paid' AND l.state = 'open'`;
  return BigInt(row?.left ?? "0");
}
