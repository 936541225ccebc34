import {
  type DisputeState,
  followDispute,
  frozenTotal,
  NO_DISPUTE,
  paymentDisputes,
} from "@tenure/core/disputes";
import { isCurrency } from "@tenure/core/money";
import { z } from "zod";
import { type Acting, plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { bookStep } from "../disputes/book.ts";
import { disputedOrder } from "../disputes/disputed-order.ts";
import {
  columnsOf,
  disputeWordSchema,
  type DisputeWordJson,
  standingIn,
  wordIn,
} from "../disputes/standing.ts";
import { tellOfDispute } from "../disputes/tell.ts";
import { restoreReferralReward, revokeReferralReward } from "../referrals/order-changed.ts";
import type { Services } from "../runtime/services.ts";
import { type Handled, problemOf } from "./handled.ts";
import type { ProviderDispute } from "./provider.ts";

/**
 * Follows what the provider shows of a payment's disputes (R2.8, R3.8, C4.10): money and fee, frozen credits, a plan that is
 * shut, a loss. Each of the provider's transactions is booked once, and an older word changes nothing.
 */
const recordDisputes = plainCommand({
  name: "payments.record_dispute",
  input: z.strictObject({ paymentId: z.uuid(), disputes: z.array(disputeWordSchema).min(1).max(100) }),
  async apply(acting, { paymentId, disputes }) {
    const { tx, outbox } = acting;
    const payment = await tx.payment.findUniqueOrThrow({
      where: { id: paymentId },
      include: { order: { select: { number: true } } },
    });
    const unreadable: string[] = [];
    for (const word of disputes) if (!(await follow(acting, payment, word))) unreadable.push(word.disputeId);
    const rows = await tx.paymentDispute.findMany({ where: { paymentId }, orderBy: { id: "asc" } });
    const { state } = paymentDisputes(
      rows.map((row) => ({ state: row.state as DisputeState, withdrawnNanos: row.withdrawnNanos })),
      currencyOf(payment.currency),
    );
    await tx.payment.update({ where: { id: paymentId }, data: { disputeState: state } });
    if (payment.disputeState !== state)
      await (state === "lost" ? revokeReferralReward : restoreReferralReward)(
        { tx, outbox },
        payment.orderId,
      );
    return {
      answer: { paymentId, state, unreadable },
      target: { kind: "payment", id: paymentId },
      before: { disputeState: payment.disputeState },
      after: {
        disputeState: state,
        disputes: rows.map((row) => ({
          disputeId: row.providerDisputeId,
          state: row.state,
          withdrawnNanos: row.withdrawnNanos.toString(),
          frozenNanos: frozenTotal({
            paidNanos: row.frozenNanos,
            bonusNanos: row.frozenBonusNanos,
          }).toString(),
          debtNanos: (row.debtNanos ?? 0n).toString(),
        })),
      },
    };
  },
});

/** Follows one dispute. @returns false where a transaction of it cannot be booked */
async function follow(
  acting: Acting,
  payment: {
    readonly id: string;
    readonly accountId: string;
    readonly orderId: string;
    readonly provider: string;
    readonly providerPaymentId: string;
    readonly currency: string;
    readonly order: { readonly number: string };
  },
  word: DisputeWordJson,
): Promise<boolean> {
  const { tx, now } = acting;
  const currency = currencyOf(payment.currency);
  const { order } = payment;
  const key = { provider: payment.provider, providerDisputeId: word.disputeId };
  const known = await tx.paymentDispute.findUnique({ where: { provider_providerDisputeId: key } });
  const facts = await disputedOrder(acting, payment.id, known);
  const before = known === null ? NO_DISPUTE : standingIn(known);
  const followed = followDispute(before, wordIn(word), facts);
  if (followed === null) return false;
  const { standing, steps } = followed;
  if (known !== null && steps.length === 0 && standing.state === before.state) {
    await tx.paymentDispute.update({ where: { id: known.id }, data: shownOf(word) });
    return true;
  }
  const row =
    known ??
    (await tx.paymentDispute.create({
      data: {
        id: newId(),
        ...key,
        accountId: payment.accountId,
        orderId: payment.orderId,
        paymentId: payment.id,
        ...shownOf(word),
        state: "inquiry",
        transactions: [],
        currency,
        holds: facts.holds,
        paidBy: facts.paidBy,
        openedAt: new Date(word.openedAt),
      },
    }));
  // What it holds is known when something of it is frozen or taken for the first time.
  const holds = before.loss !== null || before.planShut || before.frozenNanos > 0n ? row.holds : facts.holds;
  for (const step of steps) await bookStep(acting, { ...row, order, holds }, currency, step);
  const isDecided = standing.state === "won" || standing.state === "lost";
  const written = await tx.paymentDispute.update({
    where: { id: row.id },
    data: {
      ...shownOf(word),
      ...columnsOf(standing),
      transactions: word.transactions,
      holds,
      paidBy: facts.paidBy,
      frozenAt: steps.some(({ kind }) => kind === "frozen") ? (row.frozenAt ?? new Date(now)) : row.frozenAt,
      decidedAt: isDecided ? (standing.state === before.state ? row.decidedAt : new Date(now)) : null,
    },
  });
  await tellOfDispute(acting, {
    row: { ...written, order },
    before: before.state,
    steps,
    currency,
    providerPaymentId: payment.providerPaymentId,
  });
  return true;
}

/** What is shown of a dispute and moves nothing. */
const shownOf = (word: DisputeWordJson) => ({
  providerStatus: word.status,
  reason: word.reason,
  amountMinor: BigInt(word.amountMinor),
  amountCurrency: word.currency,
  evidenceDueAt: word.evidenceDueAt === null ? null : new Date(word.evidenceDueAt),
});

function currencyOf(code: string) {
  if (!isCurrency(code)) throw new RangeError(`not an accepted currency: ${code.slice(0, 8)}`);
  return code;
}

const toJson = (dispute: ProviderDispute): DisputeWordJson => ({
  disputeId: dispute.disputeId,
  status: dispute.status,
  reason: dispute.reason.slice(0, 120),
  amountMinor: dispute.amountMinor.toString(),
  currency: dispute.currency,
  transactions: dispute.transactions.map((each) => ({
    ...each,
    amountMinor: each.amountMinor.toString(),
    feeMinor: each.feeMinor.toString(),
  })),
  openedAt: dispute.openedAt.toISOString(),
  evidenceDueAt: dispute.evidenceDueAt?.toISOString() ?? null,
});

/** How often a dispute is read again when it changed while it was written down. */
const READINGS = 5;

/**
 * Writes down every dispute of the payment that one is about. Read, written, and read again until both agree: two workers with
 * two notifications may have read it at different times, and the one with the older reading may write last.
 */
export async function recordDispute(services: Services, disputeId: string): Promise<Handled> {
  const { stripe } = services.payments;
  let read = await stripe.readDispute(disputeId);
  const { paymentId } = read;
  const payment =
    paymentId === null
      ? null
      : await services.db.within(PLATFORM, (tx) =>
          tx.payment.findUnique({
            where: { provider_providerPaymentId: { provider: "stripe", providerPaymentId: paymentId } },
          }),
        );
  if (payment === null) return problemOf(disputeId, "a dispute of a payment that is none of ours");
  for (let reading = 1; reading <= READINGS; reading += 1) {
    const disputes = read.disputes.map(toJson);
    const { answer } = await services.runner.run(
      recordDisputes,
      { paymentId: payment.id, disputes },
      systemContext("payments.apply_event", payment.accountId, newId()),
    );
    const [unreadable] = answer.unreadable;
    if (unreadable !== undefined)
      return problemOf(
        unreadable,
        "a dispute's transaction in a currency that we cannot book",
        "provider_event_problem",
        payment.accountId,
      );
    read = await stripe.readDispute(disputeId);
    if (JSON.stringify(read.disputes.map(toJson)) === JSON.stringify(disputes)) return { state: "applied" };
  }
  throw new Error(`dispute ${disputeId} changes faster than it can be written down`);
}
