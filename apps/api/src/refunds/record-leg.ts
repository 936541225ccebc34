import { attempt } from "@tenure/core/lifecycle";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import {
  refundLifecycle,
  type RefundLegState,
  type RefundState,
  refundStateOfLegs,
} from "@tenure/core/refunds";
import { msBetween } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { payerOf } from "../accounts/owner.ts";
import { type Acting, plainCommand } from "../command/command.ts";
import { tellIfRefundedToo } from "../disputes/tell.ts";
import { AppError } from "../errors/app-error.ts";
import { issueInvoice } from "../invoices/issue.ts";
import { cashAt } from "../ledger/chart.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { decisionBody } from "../decisions/body.ts";
import { queueNotice } from "../notices/queue.ts";
import { closeAlert, openAlert } from "../payments/alerts.ts";
import { endSubscription } from "./subscription-back.ts";

const input = z.strictObject({
  legId: z.uuid(),
  report: z.enum(["calling", "pending", "unknown", "refunded"]),
  providerRefundId: z.string().max(120).nullable(),
  message: z.string().max(500).nullable(),
});

const ACTIONS = {
  calling: "call",
  pending: "report_pending",
  unknown: "report_unknown",
  refunded: "report_paid",
} as const;

/**
 * The one reducer of what is known about a leg at the provider, whether it came as an answer, a notification or from
 * looking it up. Order and repetition do not matter: a report that the lifecycle does not allow changes nothing. A
 * failed leg restores things and has a command of its own (fail-leg.ts).
 */
export const recordLeg = plainCommand({
  name: "refunds.record_leg",
  input,
  async apply(acting, { legId, report, providerRefundId, message }) {
    const { tx, now } = acting;
    const leg = await legOf(tx, legId);
    const from = leg.state as RefundLegState;
    const move = attempt(refundLifecycle, from, ACTIONS[report]);
    const to = move.legal ? (move.to as RefundLegState) : from;
    const calls = report === "calling" && move.legal;
    await tx.refundLeg.update({
      where: { id: legId, state: from },
      data: {
        state: to,
        providerRefundId: leg.providerRefundId ?? providerRefundId,
        failureMessage: to === "unknown" ? message : null,
        ...(calls ? { attempts: { increment: 1 }, firstCalledAt: leg.firstCalledAt ?? new Date(now) } : {}),
      },
    });
    if (to === "unknown") await tellIfUnknownForLong(acting, leg);
    else if (to === "pending" || to === "refunded")
      await closeAlert(tx, "refund_unknown_at_provider", leg.refundId, now);
    const state = await carryToRefund(acting, leg.refundId);
    return {
      answer: { legId, state: to, refundState: state, moved: move.legal && from !== to },
      target: { kind: "refund_leg", id: legId },
      before: { state: from },
      after: { state: to, providerRefundId: leg.providerRefundId ?? providerRefundId },
    };
  },
});

/** A leg by its id. @throws AppError not_found */
export async function legOf(tx: Acting["tx"], legId: string) {
  const leg = await tx.refundLeg.findUnique({ where: { id: legId } });
  if (leg === null) throw new AppError("not_found", "No such refund leg.");
  return leg;
}

/** Minutes after the first call until a person hears that nobody knows what became of it. */
const UNKNOWN_FOR_LONG_MINUTES = 15;

/** A look-up that keeps failing is shown to a person; it goes on all the same, and closes the alert when it succeeds. */
async function tellIfUnknownForLong(
  { tx, now }: Acting,
  leg: Awaited<ReturnType<typeof legOf>>,
): Promise<void> {
  const waitedMs = leg.firstCalledAt === null ? 0 : msBetween(leg.firstCalledAt.toISOString(), now);
  if (waitedMs < UNKNOWN_FOR_LONG_MINUTES * 60_000) return;
  await openAlert(tx, "refund_unknown_at_provider", leg.refundId, leg.refundId, leg.accountId, {
    legId: leg.id,
    since: leg.firstCalledAt?.toISOString() ?? "",
  });
}

/** Brings a refund to the state that its legs add up to; what being refunded means happens in the same commit. */
async function carryToRefund(acting: Acting, refundId: string): Promise<RefundState> {
  const { tx, now } = acting;
  const refund = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { legs: { include: { payment: { select: { provider: true } } } } },
  });
  const from = refund.state as RefundState;
  const to = refundStateOfLegs(refund.legs.map((each) => each.state as RefundLegState));
  if (to === from || to === "failed") return from;
  const paid = to === "refunded";
  const paidJournalId = paid ? await refunded(acting, refund) : refund.paidJournalId;
  await tx.refund.update({
    where: { id: refundId, state: from },
    data: { state: to, paidJournalId, ...(paid ? { refundedAt: new Date(now) } : {}) },
  });
  return to;
}

/** The money is on its way: out of our cash, Free from this commit (R6.1), and the customer is told once. */
async function refunded(
  acting: Acting,
  refund: {
    readonly id: string;
    readonly number: string;
    readonly kind: string;
    readonly accountId: string;
    readonly orderId: string;
    readonly currency: string;
    readonly settleDecisionId: string | null;
    readonly subscriptionStateBefore: string | null;
    readonly legs: readonly {
      readonly amountMinor: bigint;
      readonly payment: { readonly provider: string };
    }[];
  },
): Promise<string | null> {
  const { tx, now, policy, outbox } = acting;
  const account = await readAccount(tx, refund.accountId);
  const currency = isCurrency(refund.currency) ? refund.currency : account.currency;
  const finalNanos = refund.legs.reduce((sum, leg) => sum + minorToNanos(leg.amountMinor, currency), 0n);
  const journalId = await postJournal(tx, {
    kind: "refund.paid",
    accountId: account.id,
    currency,
    decisionId: refund.settleDecisionId,
    effectiveAt: now,
    recordedAt: now,
    postings: [
      debit("refund.in_transit", finalNanos),
      // Each leg leaves from where its payment is held.
      ...refund.legs.map((leg) =>
        credit(cashAt(leg.payment.provider), minorToNanos(leg.amountMinor, currency)),
      ),
    ],
  });
  await tellIfRefundedToo(tx, refund.orderId);
  if (refund.kind === "subscription") await endSubscription(tx, refund, now);
  const order = await tx.order.findUniqueOrThrow({ where: { id: refund.orderId }, select: { number: true } });
  const decision = refund.settleDecisionId === null ? null : await decisionBody(tx, refund.settleDecisionId);
  const invoice = await issueInvoice(acting, { refundId: refund.id });
  const { min, max } = policy.refunds.arrivalBusinessDays;
  await queueNotice(tx, outbox, {
    kind: "refund_completed",
    dedupeKey: `refund_completed:${refund.id}`,
    ...(await payerOf(tx, refund.orderId)),
    now,
    zone: account.timeZone,
    params: {
      refund: refund.number,
      order: order.number,
      amount: finalNanos.toString(),
      arrivalMin: String(min),
      arrivalMax: String(max),
    },
    currency,
    ...(decision === null ? {} : { decision }),
    invoice,
  });
  return journalId;
}
