import {
  cashOf,
  type DisputeStep,
  earnedOfLost,
  frozenAgain,
  frozenTotal,
  givenBack,
  oursToBear,
  takenTotal,
  takeOfLots,
} from "@tenure/core/disputes";
import type { Currency } from "@tenure/core/money";
import { msBetween } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import type { Acting } from "../command/command.ts";
import type { PaymentDispute } from "../generated/prisma/client.ts";
import { cashAt, LOT_ENDS_IN } from "../ledger/chart.ts";
import { closeLot, moveLotsOfOrder } from "../ledger/lots.ts";
import { credit, debit, postJournal, type PostingDraft } from "../ledger/post.ts";
import { openAlert } from "../payments/alerts.ts";
import { headOf, lotsOfOrder, refill } from "../refunds/top-up-lots.ts";
import { endDisputedPlan, openPlan, shutPlan } from "./plan.ts";

/** The dispute whose step is booked, as it was before it. */
export type DisputeRow = PaymentDispute & { readonly order: { readonly number: string } };

/** Books one step of a dispute: its journal, and what becomes of lots and plan (docs/guides/ledger.md). */
export async function bookStep(
  acting: Acting,
  row: DisputeRow,
  currency: Currency,
  step: DisputeStep,
): Promise<void> {
  const head = headOf(acting, currency);
  const post = async (kind: string, postings: readonly PostingDraft[]): Promise<void> => {
    await postJournal(acting.tx, { ...head, kind, postings });
  };
  switch (step.kind) {
    case "withdrawn":
      return post("dispute.withdrawn", [
        debit("payment.disputed", step.amountNanos),
        debit("expense.dispute_fees", step.feeNanos),
        credit(cashAt(row.provider), cashOf(step)),
      ]);
    case "reinstated":
      return post("dispute.reinstated", [
        debit(cashAt(row.provider), cashOf(step)),
        debit("expense.dispute_fees", step.feeNanos),
        credit("payment.disputed", step.amountNanos),
      ]);
    case "frozen":
      if (row.holds !== "credits") return shutPlan(acting, row.orderId);
      return post("dispute.frozen", [
        ...(await takeFromLots(acting, row.orderId, "paid", step.paidNanos, "frozen")),
        ...(await takeFromLots(acting, row.orderId, "bonus", step.bonusNanos, "frozen")),
        credit("dispute.frozen", frozenTotal(step)),
      ]);
    case "freed":
      if (row.holds !== "credits") return openPlan(acting, row.orderId);
      return post("dispute.freed", [
        debit("dispute.frozen", frozenTotal(step)),
        ...(await giveToLots(acting, row, currency, step)),
      ]);
    case "lost":
      return lose(acting, row, step, post);
    case "restored":
      return restore(acting, row, currency, step, post);
  }
}

type Post = (kind: string, postings: readonly PostingDraft[]) => Promise<void>;

/** Takes credits out of an order's lots, the newest first; one that is empty then ends as it is told. */
export async function takeFromLots(
  { tx, now }: Acting,
  orderId: string,
  kind: "paid" | "bonus",
  amountNanos: bigint,
  endsAs: "frozen" | "refunded" | "forfeited",
): Promise<PostingDraft[]> {
  const lots = await tx.$queryRaw<{ id: string; balance: string }[]>`
    SELECT l.id, a.balance::text AS balance FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.order_id = ${orderId}::uuid AND l.kind = ${kind} AND l.state = 'open' ORDER BY l.id DESC`;
  const taken = takeOfLots(
    lots.map(({ id, balance }) => ({ id, leftNanos: BigInt(balance) })),
    amountNanos,
  );
  for (const { lotId, isEmpty } of taken) if (isEmpty) await closeLot(tx, lotId, endsAs, now);
  return taken.map(({ lotId, takenNanos }) => debit("wallet.lot", takenNanos, lotId));
}

