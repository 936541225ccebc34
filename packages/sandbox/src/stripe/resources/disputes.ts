import type Stripe from "stripe";
import { bookBalance, moveAvailable } from "../balance.ts";
import { invalidRequest, missing } from "../errors.ts";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import { chargeOf, idOf } from "../objects.ts";
import type { Params } from "../params.ts";
import type { World } from "../world.ts";
import { moveRefund } from "./refund-lifecycle.ts";

/** Stripe's dispute fee, minor units; kept by Stripe even when the dispute is won, unless it is told to return it. */
const DISPUTE_FEE_MINOR = 1500;
const RESPONSE_WITHIN_SECONDS = 9 * 24 * 60 * 60;

export const disputeReasons = [
  "fraudulent",
  "duplicate",
  "product_not_received",
  "subscription_canceled",
  "general",
] as const;

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

export interface DisputeOptions {
  readonly reason?: (typeof disputeReasons)[number];
  /** Minor units; the whole charge without it. May exceed what is left after refunds. */
  readonly amountMinor?: number;
  /** An inquiry: no money moves and the charge stays refundable. */
  readonly inquiry?: boolean;
}

function book(
  world: World,
  dispute: { id: string; currency: string },
  amount: number,
  fee: number,
): Stripe.BalanceTransaction {
  const booked = bookBalance(world, {
    amount,
    currency: dispute.currency,
    fee,
    feeDescription: "Dispute fee",
    source: dispute.id,
    type: "adjustment",
    description: amount < 0 ? "Chargeback withdrawal" : "Chargeback reversal",
  });
  moveAvailable(world, dispute.currency, amount - fee);
  return booked;
}

