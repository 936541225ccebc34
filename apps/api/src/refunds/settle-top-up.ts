import { approveTopUpCase } from "@tenure/core/refund-cases";
import { frozenBooking, settleTopUpRefund as rule, topUpRefundFactsSchema } from "@tenure/core/refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand } from "../command/command.ts";
import { decisionBody } from "../decisions/body.ts";
import { freezeReturnedCredits } from "../disputes/freeze-returned.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { drainingRefund, freezeRefund } from "./freeze.ts";
import { orderPolicyVersion } from "./submit.ts";
import { topUpRefundFacts } from "./top-up-facts.ts";
import { returnUnused } from "./top-up-lots.ts";

const input = z.strictObject({ refundId: z.uuid(), orderId: z.uuid() });

/**
 * Freezes the amount of a submitted top-up refund once it is drained (R3.6, R3.7): what the requests in flight used is taken
 * off and returns to the wallet, the rest leaves. Refused where nothing is left to return: the caller then cancels.
 */
export const settleTopUpRefund = decisionCommand({
  name: "refunds.settle_top_up",
  input,
  rule,
  policyVersion: (reading, { orderId }) => orderPolicyVersion(reading, orderId),
  async facts(reading, { refundId, orderId }) {
    const refund = await drainingRefund(reading.tx, refundId);
    const submitted = await decisionBody(reading.tx, refund.submitDecisionId ?? "");
    const { usedNanos, openHolds } = submittedFacts(submitted);
    const concession = concessionIn(submitted);
    const at = refund.submittedAt.toISOString();
    const reservedNanos = refund.reservedNanos ?? 0n;
    return {
      ...(await topUpRefundFacts(reading, orderId, {
        refundId,
        submittedAt: at,
        usedNanos,
        reservedNanos,
        openHolds,
      })),
      ...(concession === null ? {} : { concession }),
      // The bonus went when it was submitted; what went is shown again.
      bonusLeftNanos: refund.forfeitedNanos ?? 0n,
      submitted: {
        at,
        usedNanos,
        expectedFinalNanos: refund.expectedNanos,
        floorFinalNanos: refund.floorNanos,
        reservedNanos,
      },
    };
  },
  async apply(acting, { refundId }, effects) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, decisionId } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const refund = await drainingRefund(tx, refundId);
    const { amounts } = effects;
    const booked = frozenBooking({ ...amounts, walletDebitNanos: effects.walletDebitNanos });
    const freezeJournalId = await postJournal(tx, {
      kind: "refund.frozen",
      accountId: account.id,
      currency: account.currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        debit("refund.reserved", refund.reservedNanos ?? 0n),
        debit("tax.payable", booked.taxNanos),
        credit("revenue.refund_fee", booked.feeNanos),
        credit("rounding.refund", booked.remainderNanos),
        credit("refund.in_transit", booked.inTransitNanos),
        ...(await returnUnused(acting, refund, account.currency, effects.returnedNanos)),
      ],
    });
    if (effects.returnedNanos > 0n) await freezeReturnedCredits(acting, refund.orderId);
    return freezeRefund(acting, account, refund, effects, {
      freezeJournalId,
      walletDebitNanos: effects.walletDebitNanos,
    });
  },
});

/** What a refund was submitted on: of a case, the part of its decision that is about the refund. */
const submittedFacts = ({ kind, facts }: { readonly kind: string; readonly facts: unknown }) =>
  kind === approveTopUpCase.kind
    ? approveTopUpCase.facts.parse(facts).refund
    : topUpRefundFactsSchema.parse(facts);

/** What a reviewer allowed beyond the rules when the refund was approved by case (R5.2): it holds when it settles too. */
const concessionIn = ({ kind, effects }: { readonly kind: string; readonly effects: unknown }) =>
  kind === approveTopUpCase.kind ? (approveTopUpCase.effects.parse(effects)?.concession ?? null) : null;
