import { type DisputedOrder, unusedOfPlan, withdrawnOf } from "@tenure/core/disputes";
import { isCurrency } from "@tenure/core/money";
import type { Instant } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import type { PaymentDispute } from "../generated/prisma/client.ts";
import { isStillOffered } from "../gift-subscriptions/charge-back.ts";
import { balanceOf } from "../ledger/post.ts";

/** What a disputed payment and its order are now, under the account's lock. @param row the dispute's own, where it is known */
export async function disputedOrder(
  { tx, now, context }: Acting,
  paymentId: string,
  row: PaymentDispute | null,
): Promise<DisputedOrder> {
  const account = await readAccount(tx, context.accountId ?? "");
  const payment = await tx.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { order: { include: { refunds: true } }, disputes: true },
  });
  const { order } = payment;
  const holder = await currentHolderPeriod(tx, account.id);
  const isOwn = order.holderPeriodId === holder.id;
  const currency = isCurrency(payment.currency) ? payment.currency : account.currency;
  const others = payment.disputes.filter(
    (each) => each.id !== row?.id && (each.state === "open" || each.state === "lost"),
  );
  return {
    payment: {
      currency,
      amountMinor: payment.amountMinor,
      chargeMinor: payment.chargeMinor,
      chargeCurrency: payment.chargeCurrency,
    },
    taxNanos: order.taxNanos,
    othersNanos: withdrawnOf(others),
    ...(payment.purpose === "order"
      ? await whatIsLeft(tx, order, now, row)
      : { ...NOTHING, holds: "nothing" as const }),
    // Whoever holds the account when it is lost: a handover meanwhile makes it a claim, and what was divided stays divided.
    paidBy: row !== null && row.takenNanos !== null ? paidByOf(row) : isOwn ? "current" : "previous",
    debtNanos: await balanceOf(tx, "wallet.debt", account.currency, account.id),
  };
}

const paidByOf = ({ paidBy }: { readonly paidBy: string }): DisputedOrder["paidBy"] =>
  paidBy === "previous" ? "previous" : "current";

const NOTHING = { unspentNanos: 0n, bonusGrantedNanos: 0n, bonusLeftNanos: 0n };

type Left = Pick<DisputedOrder, "holds" | "unspentNanos" | "bonusGrantedNanos" | "bonusLeftNanos">;

/** What an order is still good for. @param row a dispute of it that is known, which may have shut its plan */
export async function whatIsLeft(
  tx: Tx,
  order: {
    readonly id: string;
    readonly kind: string;
    readonly amountNanos: bigint;
    readonly bonusNanos: bigint;
    readonly refunds: readonly { readonly kind: string; readonly state: string }[];
  },
  now: Instant,
  row: PaymentDispute | null,
): Promise<Left> {
  if (order.kind === "top_up") {
    const rows = await tx.$queryRaw<{ kind: string; left: string }[]>`
      SELECT l.kind, sum(a.balance)::text AS left FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
       WHERE l.order_id = ${order.id}::uuid AND l.state = 'open' GROUP BY l.kind`;
    const of = (kind: string) => BigInt(rows.find((each) => each.kind === kind)?.left ?? 0);
    return {
      holds: "credits",
      unspentNanos: of("paid"),
      bonusGrantedNanos: order.bonusNanos,
      bonusLeftNanos: of("bonus"),
    };
  }
  const isRefunded = order.refunds.some(
    ({ kind, state }) => kind === "subscription" && state !== "failed" && state !== "canceled",
  );
  // A gift that nobody redeemed holds all of its price; redeemed, it is the recipient's.
  if (order.kind === "gift_subscription")
    return !isRefunded && (await isStillOffered(tx, order.id))
      ? { ...NOTHING, holds: "plan", unspentNanos: order.amountNanos }
      : { ...NOTHING, holds: "nothing" };
  const term = await tx.term.findFirst({
    where: {
      orderId: order.id,
      // One that a dispute shut is still that plan's when it has run out meanwhile.
      ...(row?.planShut === true
        ? {}
        : { endedAt: null, endsAt: { gt: new Date(now) }, subscription: { state: { not: "ended" } } }),
    },
    orderBy: { number: "desc" },
  });
  if (term === null || isRefunded) return { ...NOTHING, holds: "nothing" };
  return { ...NOTHING, holds: "plan", unspentNanos: unusedOfPlan(order.amountNanos, term.usedNanos) };
}
