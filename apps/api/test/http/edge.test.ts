import { expect, it } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { testApp } from "../support/app.ts";
import { testEnv } from "../support/env.ts";
import { browser, signUp } from "../support/people.ts";

const test = await testApp();
const { app } = test;

it("takes a well-formed request id, makes one otherwise, and returns it", async () => {
  const id = async (given?: string) =>
    (await app.inject({ url: "/health", headers: given === undefined ? {} : { "x-request-id": given } }))
      .headers["x-request-id"];
  expect(await id("order-4711-attempt.2")).toBe("order-4711-attempt.2");
  for (const odd of [undefined, "short", "with blank in it", "x".repeat(101), 'quo"te-12345'])
    expect(await id(odd)).toMatch(/^[0-9a-f-]{36}$/);
});

it("sends strict headers: no inline script, no framing, no sniffing; HTTPS for good only in live mode", async () => {
  const { headers } = await app.inject({ url: "/health" });
  expect(headers["content-security-policy"]).toContain("default-src 'none';script-src 'self';");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["strict-transport-security"]).toBeUndefined();
  const live = await createApp({ ...test.services, env: testEnv(test.database.url, { livemode: true }) });
  const answer = await live.inject({ url: "/health" });
  await live.close();
  expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains; preload");
});

it("refuses a mutation with cookies from another site, or from nowhere, before anything runs", async () => {
  const ada = await signUp(test, "ada");
  const before = await test.database.sql("SELECT count(*) FROM command_record");
  for (const origin of ["https://evil.example", "null", "http://tenure.test.evil.example", ""]) {
    const answer = await ada.mutate("accounts.create", {}, { origin });
    expect([origin, answer.status, answer.problem.code]).toEqual([origin, 403, "origin_refused"]);
  }
  const rest = await app.inject({
    method: "POST",
    url: "/v1/accounts",
    headers: { cookie: ada.cookie() },
    payload: {},
  });
  expect(rest.json()).toMatchObject({ code: "origin_refused" });
  expect(await test.database.sql("SELECT count(*) FROM command_record")).toEqual(before);
});

it("understands JSON only: forms of other sites find nothing", async () => {
  const send = (contentType: string, url: string) =>
    app.inject({ method: "POST", url, headers: { "content-type": contentType }, payload: "a=b" });
  for (const type of [
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "text/plain",
    "application/octet-stream",
  ])
    for (const url of ["/api/trpc/identity.stepUp", "/v1/accounts", "/api/auth/sign-in/email"])
      expect([type, url, (await send(type, url)).statusCode]).toEqual([type, url, 415]);
  const broken = await send("application/json", "/v1/accounts");
  expect(broken.json()).toMatchObject({ code: "malformed_request" });
});

it("takes a body up to 1 MiB and not a byte more", async () => {
  const send = (bytes: number) =>
    app.inject({
      method: "POST",
      url: "/v1/accounts",
      headers: { "content-type": "application/json" },
      payload: `{"x":"${"y".repeat(bytes - 8)}"}`,
    });
  expect((await send(1_048_576)).statusCode).not.toBe(413);
  expect((await send(1_048_577)).json()).toMatchObject({ code: "too_large", status: 413 });
});

it("runs ten calls of one batch and refuses eleven", async () => {
  const batch = (count: number) =>
    app.inject({
      url: `/api/trpc/${Array.from({ length: count }, () => "session.me").join(",")}?batch=1&input=%7B%7D`,
    });
  expect((await batch(10)).json()).toHaveLength(10);
  expect((await batch(11)).statusCode).toBe(400);
});

it("answers unknown addresses and methods with problem details, in the language asked for", async () => {
  const en = await app.inject({ url: "/v1/nothing" });
  expect(en.headers["content-type"]).toContain("application/problem+json");
  expect(en.json()).toMatchObject({ code: "not_found", status: 404, title: "There is no such thing here." });
  const zh = await app.inject({
    url: "/v1/nothing",
    headers: { "accept-language": "fr;q=0.9, zh-CN;q=0.8, en;q=0.2" },
  });
  expect(zh.json()).toMatchObject({ title: "未找到该内容。" });
  const method = await app.inject({ method: "DELETE", url: "/v1/accounts" });
  expect([method.statusCode, method.headers["allow"]]).toEqual([405, "POST"]);
});

