import { expect, it } from "vitest";
import { z } from "zod";
import { type DescribedProcedure, proceduresOf } from "../../src/trpc/rest-routes.ts";
import { appRouter } from "../../src/trpc/router.ts";
import { testApp } from "../support/app.ts";
import { openAccount, signUp, staff } from "../support/people.ts";

/** What somebody may put where a value belongs. */
export const HOSTILE: readonly unknown[] = [
  null,
  "",
  "a\u0000b",
  "\uD800",
  "NaN",
  "-1",
  "1e21",
  "99999999999999999999999999999999",
  -1,
  1.5,
  2 ** 53,
  ["x"],
  {},
  { amount: "1e3", currency: "USD" },
  { amount: "-5", currency: "USD" },
  { amount: "100000000000", currency: "USD" },
  { amount: "5", currency: "KWD" },
];

type Schema = {
  [key: string]: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
};

/** Some value that fits a field, so that the hostile one beside it is looked at. */
function fitting(schema: Schema): unknown {
  if (schema["const"] !== undefined) return schema["const"];
  if (Array.isArray(schema["enum"])) return schema["enum"][0];
  if (schema.anyOf !== undefined) return fitting(schema.anyOf[0] ?? {});
  if (schema["format"] === "uuid") return "0190a0a0-0000-7000-8000-000000000001";
  if (schema["format"] === "email") return "ada@example.com";
  if (schema["format"] === "date-time") return "2026-11-20T14:02:03.123Z";
  if (schema["type"] === "object")
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, field]) => [name, fitting(field)]),
    );
  if (schema["type"] === "array") return [fitting(schema.items ?? {})];
  if (schema["type"] === "integer" || schema["type"] === "number") return 1;
  if (schema["type"] === "boolean") return true;
  if (schema["pattern"] === "^[0-9a-f]{64}$") return "0".repeat(64);
  return schema["type"] === "string" ? "10.00" : null;
}

function* inputsOf(
  { input, meta }: DescribedProcedure,
  accountId: string,
  values: readonly unknown[],
): Generator<unknown> {
  yield* values;
  yield { query: "x".repeat(100_000), reason: "x".repeat(100_000), name: "x".repeat(100_000) };
  if (input === null) return;
  const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as Schema;
  const base = fitting(schema);
  if (base === null || typeof base !== "object") return;
  const valid = { ...base, ...(meta.audience === "account" ? { accountId } : {}) };
  yield valid;
  for (const field of Object.keys(valid)) for (const value of values) yield { ...valid, [field]: value };
}

const DENIED = ["forbidden", "second_factor_required", "scope_missing"];

/**
 * Registers one test per procedure: each value in the place of the whole input, and of each of its fields.
 */
export async function testHostileInput(values: readonly unknown[]): Promise<void> {
  // A service of text messages that nobody asks: its jobs do not run here.
  const sms = { url: "http://127.0.0.1:9", account: "AC1", token: "12345678", from: "+15550100" };
  const test = await testApp({ env: { sms } });
  const owner = await signUp(test, "owner");
  const accountId = await openAccount(test, owner);
  const administrator = await staff(test, "administrator");

  /** What the log says of a request that failed, shortened. */
  const causeOf = (requestId = "none") =>
    test
      .logText()
      .split("\n")
      .find((line) => line.includes(requestId) && line.includes('"err"'))
      ?.slice(80, 900);

  const asked = proceduresOf(appRouter);
  it.each(asked.map((procedure) => [procedure.name, procedure] as const))(
    "%s answers hostile input with a problem of the caller's, never with a fault of ours",
    async (name, procedure) => {
      const faults: unknown[] = [];
      for (const person of [owner, administrator]) {
        // Fresh proof: what stands behind it must not break either.
        await test.database.sql(
          "UPDATE auth_session SET stepped_up_at = clock_timestamp() WHERE user_id = $1 AND stepped_up_at IS NOT NULL",
          [person.loginId],
        );
        const send = (input: unknown) =>
          procedure.type === "query" ? person.query(name, input) : person.mutate(name, input as object);
        if (DENIED.includes((await send({ accountId })).problem.code ?? "")) continue;
        for (const input of inputsOf(procedure, accountId, values)) {
          const body = JSON.stringify(input);
          // A query travels in the address, which Node bounds at 16 KiB of header.
          if (procedure.type === "query" && body.length > 4_000) continue;
          const answer = await send(input);
          if (answer.status >= 500)
            faults.push([body.slice(0, 300), answer.problem.code, causeOf(answer.problem.requestId)]);
        }
      }
      expect(faults.slice(0, 3)).toEqual([]);
    },
    120_000,
  );
}
