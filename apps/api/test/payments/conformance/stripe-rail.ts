import { signatureHeader, type StripeSimulator } from "@tenure/sandbox/stripe";
import { createStripeProvider } from "../../../src/payments/stripe/stripe-provider.ts";
import { eventAbout } from "../signed.ts";
import type { Call, Rail } from "./rail.ts";

const SECRET = "whsec_1234567890";
const HOUR = 3_600_000;
/** More cuts than the official client makes tries: its own two retries and the one of a broken connection. */
const CLIENT_TRIES = 4;

const ROUTES: Record<Call, { readonly method: string; readonly path: string }> = {
  open: { method: "POST", path: "/v1/checkout/sessions" },
  refund: { method: "POST", path: "/v1/refunds" },
  look: { method: "GET", path: "/v1/refunds" },
};

/** Stripe, by the simulator of the sandbox. */
export function stripeRail(stripe: StripeSimulator): Rail {
  const { control } = stripe;
  const config = { secretKey: "sk_test_1234567890", webhookSecret: SECRET };
  const cut = (call: Call, calls: number, point: "before_handler" | "after_handler") =>
    control.addRouteFault({ ...ROUTES[call], point, action: "reset", count: calls * CLIENT_TRIES });
  const refundsOf = (paymentId: string) =>
    control.refunds().filter((each) => each.payment_intent === paymentId);
  const paymentOf = (sessionId: string) => {
    const intent = control.checkoutSession(sessionId).payment_intent;
    if (typeof intent !== "string") throw new Error("the page is not paid");
    return intent;
  };
  return {
    name: "stripe",
    currency: "USD",
    method: "card",
    provider: createStripeProvider({ ...config, apiBase: stripe.url }),
    unreachable: () => createStripeProvider({ ...config, apiBase: "http://127.0.0.1:1" }),
    pay: (sessionId) => void control.payCheckout(sessionId),
    paymentOf,
    payouts: (paymentId) =>
      refundsOf(paymentId)
        .filter(({ status }) => status !== "failed" && status !== "canceled")
        .map(({ amount }) => BigInt(amount)),
    loseAnswers: (call, calls) => void cut(call, calls, "after_handler"),
    refuse: (call, calls) => void cut(call, calls, "before_handler"),
    nextRefundWaits: () => control.planRefunds("pending"),
    finish(paymentId, outcome) {
      for (const { id } of refundsOf(paymentId).filter(({ status }) => status === "pending"))
        if (outcome === "succeeds") control.settleRefund(id);
        else control.failRefund(id);
    },
    disturb: (how, count) => void control.addEventFault({ action: how, count }),
    async tellAgain() {
      const sent = await Promise.all(control.events().map(({ id }) => control.resendEvent(id)));
      return sent.length;
    },
    forgetKeys: () => void control.advanceClock(25 * HOUR),
    notification(paymentId, { aheadSeconds = 0, body, without } = {}) {
      const signed = JSON.stringify(eventAbout("payment_intent.succeeded", { id: paymentId }, "evt_same"));
      const seconds = Math.floor(Date.now() / 1000) + aheadSeconds;
      const headers = { "stripe-signature": signatureHeader(signed, [SECRET], seconds) };
      return {
        rawBody: Buffer.from(body ?? signed),
        headers: without === undefined ? headers : {},
      };
    },
    calm() {
      control.clearFaults();
      control.resetClock();
    },
  };
}
