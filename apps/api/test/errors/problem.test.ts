import { PROBLEMS, problemSchema } from "@tenure/core/contract";
import type { DecisionJson } from "@tenure/core/decision";
import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError, RefusedError } from "../../src/errors/app-error.ts";
import { isFault, problemOf } from "../../src/errors/problem.ts";

const en = { language: "en", requestId: "r-12345678" } as const;
const prisma = (code: string, meta: object = {}) => Object.assign(new Error("prisma"), { code, meta });
const fastify = (statusCode: number) =>
  Object.assign(new Error("fastify"), { statusCode, code: "FST_ERR_X" });

describe("the error map", () => {
  it.each(Object.entries(PROBLEMS))(
    "words %s in both languages with its status",
    (code, { status, title }) => {
      const key = z.enum(Object.keys(PROBLEMS) as [keyof typeof PROBLEMS]).parse(code);
      expect(problemOf(new AppError(key), en)).toEqual({
        type: `urn:tenure:problem:${code}`,
        title: title.en,
        status,
        code,
        requestId: "r-12345678",
        documentation: `/docs/problems#${code}`,
      });
      expect(problemOf(new AppError(key), { ...en, language: "zh" }).title).toBe(title.zh);
    },
  );

  it.each([
    ["a row that is gone", prisma("P2025"), "not_found", 404],
    ["a unique key that is taken", prisma("P2002"), "conflict", 409],
    ["a serialisation conflict", prisma("P2034"), "conflict", 409],
    ["no database", prisma("P1001"), "unavailable", 503],
    ["no connection in time", prisma("P2024"), "busy", 503],
    ["no transaction in time", prisma("P2028"), "busy", 503],
    [
      "a statement of Prisma's own that was cut short",
      prisma("P2039", { driverAdapterError: { cause: { originalCode: "57014" } } }),
      "busy",
      503,
    ],
    [
      "a lock that did not come",
      prisma("P2010", { driverAdapterError: { cause: { originalCode: "55P03" } } }),
      "busy",
      503,
    ],
    [
      "another database error",
      prisma("P2010", { driverAdapterError: { cause: { originalCode: "22P02" } } }),
      "internal",
      500,
    ],
    ["a body that is too large", fastify(413), "too_large", 413],
    ["a form", fastify(415), "unsupported_media_type", 415],
    ["too many requests", fastify(429), "too_many_requests", 429],
    ["a handler that took too long", fastify(503), "unavailable", 503],
    ["an odd client error", fastify(418), "malformed_request", 400],
    ["a server error of a library", fastify(500), "internal", 500],
    ["tRPC: no such procedure", new TRPCError({ code: "NOT_FOUND" }), "not_found", 404],
    [
      "tRPC: what a procedure threw",
      new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: new AppError("forbidden") }),
      "forbidden",
      403,
    ],
    ["a text", "boom", "internal", 500],
    ["nothing", undefined, "internal", 500],
    ["a fault of ours", new TypeError("secret detail at /srv/app.ts:1"), "internal", 500],
  ])("makes of %s a problem with a stable code", (_, error, code, status) => {
    const problem = problemOf(error, en);
    expect(problem).toMatchObject({ code, status });
    expect(problemSchema.safeParse(problem).success).toBe(true);
    expect(isFault(error)).toBe(status === 500);
  });

  it("tells nothing of a fault: neither message nor stack", () => {
    const text = JSON.stringify(problemOf(new TypeError("secret detail at /srv/app.ts:1"), en));
    expect(text).not.toMatch(/secret|srv|TypeError/);
  });

  it("names the wrong fields of an input", () => {
    const read = z
      .strictObject({ amount: z.string(), items: z.array(z.int()) })
      .safeParse({ items: [1, "x"], extra: 1 });
    expect(problemOf(read.error, en).errors?.map((each) => each.path)).toEqual(["amount", "items.1", ""]);
  });

  it("shows a refusal with all its reasons, its clause and its stored decision", () => {
    const decision: DecisionJson = {
      kind: "wallet.grant_gift",
      rulesVersion: 1,
      policyVersion: "2026-11",
      decidedAt: "2026-11-20T14:02:03.123Z",
      currency: "USD",
      outcome: "refused",
      refusals: [
        { code: "account_terminated", clause: "T4.2", params: {} },
        { code: "gift_amount_out_of_range", clause: "R3.4", params: { max: "10000000000000" } },
      ],
      lines: [],
      effects: null,
      facts: {},
    };
    const problem = problemOf(new RefusedError(decision, "0190a0a0-0000-7000-8000-000000000001"), en);
    expect(problem).toMatchObject({
      status: 409,
      type: "urn:tenure:problem:refused",
      code: "account_terminated",
      clause: "T4.2",
      detail: "This account has been terminated.",
      decisionId: "0190a0a0-0000-7000-8000-000000000001",
    });
    // 10^13 nanos are ten thousand dollars.
    expect(problem.refusals?.[1]?.reason).toBe("A gift is more than zero and at most $10,000.00.");
    expect(problemSchema.safeParse(problem).success).toBe(true);
  });
});
