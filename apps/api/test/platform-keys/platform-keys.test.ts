import { expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { platformKey } from "../support/platform-key.ts";
import { staff } from "../support/people.ts";
import { MODEL, usageWorld } from "../usage/world.ts";

const test = await testApp();
const { app, database } = test;
const world = await usageWorld(database);
const [ada, bo] = [await world.account(), await world.account()];
for (const account of [ada, bo]) await world.lot(account, 10_000_000_000n);
const administrator = await staff(test, "administrator");
const reviewer = await staff(test, "reviewer");

const send = async (key: string, method: "GET" | "POST", url: string, payload?: object) => {
  const answer = await app.inject({
    method,
    url: `/v1${url}`,
    headers: {
      authorization: `Bearer ${key}`,
      ...(method === "POST" ? { "idempotency-key": crypto.randomUUID() } : {}),
    },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};
const authorize = (key: string, more: object) =>
  send(key, "POST", "/usage/authorize", { model: MODEL, maxInputTokens: 1, maxOutputTokens: 0, ...more });
const holdsOf = async (accountId: string) =>
  (await database.sql("SELECT id FROM usage_hold WHERE account_id = $1", [accountId])).length;

it("acts on the account that a request names, on each of them, and on none that it does not name", async () => {
  const key = await platformKey(test, ["usage:write", "wallet:read"]);
  expect((await authorize(key, { accountId: ada })).status).toBe(201);
  expect((await authorize(key, { accountId: bo.toUpperCase() })).status).toBe(201);
  expect([await holdsOf(ada), await holdsOf(bo)]).toEqual([1, 1]);
  expect(await authorize(key, {})).toMatchObject({
    status: 400,
    body: { code: "validation_failed", errors: [{ path: "accountId" }] },
  });
  expect((await authorize(key, { accountId: "0190a0a0-0000-7000-8000-00000000dead" })).body["code"]).toBe(
    "not_found",
  );
  // The general door as well.
  expect((await send(key, "GET", `/wallet?accountId=${bo}`)).status).toBe(200);
  expect((await send(key, "GET", "/wallet")).body["code"]).toBe("validation_failed");
  const [used] = await database.sql<{ used: boolean }>(
    "SELECT last_used_at > now() - interval '1 minute' AS used FROM platform_key WHERE prefix = $1",
    [key.slice(0, 13)],
  );
  expect(used).toEqual({ used: true });
});

it("does what its scopes say, and never what asks for a person", async () => {
  const key = await platformKey(test, ["wallet:read"]);
  expect((await authorize(key, { accountId: ada })).body["code"]).toBe("scope_missing");
  expect((await send(key, "GET", `/refunds?accountId=${ada}`)).body["code"]).toBe("scope_missing");
  expect(
    await send(key, "POST", "/keys", { accountId: ada, name: "x", scopes: ["usage:read"] }),
  ).toMatchObject({
    status: 403,
    body: { code: "forbidden" },
  });
  for (const procedure of ["accounts.search", "platformKeys.list"]) {
    const answer = await app.inject({
      url: `/api/trpc/${procedure}?input=${encodeURIComponent(procedure === "accounts.search" ? '{"query":"a"}' : "{}")}`,
      headers: { authorization: `Bearer ${key}` },
    });
    expect([procedure, answer.statusCode]).toEqual([procedure, 403]);
  }
});

it("knows accounts of its own mode only", async () => {
  const key = await platformKey(test, ["usage:write", "wallet:read"]);
  const live = await world.account();
  await database.sql("UPDATE account SET livemode = true WHERE id = $1", [live]);
  expect((await authorize(key, { accountId: live })).body["code"]).toBe("not_found");
  expect((await send(key, "GET", `/wallet?accountId=${live}`)).body["code"]).toBe("not_found");
  expect(await holdsOf(live)).toBe(0);
});

it("is made, replaced and revoked by an administrator, is shown once, and is refused from its revocation on", async () => {
  const input = { name: "gateway", scopes: ["usage:write"], allowedNetworks: [], expiresInDays: 30 };
  expect((await reviewer.mutate("platformKeys.create", input)).problem.code).toBe("forbidden");
  expect(
    (await administrator.mutate("platformKeys.create", { ...input, scopes: ["webhooks:write"] })).problem
      .code,
  ).toBe("validation_failed");
  const intent = { "idempotency-key": crypto.randomUUID() };
  const made = await administrator.mutate("platformKeys.create", input, intent);
  const again = await administrator.mutate("platformKeys.create", input, intent);
  expect([again.data["id"], again.data["key"]]).toEqual([made.data["id"], null]);
  const first = String(made.data["key"]);
  expect((await authorize(first, { accountId: ada })).status).toBe(201);

  const replaced = await administrator.mutate("platformKeys.rotate", {
    keyId: made.data["id"],
    overlapHours: 1,
  });
  const second = String(replaced.data["key"]);
  expect((await administrator.mutate("platformKeys.rotate", { keyId: made.data["id"] })).problem.code).toBe(
    "conflict",
  );
  // Both work within the overlap.
  for (const key of [first, second]) expect((await authorize(key, { accountId: ada })).status).toBe(201);
  await administrator.mutate("platformKeys.revoke", { keyId: replaced.data["id"] });
  expect((await authorize(second, { accountId: ada })).body["code"]).toBe("key_invalid");
  expect((await send(second, "GET", `/wallet?accountId=${ada}`)).body["code"]).toBe("key_invalid");

  const { data } = await reviewer.query("platformKeys.list", {});
  expect(JSON.stringify(data)).not.toContain(first);
  expect(
    await database.sql(
      "SELECT action FROM audit_row WHERE target_kind = 'platform_key' AND actor_id = $1 ORDER BY id",
      [administrator.loginId],
    ),
  ).toEqual(
    ["platform_keys.create", "platform_keys.rotate", "platform_keys.revoke"].map((action) => ({ action })),
  );
});

it("works from its networks only, at every door", async () => {
  const made = await administrator.mutate("platformKeys.create", {
    name: "office",
    scopes: ["usage:write", "wallet:read"],
    allowedNetworks: ["203.0.113.0/24"],
  });
  const key = String(made.data["key"]);
  expect((await authorize(key, { accountId: ada })).body["code"]).toBe("key_address_refused");
  const from = await app.inject({
    url: `/v1/wallet?accountId=${ada}`,
    remoteAddress: "203.0.113.9",
    headers: { authorization: `Bearer ${key}` },
  });
  expect(from.statusCode).toBe(200);
});