/** Gives frozen credits back, living longer by as long as they were gone; on an account that is over they end as it did. */
async function giveToLots(
  acting: Acting,
  row: DisputeRow,
  currency: Currency,
  { paidNanos, bonusNanos }: { readonly paidNanos: bigint; readonly bonusNanos: bigint },
): Promise<PostingDraft[]> {
  const { tx, now } = acting;
  const account = await readAccount(tx, row.accountId);
  const isOver = account.state === "terminated" || account.state === "closed";
  const lots = await lotsOfOrder(tx, row.orderId);
  const awayMs = row.frozenAt === null ? 0 : msBetween(row.frozenAt.toISOString(), now);
  const postings: PostingDraft[] = [];
  for (const [kind, amountNanos] of [
    ["paid", paidNanos],
    ["bonus", bonusNanos],
  ] as const) {
    const lot = lots[kind];
    if (amountNanos === 0n) continue;
    if (lot === null) throw new Error(`frozen ${kind} credits of an order without such a lot`);
    if (isOver) {
      postings.push(credit(LOT_ENDS_IN[kind], amountNanos));
      await closeLot(tx, lot.id, "revoked", now);
      continue;
    }
    const lotId = await refill(
      acting,
      lot,
      amountNanos,
      currency,
      { number: row.order.number, orderId: row.orderId },
      awayMs,
    );
    postings.push(credit("wallet.lot", amountNanos, lotId));
  }
  return postings;
}

/** What was frozen is gone; the rest is owed, or a loss of ours (C4.10). A plan ends, and what it served is earned. */
async function lose(
  acting: Acting,
  row: DisputeRow,
  { loss, disputedNanos }: Extract<DisputeStep, { kind: "lost" }>,
  post: Post,
): Promise<void> {
  const { tx } = acting;
  const fromPlan = row.holds === "plan";
  const order = await tx.order.findUniqueOrThrow({ where: { id: row.orderId } });
  await post("dispute.lost", [
    ...(fromPlan
      ? [
          debit("subscription.paid", order.amountNanos),
          credit("revenue.subscription", earnedOfLost(order.amountNanos, loss)),
        ]
      : [debit("dispute.frozen", takenTotal(loss)), credit("revenue.bonus", loss.takenBonusNanos)]),
    debit("wallet.debt", loss.debtNanos),
    debit("expense.chargebacks", oursToBear(loss)),
    credit("payment.disputed", disputedNanos),
  ]);
  if (fromPlan) await endDisputedPlan(acting, row);
  else await moveLotsOfOrder(tx, row.orderId, "frozen", "charged_back");
}

/**
 * Takes a booked loss back, because the bank decided otherwise after all: what was taken is frozen again, the debt that is left
 * falls, what was repaid of it is the customer's. A plan that ended is not brought back: what it was still worth is owed.
 */
async function restore(
  acting: Acting,
  row: DisputeRow,
  currency: Currency,
  step: Extract<DisputeStep, { kind: "restored" }>,
  post: Post,
): Promise<void> {
  const { tx } = acting;
  const { loss, disputedNanos } = step;
  const backNanos = givenBack(step);
  const isOfCredits = row.holds === "credits";
  await post("dispute.restored", [
    debit("payment.disputed", disputedNanos),
    credit("wallet.debt", loss.debtNanos),
    credit("expense.chargebacks", oursToBear(loss)),
    debit("revenue.bonus", loss.takenBonusNanos),
    isOfCredits ? credit("dispute.frozen", frozenAgain(step)) : credit("customer.owed", backNanos),
  ]);
  if (isOfCredits) await moveLotsOfOrder(tx, row.orderId, "charged_back", "frozen");
  else if (backNanos > 0n)
    await openAlert(tx, "refund_owed_to_customer", row.id, row.order.number, row.accountId, {
      amountNanos: backNanos.toString(),
      currency,
      code: "dispute_won_late",
    });
}
