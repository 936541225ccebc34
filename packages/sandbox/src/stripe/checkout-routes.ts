import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type Stripe from "stripe";
import { type Locale, localeOf } from "../pages/html.ts";
import { sendPage } from "../pages/shell.ts";
import { authenticationPage, checkoutPage, closedPage, declineWord } from "./checkout-page.ts";
import type { StripeControl } from "./control.ts";
import { StripeFailure } from "./errors.ts";
import { parseForm } from "./form.ts";
import { idOf } from "./objects.ts";

interface PageQuery {
  readonly locale?: string;
  readonly declined?: string;
}

const originOf = (url: string | null): string[] =>
  url !== null && URL.canParse(url) ? [new URL(url).origin] : [];

/** The shop's page, with the session's id where it asked for it. */
const successUrl = (session: Stripe.Checkout.Session): string =>
  (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id);

/** The address a payment intent of the API returns to after 3-D Secure. */
function returnUrl(intent: Stripe.PaymentIntent, to: string): string {
  const url = new URL(to);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
  url.searchParams.set("redirect_status", intent.status === "succeeded" ? "succeeded" : "failed");
  return url.href;
}

const language = (
  request: FastifyRequest<{ Querystring: PageQuery }>,
  session?: Stripe.Checkout.Session,
): Locale => localeOf(request.query.locale, request.headers["accept-language"], session?.locale);

function found<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof StripeFailure) return undefined;
    throw error;
  }
}

const text = (form: ReturnType<typeof parseForm>, name: string): string => {
  const value = form[name];
  return typeof value === "string" ? value : "";
};

/** Adds the hosted pages: paying and 3-D Secure. Closing the tab anywhere changes nothing. */
export function registerCheckout(app: FastifyInstance, control: StripeControl): void {
  const showClosed = (reply: FastifyReply, session: Stripe.Checkout.Session, locale: Locale) =>
    session.status === "complete"
      ? sendPage(reply, closedPage("paid", successUrl(session), locale))
      : sendPage(reply, closedPage("expired", session.cancel_url, locale), 410);

  app.get<{ Params: { id: string }; Querystring: PageQuery }>("/checkout/:id", (request, reply) => {
    const session = found(() => control.checkoutSession(request.params.id));
    const locale = language(request, session);
    if (session === undefined) return sendPage(reply, closedPage("missing", null, locale), 404);
    if (session.status !== "open") return showClosed(reply, session, locale);
    const page = checkoutPage(
      session,
      control.lineItems(session.id),
      locale,
      declineWord(request.query.declined),
    );
    return sendPage(reply, page, 200, { formTargets: originOf(session.success_url) });
  });

  app.post<{ Params: { id: string }; Querystring: PageQuery }>("/checkout/:id/pay", (request, reply) => {
    const session = found(() => control.checkoutSession(request.params.id));
    const locale = language(request, session);
    if (session === undefined) return sendPage(reply, closedPage("missing", null, locale), 404);
    const form = parseForm(typeof request.body === "string" ? request.body : "");
    const outcome = control.payCheckout(session.id, text(form, "card"));
    switch (outcome.kind) {
      case "paid":
        return reply.redirect(successUrl(outcome.session), 303);
      case "authenticate":
        return reply.redirect(`/checkout/authenticate/${outcome.intentId}?locale=${locale}`, 303);
      case "declined": {
        const word = declineWord(outcome.code) ?? "generic_decline";
        return reply.redirect(`/checkout/${session.id}?locale=${locale}&declined=${word}`, 303);
      }
      case "closed":
        return showClosed(reply, outcome.session, locale);
    }
  });

  app.get<{ Params: { id: string }; Querystring: PageQuery }>(
    "/checkout/authenticate/:id",
    (request, reply) => {
      const intent = found(() => control.paymentIntent(request.params.id));
      const session = intent === undefined ? undefined : control.sessionOfIntent(intent.id);
      const locale = language(request, session);
      if (intent === undefined) return sendPage(reply, closedPage("missing", null, locale), 404);
      if (intent.status !== "requires_action") {
        if (session !== undefined && session.status !== "open") return showClosed(reply, session, locale);
        return sendPage(reply, closedPage("not_waiting", session?.url ?? null, locale), 409);
      }
      const method = control.paymentMethods().find((one) => one.id === idOf(intent.payment_method));
      const back = session?.success_url ?? intent.next_action?.redirect_to_url?.return_url ?? null;
      return sendPage(reply, authenticationPage(intent, method?.card?.last4 ?? "", locale), 200, {
        formTargets: originOf(back),
      });
    },
  );

  app.post<{ Params: { id: string }; Querystring: PageQuery }>(
    "/checkout/authenticate/:id",
    (request, reply) => {
      const before = found(() => control.paymentIntent(request.params.id));
      const session = before === undefined ? undefined : control.sessionOfIntent(before.id);
      const locale = language(request, session);
      if (before === undefined) return sendPage(reply, closedPage("missing", null, locale), 404);
      if (before.status !== "requires_action") {
        if (session !== undefined && session.status !== "open") return showClosed(reply, session, locale);
        return sendPage(reply, closedPage("not_waiting", session?.url ?? null, locale), 409);
      }
      const form = parseForm(typeof request.body === "string" ? request.body : "");
      const intent = control.authenticate(
        before.id,
        text(form, "outcome") === "complete" ? "complete" : "fail",
      );
      if (session !== undefined) {
        if (intent.status === "succeeded") return reply.redirect(successUrl(session), 303);
        return reply.redirect(`/checkout/${session.id}?locale=${locale}&declined=authentication`, 303);
      }
      const back = before.next_action?.redirect_to_url?.return_url ?? null;
      if (back !== null && URL.canParse(back)) return reply.redirect(returnUrl(intent, back), 303);
      return sendPage(
        reply,
        closedPage(intent.status === "succeeded" ? "paid" : "not_waiting", null, locale),
      );
    },
  );
}
