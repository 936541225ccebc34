import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, it } from "vitest";
import { KEY_SCOPES } from "../../src/partners/key-scopes.ts";
import { openMarket } from "../support/market.ts";
import { staff } from "../support/people.ts";
import { HOSTILE } from "./hostile.ts";
import { insertApiKey } from "../support/api-key.ts";

type Schema = Readonly<Record<string, unknown>>;
interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Answers {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, Answers>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** How often a value is none that the description allows. */
const HOSTILE_WEIGHT = 1;
const FITTING_WEIGHT = 6;

/** Values for a schema of the description, most of them such as it allows. `ids` are of things that are really there. */
function valuesFor(
  schema: Schema,
  document: Document,
  ids: readonly string[],
  depth = 0,
): fc.Arbitrary<unknown> {
  const again = (inner: unknown) => valuesFor((inner ?? {}) as Schema, document, ids, depth + 1);
  const hostile = fc.constantFrom(...HOSTILE);
  return fc.oneof(
    { weight: FITTING_WEIGHT, arbitrary: fittingFor(schema, document, ids, again, depth) },
    { weight: HOSTILE_WEIGHT, arbitrary: hostile },
  );
}

function fittingFor(
  schema: Schema,
  document: Document,
  ids: readonly string[],
  again: (inner: unknown) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const named = document.components.schemas[reference.split("/").at(-1) ?? ""];
    if (named === undefined || depth > 8) return fc.constant(null);
    return fittingFor(named, document, ids, again, depth + 1);
  }
  if ("const" in schema) return fc.constant(schema["const"]);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) return fc.oneof(...choices.map(again));
  if (Array.isArray(schema["type"]))
    return fc.oneof(...schema["type"].map((type) => again({ ...schema, type: String(type) })));
  switch (schema["type"]) {
    case "object": {
      const required = (schema["required"] ?? []) as readonly string[];
      const fields = Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, Schema>>);
      return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, again(field)])), {
        requiredKeys: fields.map(([name]) => name).filter((name) => required.includes(name)),
      });
    }
    case "array":
      return fc.array(again(schema["items"]), { maxLength: 3 });
    case "integer":
    case "number":
      return fc.integer({
        min: Number(schema["minimum"] ?? 0),
        max: Math.min(Number(schema["maximum"] ?? 5000), 2 ** 31 - 1),
      });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return textFor(schema, ids);
  }
}

function textFor(schema: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  switch (schema["format"]) {
    case "uuid":
      return fc.constantFrom(...ids);
    case "email":
      return fc.constantFrom("ada@example.com", "someone.else@example.com");
    case "uri":
      return fc.constantFrom(
        "https://hooks.example.com/tenure",
        "http://127.0.0.1:9/",
        "https://user@x.test/",
      );
    case "date-time":
      return fc
        .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString());
    case "date":
      return fc
        .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10));
    default: {
      const pattern = schema["pattern"];
      if (typeof pattern === "string") {
        try {
          return fc.stringMatching(new RegExp(pattern));
        } catch {
          // A pattern with what the generator cannot do, such as looking ahead.
        }
      }
      const most = Math.min(Number(schema["maxLength"] ?? 40), 200);
      return fc.oneof(
        fc.constantFrom("gpt-4o", "cent-a-token", "10.00", "USD", "2026-11", ...ids),
        fc.string({
          minLength: Math.min(Number(schema["minLength"] ?? 0), most),
          maxLength: most,
          unit: "grapheme",
        }),
      );
    }
  }
}

/**
 * Registers one test per operation of the published description: `runs` requests made from it, by a program with every
 * scope and by an administrator. No answer is a fault of ours, and each is one that the description allows.
 */
