import { beforeAll, expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp } from "../support/people.ts";

const test = await testApp();
let ada: Person;
let accountId: string;
beforeAll(async () => {
  ada = await signUp(test, "ada");
  accountId = await openAccount(test, ada);
});

const create = (input: object, idempotencyKey: string = crypto.randomUUID()) =>
  ada.mutate(
    "partners.keys.create",
    { name: "gateway", scopes: ["usage:read"], ...input },
    { "idempotency-key": idempotencyKey },
  );
const asKey = (key: unknown, url: string) =>
  test.app.inject({ url, headers: { authorization: `Bearer ${String(key)}` } });

it("shows a key once: the same request again answers the same key's id without the key", async () => {
  const first = await create({}, "key-1");
  const again = await create({}, "key-1");
  expect(first.data["key"]).toMatch(/^tnr_test_[\w-]{43}$/);
  expect(again.data).toEqual({ ...first.data, key: null });
  // Nowhere in the database: neither among keys nor among kept answers and audit rows.
  const secret = String(first.data["key"]).slice(15);
  for (const table of ["api_key", "command_record", "audit_row"])
    expect(
      await test.database.sql(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%' || $1 || '%'`, [secret]),
    ).toEqual([]);
});

it("works until it is revoked, and never after", async () => {
  const { data } = await create({ scopes: ["refunds:read"] });
  expect((await asKey(data["key"], "/v1/decisions")).json()).toEqual({ items: [], nextCursor: null });
  const revoked = await ada.mutate("partners.keys.revoke", { keyId: data["id"] });
  expect(revoked.status).toBe(200);
  expect((await asKey(data["key"], "/v1/decisions")).json()).toMatchObject({
    code: "key_invalid",
    status: 401,
  });
});

it("expires by the clock of its account", async () => {
  const { data } = await create({ scopes: ["refunds:read"], expiresInDays: 1 });
  const dayMs = 86_400_000;
  await test.database.sql("UPDATE account SET clock_offset_ms = $2 WHERE id = $1", [
    accountId,
    dayMs - 60_000,
  ]);
  expect((await asKey(data["key"], "/v1/decisions")).statusCode).toBe(200);
  await test.database.sql("UPDATE account SET clock_offset_ms = $2 WHERE id = $1", [accountId, dayMs]);
  expect((await asKey(data["key"], "/v1/decisions")).statusCode).toBe(401);
  await test.database.sql("UPDATE account SET clock_offset_ms = 0 WHERE id = $1", [accountId]);
});

it("does what its scopes say and no more; approval and ownership are no scopes", async () => {
  const { data } = await create({ scopes: ["usage:read"] });
  expect((await asKey(data["key"], "/v1/decisions")).json()).toMatchObject({ code: "scope_missing" });
  expect((await asKey(data["key"], "/v1/keys")).json()).toMatchObject({ code: "forbidden" });
  for (const scope of ["refunds:approve", "account:transfer", "*"])
    expect((await create({ scopes: [scope] })).problem).toMatchObject({ code: "validation_failed" });
});

it("refuses what looks like a key and is none, and never falls back to the cookie beside it", async () => {
  for (const authorization of ["Bearer tnr_test_x", "Bearer ", "Basic YTpi", "tnr_test_x"]) {
    const answer = await test.app.inject({
      url: "/v1/keys",
      headers: { authorization, cookie: ada.cookie() },
    });
    expect([authorization, answer.json<{ code: string }>().code]).toEqual([authorization, "key_invalid"]);
  }
});

it("shows and revokes keys of its own account only", async () => {
  const { data } = await create({});
  const bo = await signUp(test, "bo");
  await openAccount(test, bo);
  expect((await bo.query("partners.keys.list", {})).data).toEqual({ items: [] });
  expect((await bo.mutate("partners.keys.revoke", { keyId: data["id"] })).problem).toMatchObject({
    code: "not_found",
  });
  const { data: mine } = await ada.query("partners.keys.list", {});
  expect(
    (mine["items"] as { id: string; revokedAt: string | null }[]).find((each) => each.id === data["id"]),
  ).toMatchObject({
    revokedAt: null,
    prefix: String(data["key"]).slice(0, 13),
  });
});
