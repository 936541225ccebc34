import { beforeAll, expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp } from "../support/people.ts";

const test = await testApp();
const PAGE = { origin: "https://shop.example", "sec-fetch-mode": "cors", "sec-fetch-site": "cross-site" };
let ada: Person;
let key: string;
beforeAll(async () => {
  ada = await signUp(test, "ada");
  await openAccount(test, ada);
  const { data } = await ada.mutate("partners.keys.create", { name: "gateway", scopes: ["wallet:read"] });
  key = String(data["key"]);
});
const get = (url: string, headers: Record<string, string>) =>
  test.app.inject({ method: "GET", url, headers });
const open = (headers: Record<string, unknown>) => headers["access-control-allow-origin"];

it("what everybody may know, a page of another site may ask for without a key", async () => {
  for (const url of ["/v1/plans", "/v1/models?search=gpt"]) {
    const answer = await get(url, PAGE);
    expect(answer.statusCode).toBe(200);
    expect(open(answer.headers)).toBe("*");
    expect(answer.headers["cross-origin-resource-policy"]).toBe("cross-origin");
  }
  // Also why it was refused.
  const wrong = await get("/v1/plans?colour=red", PAGE);
  expect([wrong.statusCode, open(wrong.headers)]).toEqual([400, "*"]);
});

it("what is an account's is closed to pages, with a cookie too", async () => {
  for (const url of ["/v1/wallet", "/v1/orders", "/v1/decisions", "/api/trpc/plans.list", "/healthz"]) {
    const answer = await get(url, { ...PAGE, cookie: ada.cookie() });
    expect(open(answer.headers), url).toBeUndefined();
  }
});

it("a page's question before the question is answered: reading only", async () => {
  const answer = await test.app.inject({
    method: "OPTIONS",
    url: "/v1/wallet",
    headers: { ...PAGE, "access-control-request-method": "GET" },
  });
  expect(answer.statusCode).toBe(204);
  expect(answer.headers).toMatchObject({
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET",
  });
  expect(String(answer.headers["access-control-allow-headers"])).toContain("tenure-version");
  expect(answer.headers).not.toHaveProperty("access-control-allow-credentials");
});

it("a key that a page sends is refused, in words its developer sees; a server's and the reference's own page are served", async () => {
  const bearer = { authorization: `Bearer ${key}` };
  const refused = await get("/v1/wallet", { ...PAGE, ...bearer });
  expect([refused.statusCode, open(refused.headers)]).toEqual([403, "*"]);
  expect(refused.json()).toMatchObject({ code: "secret_key_in_browser" });
  // A server that passes on its visitor's Origin is no page.
  for (const headers of [bearer, { ...bearer, origin: PAGE.origin }]) {
    const answer = await get("/v1/wallet", headers);
    expect([answer.statusCode, open(answer.headers)]).toEqual([200, undefined]);
  }
  const own = { ...bearer, origin: test.services.env.publicUrl, "sec-fetch-mode": "cors" };
  expect((await get("/v1/wallet", own)).statusCode).toBe(200);
});