it("says how much of the rate limit is left, and refuses beyond it in the same words as everything", async () => {
  const limited = await createApp(test.services);
  const ask = () => limited.inject({ url: "/v1/accounts/0190a0a0-0000-7000-8000-000000000001" });
  const first = await ask();
  expect(first.headers["ratelimit-limit"]).toBe("600");
  for (let count = 1; count < 600; count += 1) await ask();
  const beyond = await ask();
  await limited.close();
  expect(beyond.json()).toMatchObject({ code: "too_many_requests", status: 429 });
  expect(Number(beyond.headers["retry-after"])).toBeGreaterThan(0);
});

it("shows metrics to whoever has the token only, and routes without ids", async () => {
  const read = (authorization?: string) =>
    app.inject({ url: "/metrics", headers: authorization === undefined ? {} : { authorization } });
  expect((await read()).statusCode).toBe(404);
  expect((await read("Bearer wrong")).statusCode).toBe(404);
  await app.inject({ url: "/v1/accounts/0190a0a0-0000-7000-8000-000000000001" });
  const { body } = await read("Bearer metrics token of the tests");
  expect(body).toContain('route="/v1/accounts/:accountId",status="401"');
  expect(body).not.toContain("0190a0a0");
  expect(body).toContain("tenure_commands_total");
});

it("is alive without a database and ready only with one that is migrated", async () => {
  expect((await app.inject({ url: "/ready" })).json()).toEqual({ status: "ready" });
  const away = { ...test.services, env: testEnv("postgresql://nobody@127.0.0.1:1/none") };
  const unready = await createApp(away);
  expect((await unready.inject({ url: "/health" })).statusCode).toBe(200);
  expect((await unready.inject({ url: "/ready" })).json()).toMatchObject({
    code: "unavailable",
    status: 503,
  });
  await unready.close();
});

it("serves nothing but health, readiness and metrics in a worker", async () => {
  const worker = await createApp(test.services, "operations");
  expect((await worker.inject({ url: "/health" })).statusCode).toBe(200);
  for (const url of ["/api/trpc/session.me", "/v1/openapi.json", "/dashboard/", "/webhooks/stripe"])
    expect([url, (await worker.inject({ url })).statusCode]).toEqual([url, 404]);
  await worker.close();
});

it("logs no address, password, code, cookie, token or key, whatever fails", async () => {
  const tab = browser(test);
  const password = "canary-password-7731";
  const email = "canary.person@example.org";
  await tab.send("POST", "/api/auth/sign-up/email", { name: "Canary", email, password });
  await tab.send("POST", "/api/auth/sign-in/email", { email, password: `${password}x` });
  await tab.send("POST", "/api/auth/sign-in/email", { email, password });
  await app.inject({ url: "/v1/keys", headers: { authorization: "Bearer tnr_test_canary-key-5512" } });
  await app.inject({ url: "/v1/keys", headers: { cookie: "tenure.session_token=canary-cookie-3391" } });
  await app.inject({ url: "/api/auth/verify-email?token=canary-token-9921" });
  test.services.log.error(
    {
      err: new Error(`for ${email} with sk_test_canaryprovider`),
      request: { headers: { authorization: "canary-header-1", cookie: "canary-header-2" } },
      body: { password, email },
    },
    "a fault",
  );
  const log = test.logText();
  // As lists, so that a failure shows the lines that tell and not the whole log.
  const lines = log.split("\n");
  expect(lines.length).toBeGreaterThan(6);
  expect(lines.filter((line) => /canary-|canaryprovider|canary\.person/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.includes("a fault"))).toHaveLength(1);
  expect(
    lines.filter((line) => line.includes('"/api/auth/sign-in/email"') && line.includes('"status":401')),
  ).toHaveLength(1);
});

it("shows the reference of the API to people, from files of its own", async () => {
  expect((await app.inject({ url: "/docs" })).headers.location).toBe("/docs/");
  const page = await app.inject({ url: "/docs/" });
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  const files = [...page.body.matchAll(/(?:src|href)="([\w.-]+)"/g)].map((match) => match[1] ?? "");
  expect(files.toSorted()).toEqual(["page.css", "page.js", "swagger-ui-bundle.js", "swagger-ui.css"]);
  for (const file of files)
    expect([file, (await app.inject({ url: `/docs/${file}` })).statusCode]).toEqual([file, 200]);
  // Everything comes from here: the policy of content lets nothing else in.
  expect(page.body).not.toMatch(/https?:\/\//);
  expect(page.headers["content-security-policy"]).toContain("script-src 'self';");
});
