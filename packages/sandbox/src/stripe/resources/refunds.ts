import type Stripe from "stripe";
import { canDraw } from "../balance.ts";
import { invalidParameter, invalidRequest, missing } from "../errors.ts";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import { amountInWords, cardBehind, chargeOf, idOf, paymentIntentOf } from "../objects.ts";
import type { Params } from "../params.ts";
import type { PlannedOutcome, RefundPlanOutcome } from "../tables.ts";
import type { World } from "../world.ts";
import { moveRefunded } from "./charges.ts";
import { drawFunds, moveRefund, nextAction } from "./refund-lifecycle.ts";

function chargeToRefund(world: World, params: Params): Stripe.Charge {
  const chargeId = params.optionalString("charge");
  const intentId = params.optionalString("payment_intent");
  if (chargeId !== undefined && intentId !== undefined) {
    throw invalidParameter(
      "You may only specify one of these parameters: charge, payment_intent.",
      "charge",
      "parameters_exclusive",
    );
  }
  if (chargeId !== undefined) return chargeOf(world, chargeId);
  if (intentId === undefined) {
    throw invalidParameter(
      "One of the following params should be provided for this request: payment_intent or charge.",
      "charge",
      "parameter_missing",
    );
  }
  const intent = paymentIntentOf(world, intentId, "payment_intent");
  const latest = idOf(intent.latest_charge);
  if (intent.status !== "succeeded" || latest === null) {
    throw invalidRequest(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`, {
      code: "charge_not_refundable",
      param: "payment_intent",
    });
  }
  return chargeOf(world, latest);
}

/** Refusals in Stripe's order; past the last line the refund is possible. */
function checkRefundable(world: World, charge: Stripe.Charge, amount: number): void {
  if (!charge.captured || charge.status !== "succeeded") {
    throw invalidRequest(`Charge ${charge.id} cannot be refunded: it was not captured.`, {
      code: "charge_not_refundable",
    });
  }
  const disputed = world.store
    .all("dispute")
    .some(
      (dispute) =>
        idOf(dispute.charge) === charge.id && dispute.status !== "won" && !dispute.is_charge_refundable,
    );
  if (disputed) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
      param: "charge",
    });
  }
  const remaining = charge.amount_captured - charge.amount_refunded;
  if (remaining === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: "charge_already_refunded",
    });
  }
  if (amount > remaining) {
    const asked = amountInWords(amount, charge.currency);
    const left = amountInWords(remaining, charge.currency);
    throw invalidRequest(`Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`, {
      param: "amount",
    });
  }
}

/** The outcome chosen in advance by the control API, or the one the card stands for. */
function outcomeFor(world: World, charge: Stripe.Charge): RefundPlanOutcome | "bounces" {
  const plan = world.store.all("refund_plan")[0];
  if (plan !== undefined) {
    if (plan.remaining > 1) world.store.put("refund_plan", { ...plan, remaining: plan.remaining - 1 });
    else world.store.remove("refund_plan", plan.id);
    return plan.outcome;
  }
  const { behaviour } = cardBehind(world, charge.payment_method);
  if (behaviour === "refund_pending") return "pending";
  return behaviour === "refund_fails_later" ? "bounces" : "succeeded";
}

function plan(
  world: World,
  refundId: string,
  kind: PlannedOutcome["kind"],
  afterMillis: number | null,
): void {
  if (afterMillis === null) return;
  world.store.put("outcome", {
    id: newId("outcome"),
    dueAtMillis: world.clock.now() + afterMillis,
    subjectId: refundId,
    kind,
  });
}

/** `POST /v1/refunds` */
export function create(world: World, params: Params): Stripe.Refund {
  const asked = params.optionalInteger("amount", 1);
  const reason = params.choice("reason", ["duplicate", "fraudulent", "requested_by_customer"]) ?? null;
  const metadata = params.metadata() ?? {};
  const charge = chargeToRefund(world, params);
  params.finish();
  const amount = asked ?? charge.amount_captured - charge.amount_refunded;
  checkRefundable(world, charge, amount);
  const outcome = outcomeFor(world, charge);
  const funded = canDraw(world, charge.currency, amount);
  const base = {
    id: newId("re"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: world.clock.seconds(),
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata,
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  } satisfies Stripe.Refund;
  const refund = begin(world, base, outcome, funded);
  world.store.put("refund", refund);
  emit(world, "refund.created", refund);
  moveRefunded(world, charge.id, amount);
  if (outcome === "bounces" && funded)
    plan(world, refund.id, "refund_fails", world.pace.refundBouncesAfterMillis);
  if (outcome === "pending" && funded)
    plan(world, refund.id, "refund_succeeds", world.pace.refundSettlesAfterMillis);
  if (outcome === "failed") plan(world, refund.id, "refund_fails", world.pace.refundSettlesAfterMillis ?? 0);
  if (refund.status === "succeeded")
    plan(world, refund.id, "refund_reference", world.pace.refundReferenceAfterMillis);
  return refund;
}

function begin(
  world: World,
  base: Stripe.Refund,
  outcome: RefundPlanOutcome | "bounces",
  funded: boolean,
): Stripe.Refund {
  // Short of funds, a card refund waits for them and leaves when the balance allows (docs.stripe.com/refunds).
  if (!funded)
    return { ...base, status: "pending", pending_reason: "insufficient_funds" } satisfies Stripe.Refund;
  const drawn = drawFunds(world, base);
  if (outcome === "succeeded" || outcome === "bounces") return drawn;
  if (outcome === "requires_action") {
    return { ...drawn, status: "requires_action", next_action: nextAction(world) } satisfies Stripe.Refund;
  }
  return { ...drawn, status: "pending", pending_reason: "processing" } satisfies Stripe.Refund;
}

/** `GET /v1/refunds/:id` */
export function retrieve(world: World, id: string): Stripe.Refund {
  const refund = world.store.get("refund", id);
  if (refund === undefined) throw missing("refund", id);
  return refund;
}

/** `POST /v1/refunds/:id`: metadata only, anything else is refused. */
export function update(world: World, id: string, params: Params): Stripe.Refund {
  const before = retrieve(world, id);
  const metadata = params.metadata(before.metadata ?? {});
  params.finish();
  if (metadata === undefined) return before;
  const refund = { ...before, metadata } satisfies Stripe.Refund;
  world.store.put("refund", refund);
  emit(world, "refund.updated", refund, { metadata: before.metadata });
  return refund;
}

/** `POST /v1/refunds/:id/cancel`: only while the customer has to act; card refunds cannot be called back. */
export function cancel(world: World, id: string, params: Params): Stripe.Refund {
  params.finish();
  const refund = retrieve(world, id);
  if (refund.status !== "requires_action") {
    throw invalidRequest(
      `You cannot cancel this refund because it has a status of ${String(refund.status)}.`,
      {
        code: "status_transition_invalid",
      },
    );
  }
  return moveRefund(world, refund, "canceled");
}

/** `POST /v1/test_helpers/refunds/:id/expire`: the customer never acted. */
export function expire(world: World, id: string, params: Params): Stripe.Refund {
  params.finish();
  const refund = retrieve(world, id);
  if (refund.status !== "requires_action") {
    throw invalidRequest(
      `Only a refund that requires action can expire; this one is ${String(refund.status)}.`,
      {
        code: "status_transition_invalid",
      },
    );
  }
  return moveRefund(world, refund, "failed", "unknown");
}

/** Lets the refunds that waited for funds leave, oldest first, as far as the balance reaches. */
export function settleWaiting(world: World, currency: string): void {
  for (const refund of world.store.all("refund")) {
    if (
      refund.currency !== currency ||
      refund.status !== "pending" ||
      refund.pending_reason !== "insufficient_funds"
    )
      continue;
    if (!canDraw(world, currency, refund.amount)) return;
    moveRefund(world, refund, "succeeded");
  }
}
