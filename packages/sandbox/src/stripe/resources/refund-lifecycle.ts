import type Stripe from "stripe";
import { bookBalance, moveAvailable } from "../balance.ts";
import { invalidRequest } from "../errors.ts";
import { emit } from "../events.ts";
import { idOf } from "../objects.ts";
import type { World } from "../world.ts";
import { moveRefunded } from "./charges.ts";

/** States of a refund (docs.stripe.com/refunds). */
export type RefundStatus = "pending" | "requires_action" | "succeeded" | "failed" | "canceled";

/** Every legal move. `succeeded → failed` is legal: a bank can return the money up to 30 days later. */
export const refundMoves: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  pending: ["succeeded", "failed", "canceled", "requires_action"],
  requires_action: ["pending", "succeeded", "failed", "canceled"],
  succeeded: ["requires_action", "failed"],
  failed: [],
  canceled: [],
};

/** Reasons a refund fails for [sdk]. */
export const refundFailureReasons = [
  "lost_or_stolen_card",
  "expired_or_canceled_card",
  "charge_for_pending_refund_disputed",
  "insufficient_funds",
  "declined",
  "merchant_request",
  "unknown",
] as const;
export type RefundFailureReason = (typeof refundFailureReasons)[number];

/** Days a person has to give bank details when a refund asks for them. */
const ACTION_EXPIRES_AFTER_SECONDS = 45 * 24 * 60 * 60;

const statusOf = (refund: Stripe.Refund): RefundStatus => {
  const found = Object.keys(refundMoves).find((status) => status === refund.status);
  switch (found) {
    case "pending":
    case "requires_action":
    case "succeeded":
    case "failed":
    case "canceled":
      return found;
    default:
      throw new Error(`refund ${refund.id} has the unknown status ${String(refund.status)}`);
  }
};

/** What asks the customer for action: an e-mail, and a last day. */
export const nextAction = (world: World): Stripe.Refund.NextAction => ({
  display_details: {
    email_sent: { email_sent_at: world.clock.seconds(), email_sent_to: "customer@example.com" },
    expires_at: world.clock.seconds() + ACTION_EXPIRES_AFTER_SECONDS,
  },
  type: "display_details",
});

function without<T extends object, K extends keyof T>(object: T, ...names: K[]): Omit<T, K> {
  const rest = { ...object };
  for (const name of names) delete rest[name];
  return rest;
}

/** Takes the money of a refund from the balance. */
export function drawFunds(world: World, refund: Stripe.Refund): Stripe.Refund {
  const booked = bookBalance(world, {
    amount: -refund.amount,
    currency: refund.currency,
    source: refund.id,
    type: "refund",
    description: "REFUND FOR CHARGE",
  });
  moveAvailable(world, refund.currency, -refund.amount);
  return { ...refund, balance_transaction: booked.id } satisfies Stripe.Refund;
}

/**
 * Moves a refund to another state with everything that goes with it: balance, charge, events.
 * @throws StripeFailure when the move is not in `refundMoves`
 */
export function moveRefund(
  world: World,
  before: Stripe.Refund,
  to: RefundStatus,
  reason: RefundFailureReason = "unknown",
): Stripe.Refund {
  const from = statusOf(before);
  if (!refundMoves[from].includes(to)) {
    throw invalidRequest(`Refund ${before.id} is ${from} and cannot become ${to}.`, {
      code: "status_transition_invalid",
    });
  }
  let refund: Stripe.Refund = { ...without(before, "pending_reason", "next_action"), status: to };
  const drawn = idOf(before.balance_transaction) !== null;
  switch (to) {
    case "succeeded":
      if (!drawn) refund = drawFunds(world, refund);
      break;
    case "pending":
      refund = { ...refund, pending_reason: "processing" };
      break;
    case "requires_action":
      refund = { ...refund, next_action: nextAction(world) };
      break;
    case "failed":
    case "canceled":
      refund = giveUp(world, refund, drawn, to === "canceled" ? "merchant_request" : reason);
      break;
  }
  world.store.put("refund", refund);
  const previous: Partial<Stripe.Refund> = { status: from };
  emit(world, "refund.updated", refund, previous);
  emit(world, "charge.refund.updated", refund, previous);
  if (to === "failed") emit(world, "refund.failed", refund, previous);
  return refund;
}

/** The money comes back to the balance and the charge counts it as not refunded any more. */
function giveUp(
  world: World,
  refund: Stripe.Refund,
  drawn: boolean,
  reason: RefundFailureReason,
): Stripe.Refund {
  let given: Stripe.Refund = { ...refund, failure_reason: reason };
  if (drawn) {
    const booked = bookBalance(world, {
      amount: refund.amount,
      currency: refund.currency,
      source: refund.id,
      type: "refund_failure",
      description: "REFUND FAILURE",
    });
    moveAvailable(world, refund.currency, refund.amount);
    given = { ...given, failure_balance_transaction: booked.id };
  }
  const charge = idOf(refund.charge);
  if (charge !== null) moveRefunded(world, charge, -refund.amount);
  return given;
}

/** The acquirer's reference number becomes known: `refund.updated` although the status stays. */
export function postReference(world: World, before: Stripe.Refund): Stripe.Refund {
  const card = before.destination_details?.card;
  if (before.status !== "succeeded" || card === undefined || card.reference_status === "available")
    return before;
  const refund = {
    ...before,
    destination_details: {
      card: {
        ...card,
        reference: `7${before.created}${before.amount}`.padEnd(23, "0").slice(0, 23),
        reference_status: "available",
        reference_type: "acquirer_reference_number",
      },
      type: "card",
    },
  } satisfies Stripe.Refund;
  world.store.put("refund", refund);
  const previous =
    before.destination_details === undefined ? {} : { destination_details: before.destination_details };
  emit(world, "refund.updated", refund, previous);
  return refund;
}
