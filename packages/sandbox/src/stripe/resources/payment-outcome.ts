import type Stripe from "stripe";
import type { TestCard } from "../cards.ts";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import { cardBehind, idOf } from "../objects.ts";
import type { World } from "../world.ts";
import { createCharge, type Decline } from "./charges.ts";
import * as paymentMethods from "./payment-methods.ts";

/** How an attempt to pay is made. */
export interface PaymentAttempt {
  readonly offSession: boolean;
  /** The buyer has just completed 3-D Secure. */
  readonly authenticated: boolean;
  /** Where the buyer returns to after 3-D Secure. */
  readonly returnUrl: string | null;
}

/** What came of it; the payment intent is already stored in its new state. */
export interface PaymentResult {
  readonly intent: Stripe.PaymentIntent;
  readonly decline: Decline | null;
}

const declined: Decline = {
  code: "card_declined",
  declineCode: "generic_decline",
  message: "Your card was declined.",
};
const insufficientFunds: Decline = {
  code: "card_declined",
  declineCode: "insufficient_funds",
  message: "Your card has insufficient funds.",
};
const stolen: Decline = {
  code: "card_declined",
  declineCode: "stolen_card",
  message: "Your card has been declined.",
};
const authenticationRequired: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
};

type Verdict = "approved" | "challenge" | Decline;

function judge(card: TestCard, setUp: boolean, attempt: PaymentAttempt): Verdict {
  if (card.behaviour === "decline") return declined;
  if (card.behaviour === "insufficient_funds") return insufficientFunds;
  if (card.behaviour === "stolen") return stolen;
  const mustAuthenticate =
    card.behaviour === "authenticate_always" || (card.behaviour === "authenticate_until_set_up" && !setUp);
  if (!mustAuthenticate || attempt.authenticated) return "approved";
  return attempt.offSession ? authenticationRequired : "challenge";
}

/** Tries to pay an intent with a card: succeeded, waiting for 3-D Secure, or declined. */
export function attemptPayment(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  attempt: PaymentAttempt,
): PaymentResult {
  const card = cardBehind(world, method.id);
  const verdict = judge(card, world.store.get("card", method.id)?.setUp ?? false, attempt);
  if (verdict === "challenge") return { intent: challenge(world, intent, method, attempt), decline: null };
  const charge = createCharge(
    world,
    { intent, method, card, authenticated: attempt.authenticated, offSession: attempt.offSession },
    verdict === "approved" ? null : verdict,
  );
  if (verdict !== "approved")
    return { intent: refuse(world, intent, method, verdict, charge.id), decline: verdict };
  return { intent: succeed(world, intent, method, charge, card, attempt), decline: null };
}

function challenge(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  attempt: PaymentAttempt,
): Stripe.PaymentIntent {
  const waiting = {
    ...intent,
    last_payment_error: null,
    next_action: {
      redirect_to_url: {
        return_url: attempt.returnUrl,
        url: `${world.baseUrl()}/checkout/authenticate/${intent.id}`,
      },
      type: "redirect_to_url",
    },
    payment_method: method.id,
    status: "requires_action",
  } satisfies Stripe.PaymentIntent;
  world.store.put("payment_intent", waiting);
  emit(world, "payment_intent.requires_action", waiting);
  return waiting;
}

/** The attempt failed; the intent can be tried again with another card. */
export function refuse(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  decline: Decline,
  chargeId: string | null,
): Stripe.PaymentIntent {
  const failed = {
    ...intent,
    last_payment_error: {
      ...(chargeId === null ? {} : { charge: chargeId, decline_code: decline.declineCode }),
      code: decline.code,
      doc_url: `https://docs.stripe.com/error-codes/${decline.code.replaceAll("_", "-")}`,
      message: decline.message,
      payment_method: method,
      type: chargeId === null ? "invalid_request_error" : "card_error",
    },
    latest_charge: chargeId ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  } satisfies Stripe.PaymentIntent;
  world.store.put("payment_intent", failed);
  emit(world, "payment_intent.payment_failed", failed);
  return failed;
}

function succeed(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  charge: Stripe.Charge,
  card: TestCard,
  attempt: PaymentAttempt,
): Stripe.PaymentIntent {
  const paid = {
    ...intent,
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    status: "succeeded",
  } satisfies Stripe.PaymentIntent;
  world.store.put("payment_intent", paid);
  const customerId = idOf(intent.customer);
  if (intent.setup_future_usage !== null && customerId !== null) {
    paymentMethods.attachTo(world, method, customerId);
    if (attempt.authenticated) world.store.put("card", { id: method.id, number: card.number, setUp: true });
  }
  if (card.behaviour === "dispute" && world.pace.disputeOpensAfterMillis !== null) {
    world.store.put("outcome", {
      id: newId("outcome"),
      dueAtMillis: world.clock.now() + world.pace.disputeOpensAfterMillis,
      subjectId: charge.id,
      kind: "dispute_opens",
    });
  }
  emit(world, "payment_intent.succeeded", paid);
  return paid;
}
