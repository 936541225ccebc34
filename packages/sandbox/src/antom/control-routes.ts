import type { FastifyInstance } from "fastify";
import { guardControl } from "../stripe/control-guard.ts";
import type { EventFaultRequest, RouteFaultRequest } from "../stripe/control.ts";
import type { FaultProfile } from "../stripe/faults.ts";
import type { AntomControl, PlanRequest } from "./control.ts";
import { AntomFailure } from "./results.ts";

interface WithId {
  readonly Params: { readonly id: string };
}

const count = { type: "integer", minimum: 1 };
const milliseconds = { type: "integer", minimum: 0 };

/** A body with exactly these members. */
const body = (properties: object, required: readonly string[] = []) => ({
  schema: { body: { type: "object", additionalProperties: false, required, properties } },
});

/** Adds the JSON controls; every path answers what `AntomControl` answers. */
export function registerControl(app: FastifyInstance, control: AntomControl): void {
  app.register(async (scope) => {
    scope.addHook("onRequest", guardControl);
    scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      if (error instanceof AntomFailure) return reply.code(400).send({ error: error.result });
      return reply.code(error.statusCode ?? 500).send({ error: { resultMessage: error.message } });
    });
    // A POST without a body is a command without options.
    scope.addHook("preValidation", async (request) => {
      if (request.method === "POST" && (request.body === undefined || request.body === null))
        request.body = {};
    });

    const lists = {
      payments: () => control.payments(),
      refunds: () => control.refunds(),
      notifications: () => control.notifications(),
      settlement: () => control.settlement(),
      requests: () => control.requests(),
      plans: () => control.plans(),
    };
    for (const [name, list] of Object.entries(lists)) scope.get(`/control/antom/${name}`, list);

    scope.post<WithId>("/control/antom/payments/:id/pay", ({ params }) => control.pay(params.id));
    scope.post<WithId>("/control/antom/payments/:id/decline", ({ params }) => control.decline(params.id));
    scope.post<WithId>("/control/antom/payments/:id/settle", ({ params }) =>
      control.settlePayment(params.id),
    );
    scope.post<WithId>("/control/antom/refunds/:id/settle", ({ params }) => control.settleRefund(params.id));
    scope.post<WithId>("/control/antom/refunds/:id/fail", ({ params }) => control.failRefund(params.id));
    scope.post<WithId>("/control/antom/refunds/:id/return", ({ params }) => control.returnRefund(params.id));
    scope.post<{ Body: PlanRequest }>(
      "/control/antom/plans",
      body(
        {
          of: { enum: ["pay_call", "payment", "refund"] },
          answer: { enum: ["at_once", "unknown", "processing"] },
          outcome: { enum: ["SUCCESS", "FAIL"] },
          afterMillis: { type: ["integer", "null"], minimum: 0 },
          count,
        },
        ["of", "answer", "outcome"],
      ),
      (request) => {
        control.plan(request.body);
        return control.plans();
      },
    );

    const faults = () => ({
      profile: control.faultProfile,
      routes: control.routeFaults(),
      events: control.eventFaults(),
    });
    scope.get("/control/antom/faults", faults);
    scope.delete("/control/antom/faults", () => {
      control.clearFaults();
      return faults();
    });
    scope.post<{ Body: { profile: FaultProfile; seed?: number } }>(
      "/control/antom/faults/profile",
      body({ profile: { enum: ["calm", "rough"] }, seed: { type: "integer" } }, ["profile"]),
      (request) => {
        control.setFaultProfile(request.body.profile, request.body.seed);
        return faults();
      },
    );
    scope.post<{ Body: RouteFaultRequest }>(
      "/control/antom/faults/routes",
      body(
        {
          path: { type: "string" },
          point: { enum: ["before_handler", "after_handler"] },
          action: { enum: ["reset", "server_error", "rate_limit", "delay"] },
          delayMillis: milliseconds,
          count,
        },
        ["point", "action"],
      ),
      (request) => control.addRouteFault(request.body),
    );
    scope.post<{ Body: EventFaultRequest }>(
      "/control/antom/faults/notifications",
      body(
        {
          type: { enum: ["PAYMENT_RESULT", "PAYMENT_PENDING", "REFUND_RESULT", "*"] },
          action: { enum: ["duplicate", "delay", "reorder", "drop", "deliver_before_response"] },
          delayMillis: milliseconds,
          count,
        },
        ["action"],
      ),
      (request) => control.addEventFault(request.body),
    );

    const told = () => ({
      paused: control.notificationsPaused,
      pending: control.notifications().filter(({ state }) => state === "pending").length,
    });
    scope.post("/control/antom/notifications/pause", () => {
      control.pauseNotifications();
      return told();
    });
    scope.post("/control/antom/notifications/resume", () => {
      control.resumeNotifications();
      return told();
    });
    scope.post("/control/antom/notifications/deliver", async () => ({
      attempted: await control.deliverPending(),
      ...told(),
    }));
    scope.post<WithId>("/control/antom/notifications/:id/resend", async ({ params }) => ({
      attempted: await control.resend(params.id),
    }));
    scope.post("/control/antom/reset", () => {
      control.reset();
      return told();
    });
  });
}
