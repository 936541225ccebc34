import {
  type DistributorEvent,
  type DistributorPurchase,
  distributorNotificationSchema,
  type FollowFacts,
  readPurchase,
} from "@tenure/core/distributors";
import type { SubscriptionState } from "@tenure/core/subscriptions";
import { readAccount } from "../accounts/account-facts.ts";
import type { Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { distributorFor } from "./links.ts";

/** One purchase at one distributor. */
export interface PurchaseName {
  readonly distributor: string;
  readonly purchaseId: string;
}

/** Most notifications of one purchase that are read: monthly for eighty years. */
const MOST_EVENTS = 1000;

/** A stored notification as it was sent. */
export const eventOf = (payload: unknown): DistributorEvent =>
  distributorNotificationSchema.shape.event.parse(payload);

/** What all notifications of a purchase say together. */
export async function purchaseOf(
  tx: Tx,
  { distributor, purchaseId }: PurchaseName,
): Promise<DistributorPurchase> {
  const rows = await tx.distributorEvent.findMany({
    where: { distributorName: distributor, purchaseId, state: { not: "ignored" } },
    select: { payload: true },
    orderBy: { occurredAt: "desc" },
    take: MOST_EVENTS,
  });
  return readPurchase(rows.map(({ payload }) => eventOf(payload)));
}

/** What one account's subscription of a purchase is decided from. @throws AppError not_found where it was never theirs */
export async function followFacts({ tx, now, context }: Reading, name: PurchaseName): Promise<FollowFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  const purchase = await purchaseOf(tx, name);
  const owned = purchase.owners.findLast(({ ref }) => ref.toLowerCase() === account.id);
  if (owned === undefined) throw new AppError("not_found", "The purchase was never this account's.");
  const links = await distributorFor(tx, name.distributor, "cancel");
  const products = await tx.distributorProduct.findMany({ where: { distributorName: name.distributor } });
  const priced = await tx.planPrice.findMany({
    where: { currency: account.currency },
    select: { planId: true, interval: true },
    distinct: ["planId", "interval"],
  });
  const planOf = (productId: string) => {
    const product = products.find((each) => each.productId === productId);
    const sold = priced.some((each) => each.planId === product?.planId && each.interval === product.interval);
    if (product === undefined || !sold) return null;
    return {
      planId: product.planId,
      interval: product.interval === "year" ? ("year" as const) : ("month" as const),
    };
  };
  const subscriptions = await tx.subscription.findMany({
    where: {
      accountId: account.id,
      OR: [
        { state: { not: "ended" } },
        { distributor: name.distributor, distributorPurchaseId: name.purchaseId },
      ],
    },
  });
  const isThis = (row: { distributor: string | null; distributorPurchaseId: string | null }) =>
    row.distributor === name.distributor && row.distributorPurchaseId === name.purchaseId;
  const own = subscriptions.find(isThis);
  const other = subscriptions.find((row) => row.state !== "ended" && !isThis(row));
  return {
    now,
    currency: account.currency,
    accountState: account.state,
    distributor: links ?? { name: name.distributor, link: "" },
    ownedFrom: owned.from,
    ownedUntil: owned.until,
    periods: purchase.periods.map((period) => ({ ...period, plan: planOf(period.productId) })),
    cancelledAt: purchase.cancelledAt,
    billingIssueAt: purchase.billingIssueAt,
    expiredAt: purchase.expiredAt,
    // The CHECK constraint repeats the table's states; a test compares both.
    subscription: own === undefined ? null : { state: own.state as SubscriptionState },
    otherPlanId: other?.planId ?? null,
  };
}
