import {
  type Burn,
  type HoldClosing,
  type HoldRefund,
  mergeBurns,
  sumNanos,
  termGrowth,
} from "@tenure/core/credits";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { Acting } from "../command/command.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { openLot } from "../ledger/lots.ts";
import type { Hold } from "./holds.ts";
import type { NewEvent } from "./record-events.ts";

/** Writes charged events: the rows, the ledger's movements, the terms' usage, and the end of the holds behind them. */
export async function writeCharges(
  acting: Acting,
  account: AccountFacts,
  events: readonly NewEvent[],
  holds: ReadonlyMap<string, Hold>,
): Promise<void> {
  const { tx, now, context } = acting;
  await tx.usageEvent.createMany({
    data: events.map((each) => ({
      id: each.id,
      accountId: account.id,
      apiKeyId: context.actor.kind === "api_key" ? context.actor.id : null,
      clientEventId: each.clientEventId,
      holdId: each.holdId,
      termId: each.charge.termId,
      model: each.model,
      modelPriceId: each.modelPriceId,
      batchId: acting.commandId,
      serviceTier: each.serviceTier,
      tokens: each.tokens,
      amountNanos: each.amountNanos,
      planNanos: each.planNanos,
      creditNanos: each.creditNanos,
      debtNanos: each.debtNanos,
      occurredAt: each.occurredAt,
      recordedAt: each.recordedAt,
    })),
  });
  const charges = events.map((each) => each.charge);
  await payFromLots(acting, account, "usage.burned", mergeBurns(charges.flatMap((each) => each.burns)));
  const debtNanos = sumNanos(charges.map((each) => each.debtNanos));
  await postJournal(tx, {
    kind: "usage.debt",
    accountId: account.id,
    currency: account.currency,
    effectiveAt: now,
    recordedAt: now,
    postings: [debit("wallet.debt", debtNanos), credit("revenue.usage", debtNanos)],
  });
  // What each hold's usage came to, so that no second event can claim the hold.
  for (const each of events)
    if (each.holdId !== null)
      await tx.usageHold.update({ where: { id: each.holdId }, data: { settledNanos: each.amountNanos } });
  const closings = charges.flatMap((each) => each.closing ?? []);
  for (const { termId, usedNanos } of termGrowth(charges, closings))
    await tx.term.update({ where: { id: termId }, data: { usedNanos: { increment: usedNanos } } });
  await closeHolds(acting, account, closings, holds);
}

/** Ends holds, and their terms' usage with them where a refund had counted them (`termGrowth` of closings alone). */
export async function writeClosings(
  acting: Acting,
  account: AccountFacts,
  closings: readonly HoldClosing[],
  holds: ReadonlyMap<string, Hold>,
): Promise<void> {
  for (const { termId, usedNanos } of termGrowth([], closings))
    await acting.tx.term.update({ where: { id: termId }, data: { usedNanos: { increment: usedNanos } } });
  await closeHolds(acting, account, closings, holds);
}

async function closeHolds(
  { tx, now, outbox }: Acting,
  account: AccountFacts,
  closings: readonly HoldClosing[],
  holds: ReadonlyMap<string, Hold>,
): Promise<void> {
  const draining = new Set<string>();
  for (const closing of closings) {
    const { count } = await tx.usageHold.updateMany({
      where: { id: closing.holdId, state: "open" },
      data: { state: closing.to, closedAt: new Date(now), leftPlanNanos: 0n, leftCreditNanos: 0n },
    });
    if (count !== 1)
      throw new Error(`hold ${closing.holdId} was closed meanwhile, despite the account's lock`);
    const refund: HoldRefund | null = holds.get(closing.holdId)?.refund ?? null;
    if (refund?.state === "draining") draining.add(refund.id);
    if (closing.differenceNanos > 0n)
      await openLot(tx, {
        accountId: account.id,
        kind: "paid",
        currency: account.currency,
        amountNanos: closing.differenceNanos,
        expiresAt: null,
        reason: "refund_hold_difference",
        now,
        decisionId: null,
        journalKind: "refund.hold_difference",
        from: "revenue.subscription",
      });
  }
  // The refund waits for its holds: each that ends may be the last.
  for (const refundId of [...draining].sort()) await outbox.enqueue(tx, "refunds.advance", { refundId });
}

/** Pays revenue or debt from lots, one movement per lot. */
export async function payFromLots(
  { tx, now, decisionId }: Acting,
  account: AccountFacts,
  kind: "usage.burned" | "usage.debt_repaid",
  burns: readonly Burn[],
): Promise<void> {
  for (const { lotId, amountNanos } of burns)
    await postJournal(tx, {
      kind,
      accountId: account.id,
      currency: account.currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        debit("wallet.lot", amountNanos, lotId),
        credit(kind === "usage.burned" ? "revenue.usage" : "wallet.debt", amountNanos),
      ],
    });
}
