import type { Policy } from "@tenure/core/policy";
import { placeOfTerm, priceChangeFor } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import type { PriceKey } from "../catalog/price-in-force.ts";
import type { Tx } from "../db/database.ts";

/** How a price change meets a subscription that has the price. */
export const AFFECTED_KINDS = ["renewing", "ending", "by_distributor", "gift"] as const;
/** See {@link AFFECTED_KINDS}. */
export type AffectedKind = (typeof AFFECTED_KINDS)[number];

/** A change, planned or only looked at. */
export interface LookedAt extends PriceKey {
  /** Versions before it are replaced. */
  readonly version: number;
  readonly amountNanos: bigint;
  readonly appliesFrom: Instant;
}

/** A subscription that has a price which changes. */
export interface Affected {
  readonly subscriptionId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly kind: AffectedKind;
  /** Dearer than what this subscription has: others are not told, and need no notice. */
  readonly raise: boolean;
  readonly amountNanos: bigint;
  /** The first renewal at the new price, were a notice accepted now; null where there is none. */
  readonly firstRenewalAt: Instant | null;
  /** A renewal on or after the change's day keeps the old price, since no notice can be old enough for it. */
  readonly tooSoon: boolean;
}

interface Row {
  id: string;
  account_id: string;
  account_name: string;
  state: string;
  zone: string;
  canceled: boolean;
  anchor_at: Date;
  ends_at: Date;
  amount_nanos: bigint;
  gift: boolean;
  distributor: string | null;
  now: Date;
}

/**
 * Subscriptions that renew as a version that a change replaces, in the order of their ids. Each is judged by
 * its account's own clock.
 * @param after the subscription that the page before ended with
 */
export async function affectedPage(
  tx: Tx,
  change: LookedAt,
  policy: Policy,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Affected[]> {
  const { planId, interval, currency, version } = change;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT s.id, s.account_id, a.name AS account_name, s.state, s.time_zone AS zone, s.canceled_at IS NOT NULL AS canceled,
           t.anchor_at, t.ends_at, p.amount_nanos, o.gift, o.distributor,
           date_trunc('milliseconds', clock_timestamp() + a.clock_offset_ms * interval '1 millisecond') AS now
      FROM subscription s
      JOIN account a ON a.id = s.account_id
      JOIN LATERAL (SELECT * FROM term WHERE subscription_id = s.id AND ended_at IS NULL
                     ORDER BY number DESC LIMIT 1) t ON true
      -- What its holder paid for last; terms of a gift only move the renewal, and nothing renews where all were given (R2.7).
      JOIN LATERAL (SELECT f.plan_price_id, f.order_id FROM term f JOIN "order" b ON b.id = f.order_id
                     WHERE f.subscription_id = s.id AND f.ended_at IS NULL
                     ORDER BY b.gift, f.number DESC LIMIT 1) w ON true
      JOIN plan_price p ON p.id = w.plan_price_id
      JOIN "order" o ON o.id = w.order_id
     WHERE s.plan_id = ${planId} AND s.state NOT IN ('ended', 'incomplete')
       AND p.plan_id = ${planId} AND p."interval" = ${interval} AND p.currency = ${currency} AND p.version < ${version}
       AND (${after}::uuid IS NULL OR s.id > ${after}::uuid)
     ORDER BY s.id LIMIT ${limit}`;
  return rows.map((row) => toAffected(row, change, policy));
}

function toAffected(row: Row, change: LookedAt, policy: Policy): Affected {
  const raise = change.amountNanos > row.amount_nanos;
  const kind = kindOf(row);
  const first = (withNotice: boolean) => firstRenewal(row, change, raise && withNotice, policy);
  const noticed = kind === "renewing" ? first(true) : null;
  return {
    subscriptionId: row.id,
    accountId: row.account_id,
    accountName: row.account_name,
    kind,
    raise,
    amountNanos: row.amount_nanos,
    firstRenewalAt: noticed,
    tooSoon: noticed !== null && raise && first(false) !== noticed,
  };
}

const kindOf = (row: Row): AffectedKind => {
  if (row.distributor !== null) return "by_distributor";
  if (row.gift) return "gift";
  return row.state === "canceling" || row.canceled ? "ending" : "renewing";
};

function firstRenewal(row: Row, change: LookedAt, raise: boolean, policy: Policy): Instant | null {
  const interval = change.interval === "year" ? ("year" as const) : ("month" as const);
  const question = {
    ...placeOfTerm(
      { anchor: row.anchor_at.toISOString(), zone: row.zone, interval },
      row.ends_at.toISOString(),
    ),
    now: row.now.toISOString(),
    ends: false,
    raise,
    appliesFrom: change.appliesFrom,
    noticeAcceptedAt: null,
    bouncedAt: null,
  };
  return priceChangeFor(question, policy)?.renewalAt ?? null;
}

/** How many subscriptions a change concerns, by how it meets them. */
export interface AffectedCounts {
  readonly renewing: number;
  readonly tooSoon: number;
  readonly ending: number;
  readonly byDistributor: number;
  readonly gifts: number;
}

/** Rows per query while counting. */
const PAGE = 1000;

/** Counts them all, page by page. */
export async function countAffected(tx: Tx, change: LookedAt, policy: Policy): Promise<AffectedCounts> {
  const counts = { renewing: 0, tooSoon: 0, ending: 0, byDistributor: 0, gifts: 0 };
  for (let after: string | null = null; ; ) {
    const page: Affected[] = await affectedPage(tx, change, policy, { after, limit: PAGE });
    for (const { kind, tooSoon } of page) {
      if (kind === "renewing") counts.renewing += 1;
      if (kind === "ending") counts.ending += 1;
      if (kind === "by_distributor") counts.byDistributor += 1;
      if (kind === "gift") counts.gifts += 1;
      if (tooSoon) counts.tooSoon += 1;
    }
    after = page.at(-1)?.subscriptionId ?? null;
    if (page.length < PAGE) return counts;
  }
}
