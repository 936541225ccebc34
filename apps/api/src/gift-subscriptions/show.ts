import type { Role } from "@tenure/core/access";
import { can } from "@tenure/core/access";
import type { GivenGift } from "@tenure/core/contract";
import { giftSubscriptionLifecycle } from "@tenure/core/gift-subscriptions";
import { actionsFor } from "@tenure/core/lifecycle";
import { isCurrency, minorToNanos, toMoney } from "@tenure/core/money";
import { type Instant, plusHours } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { planOf, stateOf } from "./row.ts";
import { giftMailKey } from "./send.ts";

type GiftRow = Awaited<ReturnType<Tx["giftSubscription"]["findUniqueOrThrow"]>>;

/** Gifts as their giver and staff see them; never the code. */
export async function showGiven(
  tx: Tx,
  rows: readonly GiftRow[],
  role: Role,
  now: Instant,
): Promise<GivenGift[]> {
  const orders = await tx.order.findMany({ where: { id: { in: rows.map((row) => row.orderId) } } });
  const prices = await tx.planPrice.findMany({ where: { id: { in: rows.map((row) => row.planPriceId) } } });
  const mails = await tx.notice.findMany({
    where: { dedupeKey: { in: rows.map((row) => giftMailKey(row.id, row.sendings)) } },
    select: { dedupeKey: true, state: true },
  });
  return rows.map((row) => {
    const order = orders.find((each) => each.id === row.orderId);
    const price = prices.find((each) => each.id === row.planPriceId);
    if (order === undefined || price === undefined) throw new Error(`gift ${row.id} without order or price`);
    const currency = isCurrency(order.currency) ? order.currency : "USD";
    const mail = mails.find((each) => each.dedupeKey === giftMailKey(row.id, row.sendings))?.state;
    const hours = policyByVersion(order.policyVersion)?.refunds.windowHours;
    const cancelUntil =
      order.paidAt === null || hours === undefined ? null : plusHours(order.paidAt.toISOString(), hours);
    const open = row.state === "offered" && row.redeemBy.toISOString() >= now;
    const takesBack = actionsFor(giftSubscriptionLifecycle, stateOf(row), role).includes("cancel");
    return {
      id: row.id,
      orderId: row.orderId,
      orderNumber: order.number,
      state: stateOf(row),
      ...planOf(price),
      terms: row.terms,
      total: toMoney(minorToNanos(order.totalMinor, currency), currency),
      recipientEmail: row.recipientEmail,
      senderName: row.senderName,
      message: row.message,
      language: row.language === "zh" ? ("zh" as const) : ("en" as const),
      deliverAt: row.deliverAt.toISOString(),
      sendings: row.sendings,
      mail: mail === "queued" || mail === "sent" || mail === "failed" ? mail : null,
      lastSentAt: row.lastSentAt?.toISOString() ?? null,
      redeemBy: row.redeemBy.toISOString(),
      createdAt: row.createdAt.toISOString(),
      redeemedAt: row.redeemedAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      cancelUntil,
      actions: [
        ...(open && can(role, "gift_subscription.send") ? (["send"] as const) : []),
        ...(open && takesBack && cancelUntil !== null && cancelUntil >= now ? (["cancel"] as const) : []),
      ],
    };
  });
}
