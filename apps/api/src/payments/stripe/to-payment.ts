import { outsideWords } from "../outside-words.ts";
import type { ProviderPayment, SavedCard } from "../provider.ts";
import { failureKind } from "./failure-kind.ts";
import { idOf } from "./answers.ts";
import type { Stripe } from "./client.ts";

/** A payment as the product knows it. The card is seen only where `latest_charge` was expanded. */
export function toPayment(intent: Stripe.PaymentIntent): ProviderPayment {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const card = charge?.payment_method_details?.card;
  const captured = intent.status === "succeeded";
  const methodId = charge?.payment_method ?? null;
  return {
    provider: "stripe",
    paymentId: intent.id,
    orderId: intent.metadata["orderId"] ?? null,
    attemptId: intent.metadata["attemptId"] ?? null,
    captured,
    amountMinor: BigInt(intent.amount_received),
    currency: intent.currency.toUpperCase(),
    chargeId: idOf(intent.latest_charge),
    methodLabel: labelOf(card),
    savedCard:
      captured && intent.setup_future_usage === "off_session" && methodId !== null && card !== undefined
        ? toSavedCard(methodId, card)
        : null,
    failure: failureOf(intent),
  };
}

/** What Stripe says of a card; the same in a payment and in a payment method. */
interface CardFacts {
  readonly brand?: string | null;
  readonly last4?: string | null;
  readonly exp_month?: number;
  readonly exp_year?: number;
  readonly fingerprint?: string | null;
}

const labelOf = (card: CardFacts | null | undefined): string =>
  card === undefined || card === null
    ? "Card"
    : `${title(card.brand ?? "card")} •••• ${card.last4 ?? ""}`.trim();

/** A saved card as the product knows it. */
export const toSavedCard = (
  methodId: string,
  card: CardFacts | null | undefined,
): SavedCard & { readonly label: string } => ({
  methodId,
  label: labelOf(card),
  fingerprint: card?.fingerprint ?? null,
  brand: card?.brand ?? null,
  last4: card?.last4 ?? null,
  expMonth: card?.exp_month ?? null,
  expYear: card?.exp_year ?? null,
});

/** Why the last attempt failed, where the payment waits for another one or was called off. */
function failureOf(intent: Stripe.PaymentIntent): ProviderPayment["failure"] {
  if (intent.status === "canceled")
    return { kind: "soft", code: "canceled", message: intent.cancellation_reason ?? "canceled" };
  const error = intent.last_payment_error;
  if (intent.status !== "requires_payment_method" || error === null) return null;
  const code = error.code ?? error.type;
  const issuer = error.decline_code;
  return {
    kind: failureKind(code, issuer ?? null),
    code: issuer === undefined || issuer === code ? code : `${code}, ${issuer}`,
    message: outsideWords(error.message ?? code, 500),
  };
}

const title = (brand: string): string => brand.charAt(0).toUpperCase() + brand.slice(1);
