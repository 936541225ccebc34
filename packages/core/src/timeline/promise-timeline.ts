import type { AccountState } from "../accounts/index.ts";
import { monthOf, nextMonthStart } from "../auto-top-up/month.ts";
import { type LotKind, type Policy, type PolicyBook, SHIPPED_POLICIES } from "../policy/index.ts";
import { refundWindow } from "../refunds/index.ts";
import { startOfDay } from "../statements/local-date.ts";
import type { Instant } from "../time/index.ts";
import { promise } from "./entry.ts";
import type { TimelineEntry, TimelineFacts, TimelineOrder } from "./facts.ts";
import { INCLUSIVE_KINDS, NOT_WHILE_SUSPENDED, PROMISE_KINDS, type PromiseKind } from "./kinds.ts";
import { subscriptionPromises } from "./subscription-promises.ts";

const EXPIRY_KINDS = {
  paid: "paid_credits_expire",
  bonus: "bonus_credits_expire",
  gift: "gift_credits_expire",
  referral: "referral_credits_expire",
} as const satisfies Record<LotKind, PromiseKind>;

/**
 * Every promise that lies ahead of an account, soonest first: what closes, renews, changes, ends, expires and arrives,
 * each with its instant. At one instant they stand in the order of {@link PROMISE_KINDS}, then by amount and values,
 * so that the same facts in any order make the same list. Nothing that is over is in it: a window that closes exactly
 * now still counts, a renewal that is due exactly now does not lie ahead.
 * @param policy the version in force; orders and the subscription are judged by the version they were bought under
 * @param known where the version is found that something was bought under
 * @throws RangeError on an instant or zone that is none
 */
export function promiseTimeline(
  facts: TimelineFacts,
  policy: Policy,
  known: Pick<PolicyBook, "byVersion"> = SHIPPED_POLICIES,
): TimelineEntry[] {
  const { now, subscription } = facts;
  const boughtUnder = ({ policyVersion }: { readonly policyVersion: string }) =>
    known.byVersion(policyVersion) ?? policy;
  return [
    ...(subscription === null
      ? []
      : subscriptionPromises(subscription, facts.currency, boughtUnder(subscription))),
    ...facts.refundableOrders.flatMap((order) => windowPromise(order, now, boughtUnder(order))),
    ...expiryPromises(facts),
    ...holdPromises(facts),
    ...facts.gifts.map((gift) =>
      promise("redeem_gift_by", gift.redeemBy, gift.amountNanos, {
        plan: gift.planId,
        interval: gift.interval,
        number: gift.number,
      }),
    ),
    ...autoTopUpPromise(facts),
    ...facts.refunds.map(({ number, amountNanos, expectedAt }) =>
      promise("refund_arrives", expectedAt, amountNanos, { number }),
    ),
  ]
    .filter((entry) => liesAhead(entry, now) && holdsFor(entry, facts.accountState))
    .sort(inOrder);
}

/** Instants compare as texts: they have one form only. */
const liesAhead = ({ at, kind }: TimelineEntry, now: Instant): boolean =>
  INCLUSIVE_KINDS.has(kind) ? at >= now : at > now;

function holdsFor({ kind }: TimelineEntry, state: AccountState): boolean {
  if (state === "active") return true;
  return state === "suspended" ? !NOT_WHILE_SUSPENDED.has(kind) : kind === "refund_arrives";
}

function inOrder(a: TimelineEntry, b: TimelineEntry): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  const kinds = PROMISE_KINDS.indexOf(a.kind) - PROMISE_KINDS.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  const [amountA, amountB] = [a.amountNanos ?? 0n, b.amountNanos ?? 0n];
  if (amountA !== amountB) return amountA < amountB ? -1 : 1;
  const [keyA, keyB] = [valuesOf(a), valuesOf(b)];
  return keyA === keyB ? 0 : keyA < keyB ? -1 : 1;
}

const valuesOf = ({ params }: TimelineEntry): string =>
  Object.keys(params)
    .sort()
    .map((key) => `${key}=${params[key]}`)
    .join("\n");

function windowPromise(order: TimelineOrder, now: Instant, bought: Policy): TimelineEntry[] {
  const window = refundWindow(
    {
      requestedAt: now,
      order: { paidAt: order.paidAt, subscribedAt: order.subscribedAt, origin: order.origin },
    },
    bought,
  );
  if (window === null) return [];
  const entry = promise("refund_window_closes", window.closesAt, order.amountNanos, { number: order.number });
  return [order.kind === "top_up" ? { ...entry, clause: "R1.2" } : entry];
}

/** One entry per instant and kind of credits: who has twenty small gifts of one day reads one line. */
function expiryPromises({ lots }: TimelineFacts): TimelineEntry[] {
  const sums = new Map<string, { kind: LotKind; at: Instant; sumNanos: bigint; count: number }>();
  for (const { kind, remainingNanos, expiresAt } of lots) {
    if (expiresAt === null || remainingNanos <= 0n) continue;
    const key = `${expiresAt} ${kind}`;
    const sum = sums.get(key) ?? { kind, at: expiresAt, sumNanos: 0n, count: 0 };
    sums.set(key, { ...sum, sumNanos: sum.sumNanos + remainingNanos, count: sum.count + 1 });
  }
  return [...sums.values()].map(({ kind, at, sumNanos, count }) =>
    promise(EXPIRY_KINDS[kind], at, sumNanos, { count: String(count) }),
  );
}

/** One entry per instant: a busy account has thousands of requests in flight. */
function holdPromises({ holds }: TimelineFacts): TimelineEntry[] {
  const sums = new Map<Instant, { sumNanos: bigint; count: number }>();
  for (const { amountNanos, expiresAt } of holds) {
    const sum = sums.get(expiresAt) ?? { sumNanos: 0n, count: 0 };
    sums.set(expiresAt, { sumNanos: sum.sumNanos + amountNanos, count: sum.count + 1 });
  }
  return [...sums].map(([at, { sumNanos, count }]) =>
    promise("hold_expires", at, sumNanos, { count: String(count) }),
  );
}

/** When the monthly cap starts anew (T6.1). A month that ran ahead, in another zone, is waited for to its end. */
function autoTopUpPromise({ autoTopUp, now, zone }: TimelineFacts): TimelineEntry[] {
  if (autoTopUp === null) return [];
  const { month, monthlyCapNanos, monthChargedNanos } = autoTopUp;
  const current = monthOf(now, zone);
  const ahead = month !== null && month > current;
  const chargedNanos = month !== null && month >= current ? monthChargedNanos : 0n;
  const at = nextMonthStart(ahead ? startOfDay(month, zone) : now, zone);
  return [promise("auto_top_up_month_resets", at, monthlyCapNanos, { charged: chargedNanos.toString() })];
}
