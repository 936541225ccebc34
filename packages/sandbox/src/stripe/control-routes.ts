import type { FastifyInstance } from "fastify";
import type { EventFaultRequest, RouteFaultRequest, StripeControl } from "./control.ts";
import { guardControl } from "./control-guard.ts";
import { StripeFailure } from "./errors.ts";
import type { EventFaultAction, FaultPoint, FaultProfile, RouteFaultAction } from "./faults.ts";
import type { DisputeOptions } from "./resources/disputes.ts";
import { disputeReasons } from "./resources/disputes.ts";
import { type RefundFailureReason, refundFailureReasons } from "./resources/refund-lifecycle.ts";
import {
  type ShownDocument,
  type VerificationChoice,
  verificationOutcomes,
} from "./resources/verification-sessions.ts";
import type { RefundPlanOutcome } from "./tables.ts";

interface WithId {
  readonly Params: { readonly id: string };
}

const points: readonly FaultPoint[] = ["before_handler", "in_handler", "after_handler"];
const routeActions: readonly RouteFaultAction[] = ["delay", "rate_limit", "server_error", "reset"];
const eventActions: readonly EventFaultAction[] = [
  "duplicate",
  "second_id",
  "delay",
  "reorder",
  "drop",
  "deliver_before_response",
];
const planOutcomes: readonly RefundPlanOutcome[] = ["succeeded", "pending", "requires_action", "failed"];

const count = { type: "integer", minimum: 1 };
const milliseconds = { type: "integer", minimum: 0 };

/** A body with exactly these members. */
const body = (properties: object, required: readonly string[] = []) => ({
  schema: { body: { type: "object", additionalProperties: false, required, properties } },
});

