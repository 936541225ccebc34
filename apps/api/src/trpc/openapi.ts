import { problemSchema } from "@tenure/core/contract";
import { assuranceOf } from "@tenure/core/access";
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Env } from "../env.ts";
import { csvInput } from "../csv/csv-door.ts";
import type { CsvFile } from "../csv/csv-file.ts";
import { SCOPE_OF } from "../partners/key-scopes.ts";
import { hasBody, pathParams, type RestProcedure } from "./rest-routes.ts";

const scopes: Readonly<Record<string, string | null>> = SCOPE_OF;

/** The OpenAPI 3.1 description of the REST API, from the schemas that check its requests. */
export function describeRest(
  procedures: readonly RestProcedure[],
  files: readonly CsvFile[],
  env: Pick<Env, "publicUrl" | "platformName">,
): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const procedure of procedures)
    (paths[procedure.rest.path] ??= {})[procedure.rest.method] = operationOf(procedure);
  for (const file of files) (paths[file.path] ??= {})["get"] = downloadOf(file);
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: `${env.platformName} API`,
      version: "1",
      description:
        "Amounts are decimal texts with their currency; instants are ISO 8601 in UTC. Errors are problem details " +
        "(RFC 9457) with a stable `code`, explained at `/docs/problems`. Every request that changes something carries an " +
        "Idempotency-Key. Every answer names its version in `Tenure-Version`; a request may name the one it was written for.",
    },
    servers: [{ url: `${env.publicUrl}/v1` }],
    security: [{ apiKey: [] }],
    paths: paths satisfies ZodOpenApiPathsObject,
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "An API key: `tnr_…`" } },
    },
  });
}

function operationOf(procedure: RestProcedure): ZodOpenApiOperationObject {
  const { name, rest, fields, meta, output, type } = procedure;
  const inPath = pathParams(rest.path);
  const pick = (keep: (field: string) => boolean) =>
    z.strictObject(Object.fromEntries(Object.entries(fields).filter(([field]) => keep(field))));
  const others = pick((field) => !inPath.includes(field));
  const hasOthers = Object.keys(others.shape).length > 0;
  const scope = scopes[meta.permission];
  return {
    operationId: name,
    summary: rest.summary,
    tags: [name.split(".")[0] ?? name],
    description: [
      `Permission \`${meta.permission}\`.`,
      ...(typeof scope === "string" ? [`API keys need the scope \`${scope}\`.`] : []),
      ...(assuranceOf(meta.permission) === "step_up" ? ["Needs a second factor proven just now."] : []),
    ].join(" "),
    requestParams: {
      ...(inPath.length > 0 ? { path: pick((field) => inPath.includes(field)) } : {}),
      ...(!hasBody(rest) && hasOthers ? { query: others } : {}),
      ...(type === "mutation" ? { header: z.object({ "Idempotency-Key": z.string().min(1).max(255) }) } : {}),
    },
    ...(hasBody(rest) && hasOthers
      ? { requestBody: { content: { "application/json": { schema: others } } } }
      : {}),
    responses: {
      [rest.status ?? 200]: {
        description: "Done.",
        ...(output === null ? {} : { content: { "application/json": { schema: output } } }),
      },
      default: {
        description: "Problem details.",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  };
}

/** A download: the guards of a procedure, a table instead of JSON. */
function downloadOf(file: CsvFile): ZodOpenApiOperationObject {
  const scope = scopes[file.permission];
  return {
    operationId: file.path.slice(1).replaceAll(/[/.]/g, "_"),
    summary: file.summary,
    tags: [file.path.split("/")[1] ?? file.path],
    description: [
      `Permission \`${file.permission}\`.`,
      ...(typeof scope === "string" ? [`API keys need the scope \`${scope}\`.`] : []),
      "Streamed; a connection that breaks off means an incomplete file. Text that a spreadsheet would run as a formula begins with an apostrophe.",
    ].join(" "),
    requestParams: { query: csvInput(file) },
    responses: {
      200: { description: "Done.", content: { "text/csv": { schema: z.string() } } },
      default: {
        description: "Problem details.",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  };
}
