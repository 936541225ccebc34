import { attempt } from "@tenure/core/lifecycle";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import {
  finalOfFrozen,
  refundLifecycle,
  type RefundLegState,
  type RefundState,
  restoreRefund,
  walletLossNanos,
} from "@tenure/core/refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { payerOf } from "../accounts/owner.ts";
import { type Acting, decisionCommand } from "../command/command.ts";
import { freezeReturnedCredits } from "../disputes/freeze-returned.ts";
import { AppError } from "../errors/app-error.ts";
import { hasCreditNote, issueInvoice } from "../invoices/issue.ts";
import { credit, debit, postJournal, reverseJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import { closeAlert, openAlert } from "../payments/alerts.ts";
import { restoreReferralReward } from "../referrals/order-changed.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { isByTheRules } from "./by-the-rules.ts";
import { legOf } from "./record-leg.ts";
import {
  bringSubscriptionBack,
  endSubscription,
  resumedTermOf,
  subscriptionOfOrder,
} from "./subscription-back.ts";
import { giveBackTopUp } from "./top-up-lots.ts";

const input = z.strictObject({
  legId: z.uuid(),
  providerRefundId: z.string().max(120).nullable(),
  /** The provider's own words (T6.2). */
  code: z.string().max(120),
  message: z.string().max(500),
});

/**
 * A leg failed at the provider, at once or as a bounce weeks after it was reported paid: restores what the refund took
 * (R6.4), or books the amount as owed. Happens once: a leg that is failed already is refused as a conflict.
 */
export const failLeg = decisionCommand({
  name: "refunds.fail_leg",
  input,
  rule: restoreRefund,
  async facts({ tx, now, context }, { legId }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const { refund, from } = await failable(tx, legId);
    const behind = refund.kind === "subscription" ? await subscriptionOfOrder(tx, refund.orderId) : null;
    const running = await runningSubscription(tx, account.id);
    const gift =
      refund.kind === "subscription"
        ? await tx.giftSubscription.findUnique({ where: { orderId: refund.orderId } })
        : null;
    return {
      now,
      currency: isCurrency(refund.currency) ? refund.currency : account.currency,
      refundId: refund.id,
      kind: kindOf(refund.kind),
      bounced: from === "refunded",
      finalNanos: finalOf(refund),
      submittedAt: refund.submittedAt.toISOString(),
      // What comes back with a gift is the time to redeem it; its payer's own plan does not matter.
      termEndsAt: behind?.term.endsAt.toISOString() ?? gift?.redeemBy.toISOString() ?? null,
      hasOtherSubscription: gift === null && (await anotherRuns(tx, running, behind)),
      accountState: account.state,
      ...(refund.kind === "top_up"
        ? { walletNanos: walletLossNanos(refund.walletDebitNanos ?? 0n, refund.forfeitedNanos ?? 0n) }
        : {}),
    };
  },
  async apply(acting, { legId, providerRefundId, code, message }, effects, decision) {
    const { tx, now, context, decisionId, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const { leg, refund, from } = await failable(tx, legId);
    const currency = isCurrency(refund.currency) ? refund.currency : account.currency;
    const head = { accountId: account.id, decisionId, effectiveAt: now, recordedAt: now };
    const bounced = refund.state === "refunded";
    if (bounced && refund.paidJournalId !== null)
      await reverseJournal(tx, refund.paidJournalId, { ...head, kind: "refund.bounced" });
    if (effects.restore === "wallet") {
      await giveBackTopUp(acting, refund, "refund.restored");
      await freezeReturnedCredits(acting, refund.orderId);
    } else if (effects.restore === "term") {
      if (refund.freezeJournalId !== null)
        await reverseJournal(tx, refund.freezeJournalId, { ...head, kind: "refund.restored" });
      await bringSubscriptionBack(acting, refund, effects.endsAt);
    } else {
      // There is no term to return to: the plan gives way to Free, as it would have had the money arrived (R6.1).
      if (!bounced && refund.kind === "subscription") await endSubscription(tx, refund, now);
      await postJournal(tx, {
        ...head,
        kind: "refund.owed",
        currency,
        postings: [
          debit("refund.in_transit", effects.amountNanos),
          credit("customer.owed", effects.amountNanos),
        ],
      });
      await openAlert(tx, "refund_owed_to_customer", refund.id, refund.number, account.id, {
        amountNanos: effects.amountNanos.toString(),
        currency,
        code,
      });
    }
    await tx.refundLeg.update({
      where: { id: legId, state: from },
      data: {
        state: "failed",
        providerRefundId: leg.providerRefundId ?? providerRefundId,
        failureCode: code,
        failureMessage: message,
      },
    });
    await tx.refund.update({
      where: { id: refund.id, state: refund.state },
      data: { state: "failed", failedAt: new Date(now), failureCode: code, failureMessage: message },
    });
    if (isByTheRules(refund.kind)) await restoreReferralReward({ tx, outbox }, refund.orderId);
    await closeAlert(tx, "refund_unknown_at_provider", refund.id, now);
    await openAlert(tx, "refund_failed", refund.id, refund.number, account.id, { code, message, bounced });
    // Owed is credited, however it will be paid out; restored is bought again, so a credit note is reversed (R3.9).
    if (effects.restore === "owed") await issueInvoice(acting, { refundId: refund.id });
    else if (await hasCreditNote(acting, refund.id))
      await issueInvoice(acting, { bouncedRefundId: refund.id });
    const order = await tx.order.findUniqueOrThrow({
      where: { id: refund.orderId },
      select: { number: true },
    });
    await queueNotice(tx, outbox, {
      kind: effects.restore === "owed" ? "refund_bounced" : "refund_failed",
      dedupeKey: `refund_failed:${refund.id}`,
      ...(await payerOf(tx, refund.orderId)),
      now,
      zone: account.timeZone,
      params: {
        refund: refund.number,
        order: order.number,
        amount: finalOf(refund).toString(),
        problem: message,
      },
      decision,
    });
    return {
      answer: { refundId: refund.id, restored: effects.restore },
      target: { kind: "refund", id: refund.id },
      before: { state: refund.state },
      after: { state: "failed", restored: effects.restore, code },
    };
  },
});

const KINDS = ["subscription", "top_up", "surplus", "goodwill", "outside"] as const;
const kindOf = (kind: string) => KINDS.find((each) => each === kind) ?? "subscription";

/** Whether something runs that the returned term would push aside: all but itself, and the term its upgrade suspended. */
async function anotherRuns(
  tx: Acting["tx"],
  running: Awaited<ReturnType<typeof runningSubscription>>,
  behind: Awaited<ReturnType<typeof subscriptionOfOrder>>,
): Promise<boolean> {
  if (running === null) {
    if (behind === null || behind.term.endedAt === null) return false;
    // Its earlier term had come back and was renewed since: the subscription went on without it, and is over.
    const { subscriptionId, number, endedAt } = behind.term;
    const later = await tx.term.count({
      where: {
        subscriptionId,
        number: { gt: number },
        order: { gift: false },
        OR: [{ endedAt: null }, { endedAt: { gt: endedAt } }],
      },
    });
    return later > 0;
  }
  if (behind === null || running.id !== behind.subscription.id) return true;
  if (running.term === null || running.term.id === behind.term.id) return false;
  return (await resumedTermOf(tx, behind.term)) !== running.term.id;
}

const finalOf = (refund: { readonly netNanos: bigint | null; readonly taxNanos: bigint | null }): bigint =>
  finalOfFrozen({ netNanos: refund.netNanos ?? 0n, taxNanos: refund.taxNanos ?? 0n });

/** The leg with its refund, where failing is a legal move. @throws AppError conflict where it is not */
async function failable(tx: Acting["tx"], legId: string) {
  const leg = await legOf(tx, legId);
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: leg.refundId }, include: { legs: true } });
  const from = leg.state as RefundLegState;
  const move = attempt(refundLifecycle, from, from === "refunded" ? "bounce" : "report_failed");
  const whole = attempt(
    refundLifecycle,
    refund.state as RefundState,
    refund.state === "refunded" ? "bounce" : "report_failed",
  );
  if (!move.legal || !whole.legal)
    throw new AppError("conflict", `A ${from} leg of a ${refund.state} refund cannot fail.`);
  // One payment pays an order (index payment_of_order), an upgrade being an order of its own: one leg is all of it.
  if (minorToNanos(leg.amountMinor, isCurrency(leg.currency) ? leg.currency : "USD") !== finalOf(refund))
    throw new Error("a refund with several legs cannot be restored as a whole");
  return { leg, refund, from };
}
