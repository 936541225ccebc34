import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROBLEMS } from "@tenure/core/contract";
import { REFUSAL_TEXTS } from "@tenure/core/text";
import { beforeAll, describe, expect, it } from "vitest";
import { referencePages } from "../../scripts/generate-reference.ts";
import { restProceduresOf } from "../../src/trpc/rest-routes.ts";
import { appRouter } from "../../src/trpc/router.ts";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp } from "../support/people.ts";

const test = await testApp();
const { app } = test;
let ada: Person;
let accountId: string;
beforeAll(async () => {
  ada = await signUp(test, "ada");
  accountId = await openAccount(test, ada);
});

const call = (
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
) =>
  app.inject({
    method,
    url: `/v1${url}`,
    headers: { cookie: ada.cookie(), origin: test.services.env.publicUrl, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
const keyed = (key: string = crypto.randomUUID()) => ({ "idempotency-key": key });

describe("a mutation over REST", () => {
  it("needs an idempotency key, and does nothing without one", async () => {
    const answer = await call("POST", "/keys", { name: "x", scopes: ["usage:read"] });
    expect(answer.json()).toMatchObject({ code: "idempotency_key_required", status: 400 });
    for (const odd of ["", "with blank", "x".repeat(256), "clé"]) {
      const { statusCode } = await call("POST", "/keys", { name: "x", scopes: ["usage:read"] }, keyed(odd));
      expect([odd, statusCode]).toEqual([odd, 400]);
    }
    expect((await call("GET", "/keys")).json()).toEqual({ items: [] });
  });

  it("answers the same again for the same key, and names what differs for another input", async () => {
    const key = keyed();
    const input = { name: "gateway", scopes: ["usage:read"] };
    const first = await call("POST", "/keys", input, key);
    const again = await call("POST", "/keys", input, key);
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json<{ id: string }>().id).toBe(first.json<{ id: string }>().id);
    const other = await call("POST", "/keys", { ...input, name: "another" }, key);
    expect(other.json()).toMatchObject({
      code: "idempotency_conflict",
      status: 409,
      errors: [{ path: "name" }],
    });
    expect((await call("GET", "/keys")).json<{ items: unknown[] }>().items).toHaveLength(1);
  });
});

describe("an input over REST", () => {
  it.each([
    ["an unknown field in the body", "PATCH", (id: string) => `/accounts/${id}`, { nickname: "x" }],
    [
      "a path field again in the body",
      "PATCH",
      (id: string) => `/accounts/${id}`,
      { accountId: "0190a0a0-0000-7000-8000-000000000001" },
    ],
    ["a query beside a body", "PATCH", (id: string) => `/accounts/${id}?name=x`, { language: "en" }],
    ["an unknown query", "GET", (id: string) => `/accounts/${id}?verbose=1`, undefined],
    ["a query named twice", "GET", () => "/decisions?limit=1&limit=2", undefined],
    ["a limit beyond the largest page", "GET", () => "/decisions?limit=101", undefined],
    ["a cursor that is none", "GET", () => "/decisions?cursor=abc", undefined],
    ["an id that is none", "GET", () => "/decisions/abc", undefined],
  ] as const)("is refused with %s", async (_, method, url, payload) => {
    const answer = await call(method, url(accountId), payload, keyed());
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json()).toMatchObject({ code: "validation_failed", status: 400 });
  });

  it("is refused as a list where an object belongs", async () => {
    const answer = await call("PATCH", `/accounts/${accountId}`, [{ language: "en" }], keyed());
    expect(answer.json()).toMatchObject({ code: "malformed_request" });
  });
});

it("pages with a cursor until the end, each item once", async () => {
  for (let count = 0; count < 5; count += 1)
    await test.database.sql(
      `INSERT INTO notice (id, account_id, kind, dedupe_key, recipient, language, subject, text, html, message_id, created_at)
       VALUES (uuidv7(), $1, 'test', $2, 'ada@example.com', 'en', $2, '', '', $2, now())`,
      [accountId, `page-${count}`],
    );
  const subjects: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const answer = await call("GET", `/notices?limit=2${cursor === null ? "" : `&cursor=${cursor}`}`);
    const page = answer.json<{ items: { subject: string }[]; nextCursor: string | null }>();
    subjects.push(...page.items.map((item) => item.subject));
    cursor = page.nextCursor;
    pages += 1;
  } while (cursor !== null);
  // Five of two a page: two, two, one. Newest first.
  expect([pages, subjects]).toEqual([3, ["page-4", "page-3", "page-2", "page-1", "page-0"]]);
});

