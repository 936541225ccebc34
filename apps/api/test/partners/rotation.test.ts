import { beforeAll, describe, expect, it } from "vitest";
import { isWithin } from "../../src/partners/networks.ts";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp } from "../support/people.ts";

const test = await testApp();
let ada: Person;
let accountId: string;
beforeAll(async () => {
  ada = await signUp(test, "ada");
  accountId = await openAccount(test, ada);
});

const create = async (input: object = {}) =>
  (
    await ada.mutate("partners.keys.create", {
      name: "gateway",
      scopes: ["refunds:read", "usage:write"],
      ...input,
    })
  ).data;
const rotate = (keyId: unknown, input: object = {}, idempotencyKey: string = crypto.randomUUID()) =>
  ada.mutate("partners.keys.rotate", { keyId, ...input }, { "idempotency-key": idempotencyKey });
/** What a program hears that uses the key from an address. */
const heard = async (key: unknown, remoteAddress = "127.0.0.1") => {
  const answer = await test.app.inject({
    url: "/v1/decisions",
    remoteAddress,
    headers: { authorization: `Bearer ${String(key)}` },
  });
  return answer.statusCode === 200 ? "served" : answer.json<{ code: string }>().code;
};
const later = (ms: number) =>
  test.database.sql("UPDATE account SET clock_offset_ms = $2 WHERE id = $1", [accountId, ms]);
const HOUR_MS = 3_600_000;

