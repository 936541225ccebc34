import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { newId } from "../stripe/ids.ts";
import type { RequestLog } from "../stripe/request-log.ts";
import type { NotificationDeliverer } from "./deliverer.ts";
import { Fields } from "./fields.ts";
import type { OutcomePump } from "./outcomes.ts";
import { type Answer, cancelPayment, inquirePayment, pay } from "./payments.ts";
import { inquireRefund, refund } from "./refunds.ts";
import { AntomFailure, results } from "./results.ts";
import { isSignedBy, signatureHeader } from "./signature.ts";
import { instantOf, type World } from "./world.ts";

/** Longest wait for a notification that is to arrive before the answer; its receiver may be waiting for us. */
const EARLY_DELIVERY_MILLIS = 3000;

/** Calls that are simulated, by the last part of their path. */
export const operations: Readonly<Record<string, (world: World, fields: Fields) => Answer>> = {
  pay: (world, fields) => pay(world, fields, false),
  createPaymentSession: (world, fields) => pay(world, fields, true),
  inquiryPayment: inquirePayment,
  cancel: cancelPayment,
  refund,
  inquiryRefund: inquireRefund,
};

/** The path of a call, as it is signed. Test clients have a path of their own. */
export const pathOf = (operation: string, clientId: string): string =>
  `/ams/${clientId.startsWith("SANDBOX_") ? "sandbox/" : ""}api/v1/payments/${operation}`;

/** What the door needs of the simulator. */
export interface DoorParts {
  readonly world: World;
  readonly deliverer: NotificationDeliverer;
  readonly outcomes: OutcomePump;
  readonly log: RequestLog;
  readonly clientId: string;
  readonly privateKey: () => string;
  /** Null until a merchant has told it. */
  readonly merchantPublicKey: () => string | null;
  /** Runs a call as one transaction that knows that somebody waits for it. */
  readonly answer: <T>(work: () => T) => T;
}

const header = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
};

/** Answers `/ams/…/payments/*` as Antom does: signatures both ways, verdicts inside HTTP 200, faults. */
export function registerApi(app: FastifyInstance, parts: DoorParts): void {
  const { world, deliverer, outcomes, log } = parts;

  const checkSignature = (request: FastifyRequest, path: string, body: string): void => {
    const clientId = header(request, "client-id");
    if (clientId !== parts.clientId) throw new AntomFailure(results.invalidClient);
    const time = header(request, "request-time");
    const publicKey = parts.merchantPublicKey();
    const good =
      time !== "" &&
      publicKey !== null &&
      isSignedBy({ path, clientId, time, body }, header(request, "signature"), publicKey);
    if (!good) throw new AntomFailure(results.invalidSignature);
  };

  const execute = (operation: string, body: string): Answer => {
    const handle = operations[operation];
    if (handle === undefined) throw new AntomFailure(results.noInterface);
    let read: unknown;
    try {
      read = JSON.parse(body);
    } catch {
      throw new AntomFailure(results.paramIllegal("the body is not JSON"));
    }
    return parts.answer(() => handle(world, new Fields(read)));
  };

  const deliverEarly = async (): Promise<void> => {
    const early = world.store.all("early").map((each) => each.id);
    if (early.length === 0) return;
    for (const id of early) world.store.remove("early", id);
    await Promise.race([
      deliverer.deliverNow(new Set(early)),
      sleep(EARLY_DELIVERY_MILLIS, undefined, { ref: false }),
    ]);
  };

  const send = (reply: FastifyReply, path: string, answer: Answer): FastifyReply => {
    const body = JSON.stringify(answer);
    const time = instantOf(world);
    const message = { path, clientId: parts.clientId, time, body };
    return reply
      .headers({
        "content-type": "application/json; charset=UTF-8",
        "client-id": parts.clientId,
        "response-time": time,
        signature: signatureHeader(message, parts.privateKey()),
      })
      .send(body);
  };

  const take = async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split("?")[0] ?? "";
    const operation = path.split("/").at(-1) ?? "";
    const route = `/ams/api/v1/payments/${operation}`;
    const body = typeof request.body === "string" ? request.body : "";
    const known = Object.hasOwn(operations, operation);
    const fault = known ? world.faults.strikeRequest("POST", route) : undefined;
    const record = (status: number | null, code: string): void =>
      log.add({
        id: newId("req"),
        at: instantOf(world),
        method: "POST",
        path,
        route: known ? route : null,
        params: code,
        idempotencyKey: requestIdIn(body),
        status,
        replayed: false,
        fault: fault === undefined ? null : `${fault.point} ${fault.action}`,
      });
    const cut = (): void => {
      record(null, "cut");
      reply.hijack();
      request.raw.socket.destroy();
    };
    const broken = (status: number): FastifyReply => {
      record(status, "broken");
      return reply.code(status).type("text/plain").send("on purpose");
    };
    if (fault?.action === "delay" && fault.point === "before_handler") await sleep(fault.delayMillis);
    else if (fault !== undefined && fault.point !== "after_handler") {
      if (fault.action === "reset") return cut();
      return broken(fault.action === "rate_limit" ? 429 : 500);
    }
    let answer: Answer;
    try {
      if (path !== pathOf(operation, parts.clientId)) throw new AntomFailure(results.noInterface);
      checkSignature(request, path, body);
      // At least one turn of the event loop, so that concurrent calls really meet.
      await nextTurn();
      answer = execute(operation, body);
      await deliverEarly();
    } catch (error) {
      if (!(error instanceof AntomFailure)) throw error;
      answer = { result: error.result };
    }
    deliverer.wake();
    outcomes.wake();
    if (fault?.point === "after_handler") {
      if (fault.action === "reset") return cut();
      if (fault.action === "server_error") return broken(500);
      if (fault.action === "delay") await sleep(fault.delayMillis);
    }
    record(200, answer.result.resultCode);
    return send(reply, path, answer);
  };

  app.register(async (scope) => {
    // Signatures are over the bytes that were sent, so the body stays a text.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    scope.post("/ams/api/v1/payments/:operation", take);
    scope.post("/ams/sandbox/api/v1/payments/:operation", take);
  });
}

/** The id under which a call may be repeated, for the log. */
const requestIdIn = (body: string): string | null =>
  /"(?:paymentRequestId|refundRequestId)":"([^"]{1,64})"/.exec(body)?.[1] ?? null;
