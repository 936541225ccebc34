import { isCurrency } from "@tenure/core/money";
import type { renewSubscription } from "@tenure/core/subscriptions";
import type { RunSql, Statement } from "../db/batch.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { defaultPaymentMethods } from "../payment-methods/default.ts";
import { scheduledChanges } from "../plan-changes/scheduled.ts";
import { announcedChangesOf } from "../price-changes/announced.ts";

/** What a renewal is decided from. */
export type RenewalFacts = Parameters<typeof renewSubscription.decide>[0];

/** One subscription whose term is over, with what its renewal is decided from. */
export interface DueSubscription {
  readonly subscriptionId: string;
  readonly accountId: string;
  readonly holderPeriodId: string;
  /** Whether real money moves: a live account's clock never jumps. */
  readonly livemode: boolean;
  /** The version its term was bought under; the renewal is decided by it, and keeps it. */
  readonly policyVersion: string;
  readonly facts: RenewalFacts;
}

interface Row {
  id: string;
  account_id: string;
  holder_period_id: string;
  livemode: boolean;
  now: Date;
  account_state: RenewalFacts["accountState"];
  state: RenewalFacts["subscription"]["state"];
  zone: string;
  canceled_at: Date | null;
  last_term_number: number | null;
  anchor_at: Date;
  starts_at: Date;
  ends_at: Date;
  plan_price_id: string;
  plan_id: string;
  interval: string;
  currency: string;
  amount_nanos: bigint | string;
  included_nanos: bigint | string;
  policy_version: string;
  gift: boolean;
  distributor: string | null;
  country: string | null;
  tax_id: string | null;
  number: number;
  renewal_exists: boolean;
}

const FACTS: Statement = {
  name: "renewals-facts",
  text: `
    SELECT s.id, s.account_id, s.state, s.time_zone AS zone, s.canceled_at, s.last_term_number, h.id AS holder_period_id, a.livemode,
           a.state AS account_state,
           date_trunc('milliseconds', clock_timestamp() + a.clock_offset_ms * interval '1 millisecond') AS now,
           t.anchor_at, t.starts_at, t.ends_at, w.plan_price_id, w.included_nanos, p.plan_id, p."interval", p.currency,
           p.amount_nanos, o.policy_version, o.gift, o.distributor, b.country, b.tax_id, n.number,
           EXISTS (SELECT 1 FROM renewal r WHERE r.subscription_id = s.id AND r.number = n.number) AS renewal_exists
      FROM subscription s
      JOIN account a ON a.id = s.account_id
      JOIN holder_period h ON h.account_id = a.id AND h.ended_at IS NULL
      JOIN LATERAL (SELECT * FROM term WHERE subscription_id = s.id AND ended_at IS NULL
                     ORDER BY number DESC LIMIT 1) t ON true
      JOIN LATERAL (SELECT max(number) AS number FROM term WHERE subscription_id = s.id) n ON true
      -- What it renews as is what its holder paid for last: terms of a gift after it only move the renewal (R2.7). Where
      -- all were given, the newest of them says so.
      JOIN LATERAL (SELECT f.plan_price_id, f.included_nanos, f.order_id
                      FROM term f JOIN "order" b ON b.id = f.order_id
                     WHERE f.subscription_id = s.id AND f.ended_at IS NULL
                     ORDER BY b.gift, f.number DESC LIMIT 1) w ON true
      JOIN plan_price p ON p.id = w.plan_price_id
      JOIN "order" o ON o.id = w.order_id
      LEFT JOIN billing_details b ON b.account_id = a.id
     WHERE s.id = ANY($1::uuid[])`,
};

/**
 * Reads what the renewals of many subscriptions are decided from: a fixed number of queries, however many there are.
 * The accounts are locked by whoever acts on it. A subscription that has no open term is absent.
 */
export async function readRenewalFacts(
  sql: RunSql,
  subscriptionIds: readonly string[],
  tax: TaxCalculator,
): Promise<DueSubscription[]> {
  const rows = await sql<Row>(FACTS, [subscriptionIds]);
  const cards = await defaultPaymentMethods(
    sql,
    rows.map((row) => row.holder_period_id),
  );
  // Both by subscription, read for all of them at once: a query each would cost more than deciding.
  const planChanges = await scheduledChanges(sql, subscriptionIds);
  const priceChanges = await announcedChangesOf(
    sql,
    rows.map((row) => row.id),
  );
  const rates = taxRates(tax);
  const due: DueSubscription[] = [];
  for (const row of rows)
    due.push({
      subscriptionId: row.id,
      accountId: row.account_id,
      holderPeriodId: row.holder_period_id,
      livemode: row.livemode,
      policyVersion: row.policy_version,
      facts: {
        now: row.now.toISOString(),
        currency: isCurrency(row.currency) ? row.currency : unknownCurrency(row.currency),
        country: row.country,
        accountState: row.account_state,
        subscription: {
          state: row.state,
          zone: row.zone,
          distributor: row.distributor === null ? null : { name: row.distributor, link: "" },
          gift: row.gift,
        },
        term: {
          anchor: row.anchor_at.toISOString(),
          interval: row.interval === "year" ? "year" : "month",
          startsAt: row.starts_at.toISOString(),
          endsAt: row.ends_at.toISOString(),
          price: {
            planPriceId: row.plan_price_id,
            planId: row.plan_id,
            amountNanos: BigInt(row.amount_nanos),
            includedUsageNanos: BigInt(row.included_nanos),
          },
        },
        cancelRequestedAt: row.canceled_at?.toISOString() ?? null,
        // Terms count from 1, so the newest has the number of the renewal that follows it.
        renewalsLeft: Math.max(0, (row.last_term_number ?? 0) - row.number),
        planChange: planChanges.get(row.id) ?? null,
        priceChanges: priceChanges.get(row.id) ?? [],
        taxBps: await rates(row.country, row.tax_id),
        paymentMethodId: cards.get(row.holder_period_id)?.id ?? null,
        renewalNumber: row.number,
        renewalExists: row.renewal_exists,
      },
    });
  return due;
}

/** Rates by country and tax number, each asked for once. */
function taxRates(tax: TaxCalculator): (country: string | null, taxId: string | null) => Promise<number> {
  const known = new Map<string, Promise<number>>();
  return async (country, taxId) => {
    if (country === null) return 0;
    const key = `${country} ${taxId ?? ""}`;
    const asked = known.get(key) ?? tax.rateBps({ country, taxId });
    known.set(key, asked);
    return asked;
  };
}

function unknownCurrency(currency: string): never {
  throw new Error(`a term in ${currency}, which is no currency of ours`);
}