describe("a key that is replaced", () => {
  it("works beside the new one until the overlap is over, and not a millisecond longer", async () => {
    const old = await create();
    const { data } = await rotate(old["id"], { overlapHours: 2 });
    expect([await heard(old["key"]), await heard(data["key"])]).toEqual(["served", "served"]);
    await later(2 * HOUR_MS - 60_000);
    expect(await heard(old["key"])).toBe("served");
    await later(2 * HOUR_MS);
    expect([await heard(old["key"]), await heard(data["key"])]).toEqual(["key_invalid", "served"]);
    await later(0);
  });

  it("hands its name, scopes, networks and length of life on; the new key is shown once", async () => {
    const old = await create({ name: "reports", allowedNetworks: ["127.0.0.1"], expiresInDays: 30 });
    const { data, status } = await rotate(old["id"], {}, "rotate-1");
    expect(status).toBe(200);
    expect(data["key"]).toMatch(/^tnr_test_[\w-]{43}$/);
    expect((await rotate(old["id"], {}, "rotate-1")).data).toEqual({ ...data, key: null });
    const { data: listed } = await ada.query("partners.keys.list", {});
    const items = listed["items"] as Record<string, unknown>[];
    const [first, second] = items;
    expect(first).toMatchObject({
      id: data["id"],
      name: "reports",
      scopes: second?.["scopes"],
      allowedNetworks: ["127.0.0.1/32"],
      replacesId: old["id"],
    });
    const lifeOf = (key: Record<string, unknown> | undefined) =>
      Math.round(
        (Date.parse(String(key?.["expiresAt"])) - Date.parse(String(key?.["createdAt"]))) / 86_400_000,
      );
    // Thirty days for the new one; a day is what is left of the old one.
    expect([lifeOf(first), lifeOf(second)]).toEqual([30, 1]);
    const secret = String(data["key"]).slice(15);
    for (const table of ["api_key", "command_record", "audit_row"])
      expect(
        await test.database.sql(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%' || $1 || '%'`, [secret]),
      ).toEqual([]);
  });

  it("never lives longer than it would have", async () => {
    const old = await create({ expiresInDays: 1 });
    const { data } = await rotate(old["id"], { overlapHours: 168 });
    expect(data["oldExpiresAt"]).toBe(old["expiresAt"]);
  });

  it("is replaced once, also by two at the same moment; a revoked, an ended or a foreign one never", async () => {
    const old = await create();
    const answers = await Promise.all([rotate(old["id"]), rotate(old["id"])]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect((await rotate(old["id"])).problem).toMatchObject({ code: "conflict" });
    const ended = await create();
    await ada.mutate("partners.keys.revoke", { keyId: ended["id"] });
    expect((await rotate(ended["id"])).problem).toMatchObject({ code: "not_found" });
    const bo = await signUp(test, "bo");
    await openAccount(test, bo);
    const own = await create();
    expect((await bo.mutate("partners.keys.rotate", { keyId: own["id"] })).problem).toMatchObject({
      code: "not_found",
    });
    expect((await rotate(own["id"], { overlapHours: 169 })).problem).toMatchObject({
      code: "validation_failed",
    });
  });
});

it("C4.10: a key of an earlier holder is not replaced: it lives for its overlap and no longer", async () => {
  const old = await create();
  const eve = await signUp(test, "eve");
  const other = await openAccount(test, eve);
  // As after a change of holder: the key is of a period that is not the present one.
  await test.database.sql(
    "UPDATE api_key SET holder_period_id = (SELECT id FROM holder_period WHERE account_id = $2) WHERE id = $1",
    [old["id"], other],
  );
  expect((await rotate(old["id"])).problem).toMatchObject({ code: "not_found" });
});

describe("a key that is bound to addresses", () => {
  it("is served from there and refused from elsewhere, at every door, remembered or not", async () => {
    const { key } = await create({ allowedNetworks: ["203.0.113.7", "2001:DB8::/32"] });
    for (let time = 0; time < 2; time += 1) {
      expect(await heard(key, "203.0.113.7")).toBe("served");
      expect(await heard(key, "::ffff:203.0.113.7")).toBe("served");
      expect(await heard(key, "2001:db8:1::9")).toBe("served");
      expect(await heard(key, "203.0.113.8")).toBe("key_address_refused");
      // The door of gateways, which otherwise remembers whose a key is.
      const asked = await test.app.inject({
        method: "POST",
        url: "/v1/usage/authorize",
        remoteAddress: "198.51.100.1",
        headers: { authorization: `Bearer ${String(key)}`, "idempotency-key": crypto.randomUUID() },
        payload: { model: "gpt-4o", maxInputTokens: 10, maxOutputTokens: 10 },
      });
      expect(asked.json()).toMatchObject({ code: "key_address_refused", status: 403 });
    }
    // Who the client is, is what trusted proxies say, never the client.
    const claimed = await test.app.inject({
      url: "/v1/decisions",
      remoteAddress: "203.0.113.8",
      headers: {
        authorization: `Bearer ${String(key)}`,
        "x-forwarded-for": "203.0.113.7",
        "x-tenure-client-ip": "203.0.113.7",
      },
    });
    expect(claimed.json()).toMatchObject({ code: "key_address_refused" });
  });

  it.each([
    [["nowhere"]],
    [["300.1.1.1"]],
    [["10.0.0.0/33"]],
    [["0.0.0.0/0"]],
    [["::/0"]],
    [Array(21).fill("10.0.0.1")],
  ])("refuses %j", async (allowedNetworks) => {
    const { problem } = await ada.mutate("partners.keys.create", {
      name: "gateway",
      scopes: ["usage:read"],
      allowedNetworks,
    });
    expect(problem).toMatchObject({ code: "validation_failed" });
    expect(JSON.stringify(problem.errors)).toContain("allowedNetworks");
  });

  it.each([
    ["10.1.2.3", ["10.0.0.0/8"], true],
    ["11.1.2.3", ["10.0.0.0/8"], false],
    ["10.0.0.255", ["10.0.0.128/25"], true],
    ["10.0.0.127", ["10.0.0.128/25"], false],
    ["::ffff:10.0.0.200", ["10.0.0.128/25"], true],
    ["2001:db8::1", ["2001:db8::/48"], true],
    ["2001:db8:1::1", ["2001:db8::/48"], false],
    ["", ["10.0.0.0/8"], false],
    ["anything", [], true],
  ])("%s in %j: %s", (address, networks, expected) => {
    expect(isWithin(address, networks)).toBe(expected);
  });
});
