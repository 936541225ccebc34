import type { Instant } from "../time/index.ts";
import { type DistributorEvent, instantOfMs } from "./notification.ts";

/** One period that was paid at the distributor. */
export interface PurchasePeriod {
  /** 1 for the purchase itself, 2 for the first renewal. */
  readonly number: number;
  readonly productId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** When its money went back there; null: it did not. */
  readonly refundedAt: Instant | null;
}

/** What all notifications of one purchase say together, whatever their order. */
export interface DistributorPurchase {
  /** Who it belongs to, as the distributor names it; null until somebody bought it. */
  readonly owner: string | null;
  /** Everybody it ever belonged to, with the instant from which it was another's; null: still theirs. */
  readonly owners: readonly {
    readonly ref: string;
    readonly from: Instant;
    readonly until: Instant | null;
  }[];
  /** In the order of their numbers. */
  readonly periods: readonly PurchasePeriod[];
  /** Will not renew since. */
  readonly cancelledAt: Instant | null;
  /** Could not be charged since. */
  readonly billingIssueAt: Instant | null;
  /** Over since. */
  readonly expiredAt: Instant | null;
}

/**
 * Reads a purchase from all its notifications: by the instants they carry, never by the order in which they came. The
 * same set gives the same answer, so late, repeated and reordered ones converge (T1.3).
 */
export function readPurchase(events: readonly DistributorEvent[]): DistributorPurchase {
  const once = [...new Map(events.map((event) => [event.id, event])).values()].sort(byTime);
  const periods = new Map<number, PurchasePeriod>();
  const refunds = new Map<number, Instant>();
  const owners: { ref: string; from: Instant; until: Instant | null }[] = [];
  let cancelledAt: Instant | null = null;
  let billingIssueAt: Instant | null = null;
  let expiredAt: Instant | null = null;
  const own = (ref: string, at: Instant) => {
    const last = owners.at(-1);
    if (last?.ref === ref) return;
    if (last !== undefined) last.until = at;
    owners.push({ ref, from: at, until: null });
  };
  for (const event of once) {
    const at = instantOfMs(event.event_timestamp_ms);
    switch (event.type) {
      case "INITIAL_PURCHASE":
      case "RENEWAL":
        // Who it belongs to is said by the first and by a transfer; a renewal of an unknown purchase says it as well.
        if (owners.length === 0) own(event.app_user_id, instantOfMs(event.purchased_at_ms));
        periods.set(event.renewal_number + 1, {
          number: event.renewal_number + 1,
          productId: event.product_id,
          startsAt: instantOfMs(event.purchased_at_ms),
          endsAt: instantOfMs(event.expiration_at_ms),
          refundedAt: null,
        });
        cancelledAt = null;
        billingIssueAt = null;
        expiredAt = null;
        break;
      case "CANCELLATION":
        cancelledAt = at;
        break;
      case "UNCANCELLATION":
        cancelledAt = null;
        break;
      case "BILLING_ISSUE":
        billingIssueAt = at;
        break;
      case "EXPIRATION":
        expiredAt = instantOfMs(event.expiration_at_ms);
        break;
      case "REFUND":
        refunds.set(event.renewal_number + 1, at);
        break;
      case "TRANSFER": {
        const [from = ""] = event.transferred_from;
        const [to = ""] = event.transferred_to;
        if (owners.length === 0) own(from, at);
        own(to, at);
        break;
      }
      case "PRODUCT_CHANGE":
        // Announces what the next period brings; that period says it itself.
        break;
    }
  }
  const inOrder = [...periods.values()].sort((a, b) => a.number - b.number);
  return {
    owner: owners.at(-1)?.ref ?? null,
    owners,
    periods: inOrder.map((each, index) => ({
      ...each,
      // An upgrade in the middle ends the period before it: two never serve at once.
      endsAt: earlier(each.endsAt, laterThan(inOrder[index + 1]?.startsAt, each.startsAt)),
      refundedAt: refunds.get(each.number) ?? null,
    })),
    cancelledAt,
    billingIssueAt,
    expiredAt,
  };
}

/** By the instant they tell of; at the same instant by id, so that the order is one order. */
const byTime = (a: DistributorEvent, b: DistributorEvent): number =>
  a.event_timestamp_ms - b.event_timestamp_ms || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const laterThan = (instant: Instant | undefined, floor: Instant): Instant | null =>
  instant === undefined || instant <= floor ? null : instant;

const earlier = (instant: Instant, other: Instant | null): Instant =>
  other !== null && other < instant ? other : instant;