describe("the description", () => {
  const document = async () =>
    (await app.inject({ url: "/v1/openapi.json" })).json<{
      openapi: string;
      paths: Record<
        string,
        Record<
          string,
          { operationId: string; parameters?: { name: string; in: string; required?: boolean }[] }
        >
      >;
    }>();

  it("names every REST procedure once, each mutation with its Idempotency-Key", async () => {
    const { openapi, paths } = await document();
    expect(openapi).toBe("3.1.0");
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    const procedures = restProceduresOf(appRouter);
    // Files are routes of their own beside the procedures, under their guards.
    expect(
      operations.flatMap(({ operationId }) => (operationId?.endsWith("_csv") ? [] : operationId)).sort(),
    ).toEqual(procedures.map((each) => each.name).sort());
    const keyedOnes = operations
      .filter((each) =>
        each.parameters?.some((one) => one.name === "Idempotency-Key" && one.required === true),
      )
      .map((each) => each.operationId);
    expect(keyedOnes.sort()).toEqual(
      procedures
        .filter((each) => each.type === "mutation")
        .map((each) => each.name)
        .sort(),
    );
  });

  it("refers only to what it holds", async () => {
    const whole = await document();
    const references = [...JSON.stringify(whole).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(references.length).toBeGreaterThan(10);
    const missing = references.filter(
      (path) =>
        path
          .split("/")
          .reduce<unknown>(
            (at, part) => (at === null || typeof at !== "object" ? undefined : Reflect.get(at, part)),
            whole,
          ) === undefined,
    );
    expect(missing).toEqual([]);
  });

  it.each(Object.keys(referencePages()))(
    "is written down in docs/generated/%s as it is (node apps/api/scripts/generate-reference.ts)",
    (name) => {
      const path = join(import.meta.dirname, "../../../../docs/generated", name);
      expect(readFileSync(path, "utf8") === referencePages()[name]).toBe(true);
    },
  );
});

it("has no two procedures at one address, and none that hides another", () => {
  const routes = restProceduresOf(appRouter).map(
    ({ rest }) => `${rest.method} ${rest.path.replace(/\{\w+\}/g, "{}")}`,
  );
  expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([]);
});

describe("the version header", () => {
  it("stands in every answer, and a request for another version is refused before anything is done", async () => {
    expect((await call("GET", "/keys")).headers["tenure-version"]).toBe("1");
    expect((await call("GET", "/keys", undefined, { "tenure-version": "1" })).statusCode).toBe(200);
    const before = (await call("GET", "/keys")).json<{ items: unknown[] }>().items.length;
    const other = await call(
      "POST",
      "/keys",
      { name: "x", scopes: ["usage:read"] },
      { ...keyed(), "tenure-version": "2" },
    );
    expect(other.json()).toMatchObject({ status: 400, code: "version_unknown" });
    expect((await call("GET", "/keys")).json<{ items: unknown[] }>().items).toHaveLength(before);
  });
});

describe("the link to what a code means", () => {
  it("leads to the place where every problem and every refusal is explained, in the reader's language", async () => {
    const unknown = (await call("GET", `/orders/${crypto.randomUUID()}`)).json<{ documentation: string }>();
    expect(unknown.documentation).toBe("/docs/problems#not_found");
    for (const [language, word] of [
      ["en", "What helps"],
      ["zh", "处理办法"],
    ] as const) {
      const page = await app.inject({ url: "/docs/problems", headers: { "accept-language": language } });
      expect([page.statusCode, page.body.includes(word)]).toEqual([200, true]);
      const explained = new Set([...page.body.matchAll(/<tr id="(\w+)">/g)].map(([, id]) => id));
      const codes = [...Object.keys(PROBLEMS), ...Object.keys(REFUSAL_TEXTS)];
      expect(codes.filter((code) => !explained.has(code))).toEqual([]);
      expect(page.body).not.toMatch(/\{\w+:\w+\}/);
    }
  });
});
