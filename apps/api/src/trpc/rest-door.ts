import { API_VERSION, VERSION_HEADER } from "@tenure/core/contract";
import type { FastifyInstance, FastifyRequest, HTTPMethods } from "fastify";
import { csvDoor } from "../csv/csv-door.ts";
import { documentFileRoutes } from "../document-reviews/file-routes.ts";
import { evidenceRoutes } from "../subject-changes/evidence-routes.ts";
import { recordRoute } from "../subject-changes/record-route.ts";
import { dataExportRoute } from "../data-exports/download-route.ts";
import { evidenceRoute } from "../disputes/evidence-route.ts";
import { liabilityRoutes } from "../subject-changes/liability-routes.ts";
import { ledgerExportRoute } from "../ledger/export-route.ts";
import { differencesFileRoute } from "../reconciliations/file-route.ts";
import { shadowFileRoute } from "../policy-versions/shadow-file.ts";
import { type CallerCounts, limitRate } from "../http/rate-limits.ts";
import { contextOf } from "../http/request-context.ts";
import { answerProblem } from "../http/answer-problem.ts";
import { foreignPages, isForEverybody } from "../http/foreign-pages.ts";
import { PROGRAM_HEADERS } from "../http/security.ts";
import { AppError } from "../errors/app-error.ts";
import { languageOf } from "../http/language.ts";
import { fastUsageHandlers, type KnownCallers } from "../usage/fast-door.ts";
import { CSV_FILES } from "../csv/files.ts";
import type { Services } from "../runtime/services.ts";
import { t } from "./init.ts";
import { describeRest } from "./openapi.ts";
import { hasBody, pathParams, type RestProcedure, restProceduresOf } from "./rest-routes.ts";
import { appRouter } from "./router.ts";

const METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"] as const satisfies readonly HTTPMethods[];

/**
 * The REST API under /v1, made from the very procedures the screens call: same input and output schemas, same guards,
 * same errors. A mutation needs an Idempotency-Key; its answer can be asked for again with the same key.
 */
export async function restDoor(
  app: FastifyInstance,
  services: Services,
  { counts, callers }: { readonly counts: CallerCounts; readonly callers: KnownCallers },
): Promise<void> {
  app.addHook("onRequest", async (request, reply) => {
    reply.header(VERSION_HEADER, API_VERSION);
    const version = request.headers[VERSION_HEADER];
    if (version !== undefined && version !== API_VERSION) throw new AppError("version_unknown");
  });
  await limitRate(app, "rest", counts);
  const createCaller = t.createCallerFactory(appRouter);
  const procedures = restProceduresOf(appRouter);
  const fast = fastUsageHandlers(services, callers);
  foreignPages(
    app,
    services.env,
    new Set(procedures.filter(isForEverybody).map(({ rest }) => addressOf(rest.path))),
  );

  for (const procedure of procedures)
    app.route({
      method: METHODS.find((method) => method.toLowerCase() === procedure.rest.method) ?? "GET",
      url: addressOf(procedure.rest.path),
      // Answers to programs: the few headers that matter to them are set by the handler.
      ...(fast.has(procedure.name) ? { config: { hot: true }, helmet: false as const } : {}),
      handler: async (request, reply) => {
        const short = fast.get(procedure.name);
        if (short !== undefined) {
          reply.headers(PROGRAM_HEADERS);
          try {
            const answer = await short(request);
            if (answer !== null) return await reply.code(procedure.rest.status ?? 200).send(answer);
          } catch (error) {
            return answerProblem(error, request, reply, {
              language: languageOf(request.headers["accept-language"]),
              shown: { zone: "UTC" },
            });
          }
        }
        const context = await contextOf(services, request);
        try {
          if (context.failure !== null) throw context.failure;
          if (procedure.type === "mutation" && context.idempotencyKey === null)
            throw new AppError("idempotency_key_required");
          const input = inputOf(procedure, request);
          const answer: unknown = await callByName(createCaller(context), procedure.name, input);
          return await reply.code(procedure.rest.status ?? 200).send(answer);
        } catch (error) {
          return answerProblem(error, request, reply, context);
        }
      },
    });

  for (const path of new Set(procedures.map((each) => each.rest.path))) {
    const taken = procedures
      .filter((each) => each.rest.path === path)
      .map((each) => each.rest.method.toUpperCase());
    app.route({
      method: METHODS.filter((method) => !taken.includes(method)),
      url: addressOf(path),
      handler: async (_request, reply) => {
        reply.header("allow", taken.join(", "));
        throw new AppError("method_not_allowed");
      },
    });
  }

  dataExportRoute(app, services);
  documentFileRoutes(app, services);
  evidenceRoutes(app, services);
  recordRoute(app, services);
  evidenceRoute(app, services);
  liabilityRoutes(app, services);
  csvDoor(app, services, CSV_FILES);
  ledgerExportRoute(app, services);
  differencesFileRoute(app, services);
  shadowFileRoute(app, services);

  // Written out once: it is large, and everybody may ask for it.
  const document = JSON.stringify(describeRest(procedures, CSV_FILES, services.env));
  app.get("/v1/openapi.json", async (_request, reply) => {
    reply.header("cache-control", "public, max-age=300").header("access-control-allow-origin", "*");
    return reply.type("application/json; charset=utf-8").send(document);
  });
}

const addressOf = (path: string) => `/v1${path.replace(/\{(\w+)\}/g, ":$1")}`;

/** The input of a request: its path and its body or query. A field named twice is a mistake, never a choice. */
function inputOf({ rest, fields, input }: RestProcedure, request: FastifyRequest): unknown {
  const params = membersOf(request.params);
  const given = membersOf(hasBody(rest) ? request.body : request.query);
  const elsewhere = membersOf(hasBody(rest) ? request.query : request.body);
  const unknown = [
    ...Object.keys(elsewhere),
    ...pathParams(rest.path).filter((name) => Object.hasOwn(given, name)),
    ...(input === null ? Object.keys(given) : []),
  ];
  if (unknown.length > 0)
    throw new AppError(
      "validation_failed",
      undefined,
      unknown.map((path) => ({ path, message: "is not expected here" })),
    );
  const named = Object.fromEntries(Object.entries(params).filter(([name]) => name in fields));
  return input === null ? undefined : { ...given, ...named };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw new AppError("malformed_request");
  return { ...value };
}

/** Follows a dotted name to a procedure of a caller and calls it. */
async function callByName(caller: unknown, name: string, input: unknown): Promise<unknown> {
  let at = caller;
  for (const part of name.split("."))
    at =
      at !== null && (typeof at === "object" || typeof at === "function") ? Reflect.get(at, part) : undefined;
  if (typeof at !== "function") throw new Error(`no procedure ${name}`);
  const answer: unknown = await Reflect.apply(at, undefined, [input]);
  return answer;
}