/** Adds the JSON controls; every path answers what `StripeControl` answers. */
export function registerControl(app: FastifyInstance, control: StripeControl): void {
  app.register(async (scope) => {
    scope.addHook("onRequest", guardControl);
    scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      if (error instanceof StripeFailure) return reply.code(error.status).send({ error: error.body });
      return reply
        .code(error.statusCode ?? 500)
        .send({ error: { type: "invalid_request_error", message: error.message } });
    });
    // A POST without a body is a command without options.
    scope.addHook("preValidation", async (request) => {
      if (request.method === "POST" && (request.body === undefined || request.body === null))
        request.body = {};
    });

    const lists = {
      customers: () => control.customers(),
      "checkout-sessions": () => control.checkoutSessions(),
      "payment-intents": () => control.paymentIntents(),
      "payment-methods": () => control.paymentMethods(),
      charges: () => control.charges(),
      refunds: () => control.refunds(),
      disputes: () => control.disputes(),
      "balance-transactions": () => control.balanceTransactions(),
      "verification-sessions": () => control.verificationSessions(),
      events: () => control.events(),
      deliveries: () => control.deliveries(),
      requests: () => control.requests(),
      endpoints: () => control.endpoints(),
      counts: () => control.counts(),
    };
    for (const [name, list] of Object.entries(lists)) scope.get(`/control/${name}`, list);

    const clock = () => ({ now: control.now().toISOString() });
    scope.get("/control/clock", clock);
    scope.post<{ Body: { milliseconds: number } }>(
      "/control/clock/advance",
      body({ milliseconds: { type: "integer" } }, ["milliseconds"]),
      (request) => {
        control.advanceClock(request.body.milliseconds);
        return clock();
      },
    );
    scope.post<{ Body: { now: string } }>(
      "/control/clock/set",
      body({ now: { type: "string", format: "date-time" } }, ["now"]),
      (request) => {
        control.setClock(new Date(request.body.now));
        return clock();
      },
    );
    scope.post("/control/clock/reset", () => {
      control.resetClock();
      return clock();
    });

    scope.post<WithId>("/control/refunds/:id/settle", (request) => control.settleRefund(request.params.id));
    scope.post<WithId & { Body: { reason?: RefundFailureReason } }>(
      "/control/refunds/:id/fail",
      body({ reason: { enum: refundFailureReasons } }),
      (request) => control.failRefund(request.params.id, request.body.reason),
    );
    scope.post<WithId>("/control/refunds/:id/require-action", (request) =>
      control.requireRefundAction(request.params.id),
    );
    scope.post<WithId>("/control/refunds/:id/resume", (request) => control.resumeRefund(request.params.id));
    scope.post<WithId>("/control/refunds/:id/cancel", (request) => control.cancelRefund(request.params.id));
    scope.post<WithId>("/control/refunds/:id/reference", (request) =>
      control.postRefundReference(request.params.id),
    );
    scope.post<{ Body: { outcome: RefundPlanOutcome; count?: number } }>(
      "/control/refund-plans",
      body({ outcome: { enum: planOutcomes }, count }, ["outcome"]),
      (request) => {
        control.planRefunds(request.body.outcome, request.body.count);
        return { planned: request.body.outcome };
      },
    );

    scope.post<WithId & { Body: DisputeOptions }>(
      "/control/charges/:id/dispute",
      body({ reason: { enum: disputeReasons }, amountMinor: count, inquiry: { type: "boolean" } }),
      (request) => control.openDispute(request.params.id, request.body),
    );
    scope.post<WithId & { Body: { returnFee?: boolean } }>(
      "/control/disputes/:id/win",
      body({ returnFee: { type: "boolean" } }),
      (request) => control.winDispute(request.params.id, request.body),
    );
    scope.post<WithId>("/control/disputes/:id/escalate", (request) =>
      control.escalateDispute(request.params.id),
    );
    scope.post<WithId>("/control/disputes/:id/lose", (request) => control.loseDispute(request.params.id));

    scope.get("/control/available-balance", () => control.availableBalances());
    scope.post<{ Body: { currency: string; amountMinor: number | null } }>(
      "/control/available-balance",
      body(
        { currency: { type: "string", pattern: "^[a-z]{3}$" }, amountMinor: { type: ["integer", "null"] } },
        ["currency", "amountMinor"],
      ),
      (request) => {
        control.setAvailableBalance(request.body.currency, request.body.amountMinor);
        return control.availableBalances();
      },
    );
    scope.post<WithId & { Body: { card: string } }>(
      "/control/payment-methods/:id/card",
      body({ card: { type: "string" } }, ["card"]),
      (request) => {
        control.changeCard(request.params.id, request.body.card);
        return { changed: request.params.id };
      },
    );

    scope.post<WithId & { Body: { card?: string } }>(
      "/control/checkout-sessions/:id/pay",
      body({ card: { type: "string" } }),
      (request) => control.payCheckout(request.params.id, request.body.card),
    );
    scope.post<WithId & { Body: { outcome: "complete" | "fail" } }>(
      "/control/payment-intents/:id/authenticate",
      body({ outcome: { enum: ["complete", "fail"] } }, ["outcome"]),
      (request) => control.authenticate(request.params.id, request.body.outcome),
    );

    scope.post<WithId & { Body: ShownDocument & { outcome: VerificationChoice } }>(
      "/control/verification-sessions/:id/submit",
      body(
        {
          outcome: { enum: verificationOutcomes },
          given: { type: "string" },
          family: { type: "string" },
          birthDate: { type: "string", format: "date" },
          country: { type: "string", pattern: "^[A-Z]{2}$" },
          number: { type: "string" },
        },
        ["outcome", "given", "family", "birthDate", "country", "number"],
      ),
      (request) => {
        const { outcome, ...document } = request.body;
        return control.submitVerification(request.params.id, outcome, document);
      },
    );
    scope.post<WithId>("/control/verification-sessions/:id/settle", (request) =>
      control.settleVerification(request.params.id),
    );

    const faults = () => ({
      profile: control.faultProfile,
      routes: control.routeFaults(),
      events: control.eventFaults(),
    });
    scope.get("/control/faults", faults);
    scope.delete("/control/faults", () => {
      control.clearFaults();
      return faults();
    });
    scope.post<{ Body: { profile: FaultProfile; seed?: number } }>(
      "/control/faults/profile",
      body({ profile: { enum: ["calm", "rough"] }, seed: { type: "integer" } }, ["profile"]),
      (request) => {
        control.setFaultProfile(request.body.profile, request.body.seed);
        return faults();
      },
    );
    scope.post<{ Body: RouteFaultRequest }>(
      "/control/faults/routes",
      body(
        {
          method: { enum: ["GET", "POST", "DELETE", "*"] },
          path: { type: "string" },
          point: { enum: points },
          action: { enum: routeActions },
          delayMillis: milliseconds,
          count,
        },
        ["point", "action"],
      ),
      (request) => control.addRouteFault(request.body),
    );
    scope.post<{ Body: EventFaultRequest }>(
      "/control/faults/events",
      body(
        {
          type: { type: "string" },
          about: { type: "string" },
          action: { enum: eventActions },
          delayMillis: milliseconds,
          count,
        },
        ["action"],
      ),
      (request) => control.addEventFault(request.body),
    );

    scope.post<{ Body: { url: string; events?: string[]; secret?: string } }>(
      "/control/endpoints",
      body(
        {
          url: { type: "string", format: "uri" },
          events: { type: "array", items: { type: "string" } },
          secret: { type: "string", minLength: 1 },
        },
        ["url"],
      ),
      (request) => control.registerEndpoint(request.body),
    );
    const webhooks = () => ({ paused: control.webhooksPaused, pending: control.counts().pendingDeliveries });
    scope.post("/control/webhooks/pause", () => {
      control.pauseWebhooks();
      return webhooks();
    });
    scope.post("/control/webhooks/resume", () => {
      control.resumeWebhooks();
      return webhooks();
    });
    scope.post("/control/webhooks/deliver", async () => ({
      attempted: await control.deliverPending(),
      ...webhooks(),
    }));
    scope.post<WithId>("/control/events/:id/resend", async (request) => ({
      attempted: await control.resendEvent(request.params.id),
    }));

    scope.post("/control/reset", () => {
      control.reset();
      return control.counts();
    });
  });
}
