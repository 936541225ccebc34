import { attempt } from "@tenure/core/lifecycle";
import { cancelGiftSubscription } from "@tenure/core/gift-subscriptions";
import { approveCase } from "@tenure/core/refund-cases";
import { minorToNanos } from "@tenure/core/money";
import {
  earnedNanos,
  refundLifecycle,
  type RefundState,
  settleRefund as rule,
  subscriptionRefundFactsSchema,
} from "@tenure/core/refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { type Acting, decisionCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { decisionBody } from "../decisions/body.ts";
import { AppError } from "../errors/app-error.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { revokeReferralReward } from "../referrals/order-changed.ts";
import { subscriptionRefundFacts } from "./facts.ts";
import { orderPolicyVersion } from "./submit.ts";

const input = z.strictObject({ refundId: z.uuid(), orderId: z.uuid() });

/**
 * Freezes the amount of a submitted refund once it is drained: legs, postings and the decision that explains them
 * (R3.6, R3.7). From here the amount never changes. Refused where nothing is left to return: the caller then cancels.
 */
export const settleRefund = decisionCommand({
  name: "refunds.settle",
  input,
  rule,
  policyVersion: (reading, { orderId }) => orderPolicyVersion(reading, orderId),
  async facts(reading, { refundId, orderId }) {
    const refund = await drainingRefund(reading.tx, refundId);
    const submitted = await decisionBody(reading.tx, refund.submitDecisionId ?? "");
    const submittedFacts = submittedRefundFacts(submitted);
    const at = refund.submittedAt.toISOString();
    const concession = concessionIn(submitted);
    return {
      ...(await subscriptionRefundFacts(reading, orderId, { refundId, submittedAt: at })),
      ...(concession === null ? {} : { concession }),
      submitted: {
        at,
        usedNanos: submittedFacts.usedNanos,
        expectedFinalNanos: refund.expectedNanos,
        floorFinalNanos: refund.floorNanos,
      },
    };
  },
  async apply({ tx, now, context, decisionId, outbox }, { refundId, orderId }, effects) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    const refund = await drainingRefund(tx, refundId);
    const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
    const { amounts } = effects;
    const freezeJournalId = await postJournal(tx, {
      kind: "refund.frozen",
      accountId: account.id,
      currency: account.currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        // What the term earned is revenue now; the rest leaves, less the fee and what the minor unit cannot say.
        debit("subscription.paid", order.amountNanos),
        debit("tax.payable", amounts.taxNanos),
        credit("revenue.subscription", earnedNanos(order.amountNanos, amounts.grossNanos)),
        credit("revenue.refund_fee", amounts.feeNanos),
        credit("rounding.refund", amounts.remainderNanos),
        credit("refund.in_transit", amounts.finalNanos),
      ],
    });
    await tx.refundLeg.createMany({
      data: effects.legs.map((leg) => ({
        id: newId(),
        refundId,
        accountId: account.id,
        paymentId: leg.paymentId,
        amountMinor: leg.amountMinor,
        currency: account.currency,
      })),
    });
    const legTotalNanos = effects.legs.reduce(
      (sum, leg) => sum + minorToNanos(leg.amountMinor, account.currency),
      0n,
    );
    if (legTotalNanos !== amounts.finalNanos) throw new Error("legs do not add up to the final amount");
    await tx.usageHold.updateMany({
      where: { id: { in: effects.countedInFull.map((hold) => hold.holdId) }, state: "open" },
      data: { countedRefundId: refundId },
    });
    const move = attempt(refundLifecycle, refund.state as RefundState, "settle");
    if (!move.legal) throw new AppError("conflict", `A ${refund.state} refund cannot be settled.`);
    await tx.refund.update({
      where: { id: refundId, state: refund.state },
      data: {
        state: move.to,
        grossNanos: amounts.grossNanos,
        feeNanos: amounts.feeNanos,
        remainderNanos: amounts.remainderNanos,
        netNanos: amounts.netNanos,
        taxNanos: amounts.taxNanos,
        settleDecisionId: decisionId,
        freezeJournalId,
        settledAt: new Date(now),
      },
    });
    await revokeReferralReward({ tx, outbox }, orderId);
    await outbox.enqueue(tx, "refunds.advance", { refundId }, { startAfterSeconds: 5 });
    return {
      answer: { refundId, finalNanos: amounts.finalNanos.toString() },
      target: { kind: "refund", id: refundId },
      before: { state: refund.state },
      after: { state: move.to, finalNanos: amounts.finalNanos.toString() },
    };
  },
});

/** What a refund was submitted on: of a gift taken back and of a case, the part of its decision that is about the refund. */
function submittedRefundFacts({ kind, facts }: { readonly kind: string; readonly facts: unknown }) {
  if (kind === cancelGiftSubscription.kind) return cancelGiftSubscription.facts.parse(facts).refund;
  if (kind === approveCase.kind) return approveCase.facts.parse(facts).refund;
  return subscriptionRefundFactsSchema.parse(facts);
}

/** What a reviewer allowed beyond the rules when the refund was approved by case (R5.2): it holds when it settles too. */
const concessionIn = ({ kind, effects }: { readonly kind: string; readonly effects: unknown }) =>
  kind === approveCase.kind ? (approveCase.effects.parse(effects)?.concession ?? null) : null;

async function drainingRefund(tx: Acting["tx"], refundId: string) {
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId } });
  if (refund.state !== "draining") throw new AppError("conflict", `The refund is ${refund.state} already.`);
  return refund;
}
