import type { LotKind } from "@tenure/core/policy";
import type { TimelineFacts } from "@tenure/core/timeline";
import { readAccount } from "../accounts/account-facts.ts";
import { readAutoTopUp } from "../auto-top-up/row.ts";
import type { Reading } from "../command/command.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import type { Named } from "./named.ts";
import { refundableOrders, refundsUnderWay } from "./order-facts.ts";
import { timelineSubscription } from "./subscription-facts.ts";

/** Everything the promises of an account are computed from, in one transaction and with one clock reading. */
export async function timelineFacts(
  reading: Reading,
  tax: TaxCalculator,
  named: Named,
): Promise<TimelineFacts> {
  const { tx, now, context } = reading;
  const account = await readAccount(tx, context.accountId ?? "");
  const autoTopUp = await readAutoTopUp(tx, account.id);
  return {
    now,
    accountState: account.state,
    zone: account.timeZone,
    currency: account.currency,
    subscription: await timelineSubscription(reading, tax),
    refundableOrders: await refundableOrders(reading, named),
    lots: await expiringLots(reading, account.id),
    holds: await openHolds(reading, account.id),
    gifts: await giftsToRedeem(reading, account.id, named),
    autoTopUp: autoTopUp?.state === "on" ? autoTopUp : null,
    refunds: await refundsUnderWay(reading, named),
  };
}

/** Open lots that expire: what never does promises nothing. Summed by kind and instant, as they are told. */
async function expiringLots({ tx, now }: Reading, accountId: string): Promise<TimelineFacts["lots"]> {
  const rows = await tx.$queryRaw<{ kind: LotKind; remaining: string; expires_at: Date }[]>`
    SELECT l.kind, a.balance::text AS remaining, l.expires_at
      FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.account_id = ${accountId}::uuid AND l.state = 'open' AND l.expires_at > ${now}::timestamptz AND a.balance > 0`;
  return rows.map((row) => ({
    kind: row.kind,
    remainingNanos: BigInt(row.remaining),
    expiresAt: row.expires_at.toISOString(),
  }));
}

/** Promises to requests in flight, summed by the minute: a busy account has thousands, and nobody plans by the second. */
async function openHolds({ tx, now }: Reading, accountId: string): Promise<TimelineFacts["holds"]> {
  const rows = await tx.$queryRaw<{ left: string; expires_at: Date }[]>`
    SELECT sum(left_plan_nanos + left_credit_nanos)::text AS left, max(expires_at) AS expires_at
      FROM usage_hold WHERE account_id = ${accountId}::uuid AND state = 'open' AND expires_at > ${now}::timestamptz
     GROUP BY date_trunc('minute', expires_at)`;
  return rows.map((row) => ({ amountNanos: BigInt(row.left), expiresAt: row.expires_at.toISOString() }));
}

/** Gifts told; who gives more has a page for them. */
const MOST_GIFTS = 50;

/** Gifts that the account paid for and nobody redeemed yet (R2.7). */
async function giftsToRedeem(
  { tx }: Reading,
  accountId: string,
  named: Named,
): Promise<TimelineFacts["gifts"]> {
  const rows = await tx.$queryRaw<
    { id: string; number: string; plan: string; interval: string; amount: bigint; redeem_by: Date }[]
  >`
    SELECT g.id, o.number, p.plan_id AS plan, p."interval", p.amount_nanos AS amount, g.redeem_by
      FROM gift_subscription g JOIN "order" o ON o.id = g.order_id JOIN plan_price p ON p.id = g.plan_price_id
     WHERE g.account_id = ${accountId}::uuid AND g.state = 'offered' ORDER BY g.redeem_by, g.id LIMIT ${MOST_GIFTS}`;
  return rows.map((row) => {
    named.gifts.set(row.number, row.id);
    return {
      number: row.number,
      planId: row.plan,
      interval: row.interval === "year" ? "year" : "month",
      amountNanos: row.amount,
      redeemBy: row.redeem_by.toISOString(),
    };
  });
}
