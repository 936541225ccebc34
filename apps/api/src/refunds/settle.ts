import { cancelGiftSubscription } from "@tenure/core/gift-subscriptions";
import { approveCase } from "@tenure/core/refund-cases";
import { earnedNanos, settleRefund as rule, subscriptionRefundFactsSchema } from "@tenure/core/refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand } from "../command/command.ts";
import { decisionBody } from "../decisions/body.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { subscriptionRefundFacts } from "./facts.ts";
import { drainingRefund, freezeRefund } from "./freeze.ts";
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
  async apply(acting, { refundId, orderId }, effects) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, decisionId } = acting;
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
    await tx.usageHold.updateMany({
      where: { id: { in: effects.countedInFull.map((hold) => hold.holdId) }, state: "open" },
      data: { countedRefundId: refundId },
    });
    return freezeRefund(acting, account, refund, effects, { freezeJournalId });
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
