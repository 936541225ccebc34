import type { ProviderSetup, SetupRequest } from "../provider.ts";
import { asking, present } from "./answers.ts";
import type { Stripe } from "./client.ts";
import { toSavedCard } from "./to-payment.ts";

/** Opens the page on which a card is added: Stripe Checkout in mode `setup`. */
export const openSetup = (stripe: Stripe, request: SetupRequest): Promise<ProviderSetup> =>
  asking(async () => {
    const metadata = { setupId: request.setupId, accountId: request.accountId };
    const session = await stripe.checkout.sessions.create(
      {
        mode: "setup",
        customer: request.customerId,
        client_reference_id: request.setupId,
        currency: request.currency.toLowerCase(),
        locale: request.language,
        setup_intent_data: { metadata },
        metadata,
        expires_at: Math.floor(request.expiresAt.getTime() / 1000),
        success_url: request.successUrl,
        cancel_url: request.cancelUrl,
      },
      { idempotencyKey: `setup:${request.setupId}` },
    );
    return toSetup(present(session, "checkout.session"));
  });

/** Reads such a page, with the card that was added on it. */
export const readSetup = (stripe: Stripe, sessionId: string): Promise<ProviderSetup> =>
  asking(async () => {
    const session = await stripe.checkout.sessions.retrieve(sessionId, {
      expand: ["setup_intent.payment_method"],
    });
    return toSetup(present(session, "checkout.session"));
  });

function toSetup(session: Stripe.Checkout.Session): ProviderSetup {
  const intent = typeof session.setup_intent === "object" ? session.setup_intent : null;
  const method =
    intent?.status === "succeeded" && typeof intent.payment_method === "object"
      ? intent.payment_method
      : null;
  const card = method?.card;
  return {
    sessionId: session.id,
    url: session.url,
    setupId: session.metadata?.["setupId"] ?? null,
    state: session.status === "complete" ? "complete" : session.status === "expired" ? "expired" : "open",
    card: method === null || card === undefined ? null : toSavedCard(method.id, card),
  };
}