export async function fuzzTheDescription(runs: number, seed: number): Promise<void> {
  const market = await openMarket();
  const customer = await market.customer();
  await customer.subscribe("pro");
  await customer.use(100);
  await customer.hold(50);
  await market.runJobs();
  const key = `tnr_test_${crypto.randomUUID()}`;
  await insertApiKey(market.database, customer.accountId, key, KEY_SCOPES);
  const administrator = await staff(market, "administrator");
  // Ids that lead somewhere, beside one that leads nowhere.
  const found = await market.database.sql<{ id: string }>(
    `SELECT id FROM account UNION SELECT id FROM "order" UNION SELECT id FROM usage_event UNION SELECT id FROM usage_hold
     UNION SELECT id FROM credit_lot UNION SELECT id FROM decision UNION SELECT id FROM plan_price UNION SELECT id FROM subscription
     UNION SELECT id FROM api_key UNION SELECT id FROM invoice UNION SELECT id FROM notice`,
  );
  const ids = [...found.map(({ id }) => id), "0190a0a0-0000-7000-8000-00000000dead"];
  const document = (await market.app.inject({ url: "/v1/openapi.json" })).json<Document>();
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats(ajv);
  ajv.addSchema(document, "api");
  const judges = new Map<string, ValidateFunction>();
  /** The judge of one answer, made from the description alone. */
  const judgeOf = (pointer: string): ValidateFunction => {
    const known = judges.get(pointer);
    if (known !== undefined) return known;
    const made = ajv.compile({ $ref: `api#${pointer}` });
    judges.set(pointer, made);
    return made;
  };
  const escaped = (part: string) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const succeeded = new Set<string>();

  it("describes all that there is, and rejects an answer that it does not describe", async () => {
    expect(operations.length).toBeGreaterThan(80);
    const response = await market.app.inject({
      url: "/v1/wallet",
      headers: { authorization: `Bearer ${key}` },
    });
    const judge = judgeOf(
      ["", "paths", "/wallet", "get", "responses", "200", "content", "application/json", "schema"]
        .map(escaped)
        .join("/"),
    );
    const wallet = response.json<Record<string, unknown>>();
    expect(judge(wallet)).toBe(true);
    expect(judge({ ...wallet, balance: 12.5 })).toBe(false);
    expect(judge({ ...wallet, colour: "teal" })).toBe(false);
  });

  it.each(operations.map((each) => [each.operation.operationId, each] as const))(
    "%s answers requests made from its description as the description says",
    async (_, { path, method, operation }) => {
      const parameters = operation.parameters ?? [];
      const body = operation.requestBody?.content["application/json"]?.schema;
      const requests = fc.record({
        values: fc.tuple(...parameters.map(({ schema }) => valuesFor(schema, document, ids))),
        left: fc.tuple(...parameters.map(() => fc.integer({ min: 0, max: 9 }))),
        body: body === undefined ? fc.constant(undefined) : valuesFor(body, document, ids),
        byStaff: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(requests, async ({ values, left, body: sent, byStaff }) => {
          let address = path;
          const query = new URLSearchParams();
          parameters.forEach((parameter, index) => {
            const value = values[index];
            const text = typeof value === "string" ? value.toWellFormed() : JSON.stringify(value);
            if (parameter.in === "path")
              address = address.replace(`{${parameter.name}}`, encodeURIComponent(text === "" ? " " : text));
            else if (parameter.in === "query" && (parameter.required === true || (left[index] ?? 0) > 4))
              query.set(parameter.name, text);
          });
          const response = await market.app.inject({
            method: method.toUpperCase() as "GET",
            url: `/v1${address}${query.size === 0 ? "" : `?${query}`}`,
            headers: {
              ...(byStaff
                ? { cookie: administrator.cookie(), origin: market.services.env.publicUrl }
                : { authorization: `Bearer ${key}` }),
              ...(method === "get" ? {} : { "idempotency-key": crypto.randomUUID() }),
              ...(sent === undefined ? {} : { "content-type": "application/json" }),
            },
            ...(sent === undefined ? {} : { payload: JSON.stringify(sent) }),
          });
          if (response.statusCode < 300) succeeded.add(operation.operationId);
          expect(response.statusCode, response.body.slice(0, 500)).toBeLessThan(500);
          const status = String(response.statusCode);
          const answers = operation.responses[status] ?? operation.responses["default"];
          const kind = operation.responses[status] === undefined ? "default" : status;
          const type = String(response.headers["content-type"] ?? "").split(";")[0] ?? "";
          if (answers?.content === undefined) return;
          expect(Object.keys(answers.content), `${status} with ${type}`).toContain(type);
          if (type === "text/csv" || type === "application/pdf") return;
          const pointer = ["", "paths", path, method, "responses", kind, "content", type, "schema"]
            .map(escaped)
            .join("/");
          const judge = judgeOf(pointer);
          expect(
            judge(response.json()),
            `${response.body.slice(0, 300)} ${JSON.stringify(judge.errors)}`,
          ).toBe(true);
        }),
        { seed, numRuns: runs },
      );
    },
  );

  it("came past the checks of its input in many operations", ({ annotate }) => {
    expect(succeeded.size).toBeGreaterThan(40);
    return annotate(
      `${operations.length} operations, ${runs} requests each, seed ${seed}; ${succeeded.size} operations answered with success`,
    );
  });
}
