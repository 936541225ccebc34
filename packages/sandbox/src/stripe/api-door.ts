import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deliverer } from "./deliveries.ts";
import { type ErrorBody, invalidRequest, StripeFailure } from "./errors.ts";
import { expand } from "./expand.ts";
import type { StruckRequest } from "./faults.ts";
import { canonicalForm, type FormObject, parseForm } from "./form.ts";
import { IdempotencyKeys, type KeyedRequest } from "./idempotency.ts";
import { newId } from "./ids.ts";
import type { OutcomePump } from "./outcomes.ts";
import { Params } from "./params.ts";
import type { RequestLog } from "./request-log.ts";
import { findRoute, type HandlerResult, type Route } from "./routes.ts";
import { API_VERSION, type World } from "./world.ts";

/** Longest wait for a webhook that is to arrive before the answer; its receiver may be waiting for us. */
const EARLY_DELIVERY_MILLIS = 3000;

interface Answer {
  readonly status: number;
  readonly body: string;
  /** The request that made the answer, when this one only repeats it. */
  readonly replayOf?: string;
}

/** What the door needs of the simulator. */
export interface DoorParts {
  readonly world: World;
  readonly deliverer: Deliverer;
  readonly outcomes: OutcomePump;
  readonly log: RequestLog;
  /** Real milliseconds between reading a request and executing it. */
  readonly latencyMillis: number;
}

const envelope = (error: ErrorBody): string => JSON.stringify({ error }, null, 2);

const serverError: ErrorBody = {
  type: "api_error",
  message: "An error occurred in the sandbox, on purpose.",
};
const rateLimited: ErrorBody = {
  type: "invalid_request_error",
  code: "rate_limit",
  message:
    "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
};

const isCardError = (result: HandlerResult): result is { readonly cardError: ErrorBody } =>
  "cardError" in result;

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

function checkCaller(request: FastifyRequest): void {
  const authorization = header(request, "authorization");
  const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  const key =
    basic === undefined
      ? (/^Bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? "")
      : (Buffer.from(basic, "base64").toString().split(":")[0] ?? "");
  if (key === "") throw invalidRequest("You did not provide an API key.", { status: 401, stored: false });
  if (!/^(sk|rk)_test_/.test(key)) {
    throw invalidRequest(
      "The sandbox takes test keys only (sk_test_…): a live key must never be sent here.",
      {
        status: 401,
        stored: false,
      },
    );
  }
  const version = header(request, "stripe-version");
  if (version !== undefined && version !== API_VERSION) {
    throw invalidRequest(`The sandbox speaks API version ${API_VERSION}, not ${version}.`, { stored: false });
  }
}

