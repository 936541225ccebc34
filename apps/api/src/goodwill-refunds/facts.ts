import { type GoodwillRefundFacts, returnedMinorOf } from "@tenure/core/goodwill-refunds";
import { isCurrency } from "@tenure/core/money";
import { refundStatesUnderWay, type RefundState } from "@tenure/core/refunds";
import { readAccount } from "../accounts/account-facts.ts";
import { ownPeriods } from "../accounts/own-periods.ts";
import type { Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { disputesIn, disputesOfPayment } from "../disputes/payment-disputes.ts";
import { distributorFor } from "../distributors/links.ts";
import { AppError } from "../errors/app-error.ts";
import { owedRefunds } from "../refunds/facts.ts";

/** What is proposed, and by whom. */
export interface Proposed {
  readonly orderId: string;
  readonly amountNanos: bigint;
  readonly proposerId: string;
  /** Null while it is only proposed. */
  readonly approverId: string | null;
}

/** Everything a goodwill refund is decided from. @throws AppError not_found when the account has no such order */
export async function goodwillFacts(
  { tx, now, context }: Reading,
  { orderId, amountNanos, proposerId, approverId }: Proposed,
): Promise<GoodwillRefundFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  const order = await tx.order.findFirst({
    where: { id: orderId, accountId: account.id },
    include: {
      payments: { where: { purpose: "order" }, include: { disputes: disputesOfPayment }, take: 1 },
      refunds: { include: { legs: true } },
    },
  });
  if (order === null) throw new AppError("not_found", "No such order.");
  const [payment] = order.payments;
  const owed = await owedRefunds(tx, orderId);
  const own = await ownPeriods(tx, account.id);
  const person = async (loginId: string) => ({
    id: loginId,
    related: await isRelated(tx, account.id, loginId),
  });
  return {
    now,
    currency: isCurrency(order.currency) ? order.currency : account.currency,
    accountState: account.state,
    order: {
      id: order.id,
      number: order.number,
      state: order.state as GoodwillRefundFacts["order"]["state"],
      paidByPreviousHolder: !own.has(order.holderPeriodId),
      distributor: await distributorFor(tx, order.distributor, "refund"),
    },
    payment:
      payment === undefined
        ? null
        : {
            id: payment.id,
            provider: payment.provider === "antom" ? "antom" : "stripe",
            amountMinor: payment.amountMinor,
            taxNanos: order.taxNanos,
            ...disputesIn(payment, isCurrency(order.currency) ? order.currency : account.currency),
            minimumRefundMinor: 1n,
            returnedMinor: returnedMinorOf(
              payment.id,
              order.refunds.map(({ id, kind, state, walletDebitNanos, legs }) => ({
                owed:
                  owed.has(id) || (kind === "top_up" && state === "failed" && (walletDebitNanos ?? 0n) > 0n),
                legs,
              })),
            ),
          },
    refundUnderWay: order.refunds.some(
      ({ kind, state }) => kind !== "surplus" && refundStatesUnderWay.has(state as RefundState),
    ),
    amountNanos,
    proposer: await person(proposerId),
    approver: approverId === null ? null : await person(approverId),
  };
}

/** Whether somebody belongs to an account, or ever did. */
const isRelated = async (tx: Tx, accountId: string, loginId: string): Promise<boolean> =>
  (await tx.member.count({ where: { accountId, loginId } })) > 0;