/** The cardholder disputes a charge. Money leaves now, not when the dispute is closed. */
export function open(world: World, chargeId: string, options: DisputeOptions = {}): Stripe.Dispute {
  const charge = chargeOf(world, chargeId);
  if (charge.status !== "succeeded")
    throw invalidRequest(`Charge ${chargeId} did not succeed and cannot be disputed.`);
  const id = newId("du");
  const amount = options.amountMinor ?? charge.amount;
  const inquiry = options.inquiry ?? false;
  const dispute = {
    id,
    object: "dispute",
    amount,
    balance_transactions: inquiry
      ? []
      : [book(world, { id, currency: charge.currency }, -amount, DISPUTE_FEE_MINOR)],
    charge: charge.id,
    created: world.clock.seconds(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: world.clock.seconds() + RESPONSE_WITHIN_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: idOf(charge.payment_intent),
    payment_method_details: {
      card: {
        brand: charge.payment_method_details?.card?.brand ?? "visa",
        case_type: inquiry ? "inquiry" : "chargeback",
        network: charge.payment_method_details?.card?.network ?? "visa",
        network_reason_code: "10.4",
      },
      type: "card",
    },
    reason: options.reason ?? "fraudulent",
    status: inquiry ? "warning_needs_response" : "needs_response",
  } satisfies Stripe.Dispute;
  world.store.put("dispute", dispute);
  const disputed = { ...charge, disputed: true } satisfies Stripe.Charge;
  world.store.put("charge", disputed);
  emit(world, "charge.dispute.created", dispute);
  if (!inquiry) withdrawn(world, dispute, charge.id);
  return dispute;
}

/** What follows once the bank has taken the money. */
function withdrawn(world: World, dispute: Stripe.Dispute, chargeId: string): void {
  emit(world, "charge.dispute.funds_withdrawn", dispute);
  // A refund still under way cannot go on; the dispute decides now. Never refund it again by hand.
  for (const refund of world.store.all("refund")) {
    if (
      idOf(refund.charge) === chargeId &&
      (refund.status === "pending" || refund.status === "requires_action")
    ) {
      moveRefund(world, refund, "failed", "charge_for_pending_refund_disputed");
    }
  }
}

/** The bank is not content with the answer to its inquiry: it takes the money now. */
export function escalate(world: World, id: string): Stripe.Dispute {
  const before = retrieve(world, id);
  if (!isInquiry(before) || !isOpen(before))
    throw invalidRequest(`Dispute ${id} is ${before.status} and no open inquiry.`, {
      code: "status_transition_invalid",
    });
  const dispute = {
    ...before,
    balance_transactions: [book(world, before, -before.amount, DISPUTE_FEE_MINOR)],
    is_charge_refundable: false,
    status: "needs_response",
  } satisfies Stripe.Dispute;
  world.store.put("dispute", dispute);
  emit(world, "charge.dispute.updated", dispute, { status: before.status });
  withdrawn(world, dispute, idOf(before.charge) ?? "");
  return dispute;
}

/** `GET /v1/disputes/:id` */
export function retrieve(world: World, id: string): Stripe.Dispute {
  const dispute = world.store.get("dispute", id);
  if (dispute === undefined) throw missing("dispute", id);
  return dispute;
}

const isInquiry = (dispute: Stripe.Dispute): boolean => dispute.status.startsWith("warning_");
const isOpen = (dispute: Stripe.Dispute): boolean =>
  dispute.status.endsWith("needs_response") || dispute.status.endsWith("under_review");

/**
 * Ends a dispute. Winning gives the money back, and the fee where that is asked for; `lost` can still turn to `won` later
 * ("late win").
 */
export function decide(
  world: World,
  id: string,
  outcome: "won" | "lost",
  { returnFee = false }: { readonly returnFee?: boolean } = {},
): Stripe.Dispute {
  const before = retrieve(world, id);
  const lateWin = before.status === "lost" && outcome === "won";
  if (!isOpen(before) && !lateWin) {
    throw invalidRequest(`Dispute ${id} is ${before.status} already.`, { code: "status_transition_invalid" });
  }
  const won = outcome === "won";
  const returned =
    won && !isInquiry(before) ? [book(world, before, before.amount, returnFee ? -DISPUTE_FEE_MINOR : 0)] : [];
  const dispute = {
    ...before,
    balance_transactions: [...before.balance_transactions, ...returned],
    is_charge_refundable: won,
    status: isInquiry(before) ? "warning_closed" : outcome,
  } satisfies Stripe.Dispute;
  world.store.put("dispute", dispute);
  emit(world, "charge.dispute.closed", dispute, { status: before.status });
  if (returned.length > 0) emit(world, "charge.dispute.funds_reinstated", dispute);
  return dispute;
}

/** `POST /v1/disputes/:id`: text evidence, metadata, submission. */
export function update(world: World, id: string, params: Params): Stripe.Dispute {
  const before = retrieve(world, id);
  const evidence = params.nested("evidence");
  const text = evidence?.optionalString("uncategorized_text");
  const rebuttal = evidence?.optionalString("refund_refusal_explanation");
  const activity = evidence?.optionalString("access_activity_log");
  const submit = params.boolean("submit") ?? evidence !== undefined;
  const metadata = params.metadata(before.metadata) ?? before.metadata;
  params.finish();
  if (!isOpen(before))
    throw invalidRequest(`Dispute ${id} is closed.`, { code: "status_transition_invalid" });
  const submitted = evidence !== undefined && submit;
  const dispute = {
    ...before,
    evidence: {
      ...before.evidence,
      access_activity_log: activity ?? before.evidence.access_activity_log,
      refund_refusal_explanation: rebuttal ?? before.evidence.refund_refusal_explanation,
      uncategorized_text: text ?? before.evidence.uncategorized_text,
    },
    evidence_details: {
      ...before.evidence_details,
      has_evidence: before.evidence_details.has_evidence || evidence !== undefined,
      submission_count: before.evidence_details.submission_count + (submitted ? 1 : 0),
      submission_method: submitted ? "manual" : before.evidence_details.submission_method,
    },
    metadata,
    status: submitted ? (isInquiry(before) ? "warning_under_review" : "under_review") : before.status,
  } satisfies Stripe.Dispute;
  world.store.put("dispute", dispute);
  emit(world, "charge.dispute.updated", dispute, { status: before.status });
  return dispute;
}

/** `POST /v1/disputes/:id/close`: the merchant gives in. */
export function close(world: World, id: string, params: Params): Stripe.Dispute {
  params.finish();
  return decide(world, id, "lost");
}