/** Answers `/v1/*` as Stripe does: authentication, idempotency, faults, error envelopes. */
export function registerApi(app: FastifyInstance, parts: DoorParts): void {
  const { world, deliverer, outcomes, log } = parts;
  const keys = new IdempotencyKeys(world);

  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => {
      done(null, body);
    },
  );

  const execute = (route: Route, id: string, form: FormObject): Answer => {
    const { expand: _expand, ...rest } = form;
    const paths = new Params(form).strings("expand");
    const result = route.handle(world, new Params(rest), id);
    if (isCardError(result)) return { status: 402, body: envelope(result.cardError) };
    return { status: 200, body: JSON.stringify(expand(world, result, paths), null, 2) };
  };

  /** Runs the handler and keeps its answer, in one transaction. */
  const run = (
    route: Route,
    id: string,
    form: FormObject,
    requestId: string,
    keyed: KeyedRequest | undefined,
    fault: StruckRequest | undefined,
  ): Answer => {
    const cause = { requestId, idempotencyKey: keyed?.key ?? null };
    const loseAnswer = fault?.point === "after_handler" && fault.action === "server_error";
    try {
      return world.act(cause, () => {
        const made = execute(route, id, form);
        const answer = loseAnswer ? { status: 500, body: envelope(serverError) } : made;
        if (keyed !== undefined) keys.keep(keyed, { ...answer, requestId });
        return answer;
      });
    } catch (error) {
      if (!(error instanceof StripeFailure)) throw error;
      const answer = { status: error.status, body: envelope(error.body) };
      if (keyed !== undefined && error.stored)
        world.act(cause, () => keys.keep(keyed, { ...answer, requestId }));
      return answer;
    }
  };

  const deliverEarly = async (): Promise<void> => {
    const early = world.store.all("early_event").map((event) => event.id);
    if (early.length === 0) return;
    for (const id of early) world.store.remove("early_event", id);
    await Promise.race([
      deliverer.deliverNow(new Set(early)),
      sleep(EARLY_DELIVERY_MILLIS, undefined, { ref: false }),
    ]);
  };

  const answerTo = async (
    request: FastifyRequest,
    requestId: string,
    path: string,
    route: { route: Route; id: string },
    form: FormObject,
    fault: StruckRequest | undefined,
  ): Promise<Answer> => {
    const key = request.method === "POST" ? header(request, "idempotency-key") : undefined;
    const keyed = key === undefined ? undefined : { key, path, params: canonicalForm(form) };
    if (keyed !== undefined) {
      const kept = keys.begin(keyed);
      if (kept !== undefined) return { status: kept.status, body: kept.body, replayOf: kept.requestId };
    }
    try {
      // At least one turn of the event loop, so that concurrent requests really meet: the second one with the
      // same key finds it in use.
      if (parts.latencyMillis > 0) await sleep(parts.latencyMillis);
      else await nextTurn();
      if (fault?.point === "in_handler") {
        const broken = { status: 500, body: envelope(serverError) };
        if (keyed !== undefined)
          world.act({ requestId, idempotencyKey: keyed.key }, () =>
            keys.keep(keyed, { ...broken, requestId }),
          );
        return broken;
      }
      const answer = run(route.route, route.id, form, requestId, keyed, fault);
      await deliverEarly();
      return answer;
    } finally {
      if (keyed !== undefined) keys.end(keyed.key);
      deliverer.wake();
      outcomes.wake();
    }
  };

  const send = (reply: FastifyReply, requestId: string, answer: Answer, key: string | undefined) => {
    reply.code(answer.status).headers({
      "content-type": "application/json",
      "request-id": requestId,
      "stripe-version": API_VERSION,
      "cache-control": "no-cache, no-store",
    });
    if (key !== undefined) reply.header("idempotency-key", key);
    if (answer.replayOf !== undefined)
      reply.headers({ "idempotent-replayed": "true", "original-request": answer.replayOf });
    return reply.send(answer.body);
  };

  app.all("/v1/*", async (request, reply) => {
    const requestId = newId("req");
    const [path = "", query = ""] = request.url.split("?");
    const key = header(request, "idempotency-key");
    const form = parseForm(
      request.method === "POST" ? (typeof request.body === "string" ? request.body : "") : query,
    );
    const found = findRoute(request.method, path);
    const fault =
      found === undefined ? undefined : world.faults.strikeRequest(request.method, found.route.path);
    const record = (status: number | null, replayed: boolean) => {
      log.add({
        id: requestId,
        at: new Date(world.clock.now()).toISOString(),
        method: request.method,
        path,
        route: found?.route.path ?? null,
        params: form,
        idempotencyKey: key ?? null,
        status,
        replayed,
        fault: fault === undefined ? null : `${fault.point} ${fault.action}`,
      });
    };
    const cut = () => {
      record(null, false);
      reply.hijack();
      request.raw.socket.destroy();
    };
    let answer: Answer;
    try {
      checkCaller(request);
      if (found === undefined) {
        const message = `Unrecognized request URL (${request.method}: ${path}). The sandbox does not simulate it; see packages/sandbox/README.md for what it does.`;
        throw invalidRequest(message, { status: 404, stored: false });
      }
      if (fault?.action === "delay") await sleep(fault.point === "before_handler" ? fault.delayMillis : 0);
      if (fault?.point === "before_handler") {
        if (fault.action === "reset") return cut();
        if (fault.action === "server_error") throw new StripeFailure(500, serverError, false);
        if (fault.action === "rate_limit") throw new StripeFailure(429, rateLimited, false);
      }
      answer = await answerTo(request, requestId, path, found, form, fault);
    } catch (error) {
      if (!(error instanceof StripeFailure)) {
        // A mistake of the simulator itself: said as an API error, with its reason, never as a hang.
        answer = {
          status: 500,
          body: envelope({ type: "api_error", message: `Sandbox failure: ${String(error)}` }),
        };
        request.log.error(error);
      } else {
        answer = { status: error.status, body: envelope(error.body) };
      }
    }
    if (fault !== undefined && fault.point !== "before_handler") {
      if (fault.action === "reset") return cut();
      if (fault.action === "delay") await sleep(fault.delayMillis);
    }
    record(answer.status, answer.replayOf !== undefined);
    return send(reply, requestId, answer, key);
  });
}
