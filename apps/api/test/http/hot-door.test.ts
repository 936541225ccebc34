import { createServer, request as httpRequest } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { hotDoor } from "../../src/http/hot-door.ts";
import { createMeasure, type Measured } from "../../src/http/measure.ts";
import { CallerCounts, PER_KEY_AND_MINUTE } from "../../src/http/rate-limits.ts";
import { lineOf } from "../../src/log/access-log.ts";
import { hashKey } from "../../src/partners/read-key.ts";
import { KnownCallers } from "../../src/usage/fast-door.ts";
import { testApp } from "../support/app.ts";
import { MODEL, usageWorld } from "../usage/world.ts";

const test = await testApp();
const { app, services } = test;
const world = await usageWorld(test.database);
const accountId = await world.account();
await world.lot(accountId, 1_000_000_000n);

const callers = new KnownCallers();
const counts = new CallerCounts();
/** Addresses that the general door was asked for. */
const handed: string[] = [];
const measured: Measured[] = [];
let stopping = false;
const writeDown = createMeasure(services.metrics, services.accessLog);
const doorFor = (trustedProxies: string[]) =>
  createServer(
    hotDoor(
      (request, response) => {
        handed.push(request.url ?? "");
        app.routing(request, response);
      },
      {
        services: { ...services, env: { ...services.env, trustedProxies } },
        callers,
        counts,
        measure(each) {
          measured.push(each);
          writeDown(each);
        },
        isStopping: () => stopping,
      },
    ),
  );
const servers = [doorFor([]), doorFor(["127.0.0.1"])];
for (const server of servers)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
const [port = 0, proxiedPort = 0] = servers.map((server) => (server.address() as AddressInfo).port);
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

async function openKey(scopes = "usage:write,usage:read", known = true): Promise<string> {
  const key = `tnr_test_${crypto.randomUUID()}`;
  const [row] = await world.sql<{ id: string }>(
    `INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
     SELECT $1, id, 'test', 'tnr_test_x', $2, $3, now() + interval '1 day' FROM holder_period WHERE account_id = $1
     RETURNING id`,
    [accountId, hashKey(key), `{${scopes}}`],
  );
  if (known) callers.add(hashKey(key), row?.id ?? "", accountId);
  return key;
}
const apiKey = await openKey();
const revoked = await openKey();
await world.sql("UPDATE api_key SET revoked_at = now() WHERE key_hash = $1", [hashKey(revoked)]);
const reading = await openKey("usage:read");

interface Sent {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

const REQUEST_ID = "request-0001";
const headersFor = ({ headers }: Sent) =>
  Object.fromEntries(
    Object.entries({
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
      "x-request-id": REQUEST_ID,
      ...headers,
    }).filter(([, value]) => value !== ""),
  );

/** By the hot door. */
const hot = (sent: Sent, to = port): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { ...headersFor(sent), "content-length": Buffer.byteLength(sent.body) };
    const asked = httpRequest({ port: to, path: sent.url, method: "POST", headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: JSON.parse(Buffer.concat(chunks).toString()),
        }),
      );
    });
    asked.on("error", reject);
    asked.end(sent.body);
  });
/** By the general one. */
async function general(sent: Sent): Promise<Answer> {
  const { statusCode, headers, body } = await app.inject({
    method: "POST",
    url: sent.url,
    headers: headersFor(sent),
    payload: sent.body,
  });
  return { status: statusCode, headers, body: JSON.parse(body) };
}

const MOVING = new Set(["date", "connection", "keep-alive", "ratelimit-remaining", "ratelimit-reset"]);
/** An answer without what differs from one request to the next: ids, instants, lengths of texts that hold them. */
const comparable = ({ status, headers, body }: Answer) => ({
  status,
  headers: Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !MOVING.has(name))
      .map(([name, value]) => [name, String(value)]),
  ),
  body: JSON.stringify(body)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "INSTANT"),
});
/** What the log and the metrics say of the newest request. */
async function told() {
  const lines = test.logText().trim().split("\n");
  const line = lines.findLast((each) => each.includes('"msg":"request"')) ?? "{}";
  const { time: _t, ms: _m, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const seconds = await services.metrics.registry.getSingleMetricAsString("tenure_http_request_seconds");
  const timed = [...seconds.matchAll(/_count\{([^}]*)\} (\d+)/g)].map(([, labels, count]) => [labels, count]);
  return { line: rest, timed: new Map(timed as [string, string][]) };
}

const AUTHORIZE = "/v1/usage/authorize";
const authorize = (more: object = {}): Sent => ({
  url: AUTHORIZE,
  body: JSON.stringify({ model: MODEL, maxInputTokens: 100, maxOutputTokens: 10, ...more }),
});
const settle = (holdId: string, more: object = {}): Sent => ({
  url: `/v1/usage/holds/${holdId}/settle`,
  body: JSON.stringify({ tokens: { inputTokens: 50, outputTokens: 5 }, ...more }),
});
async function openHold(): Promise<string> {
  const { body } = await hot(authorize());
  return (body as { holdId: string }).holdId;
}
const NOWHERE = "01900000-0000-7000-8000-000000000000";

describe("the hot door answers as the general one", () => {
  const same = crypto.randomUUID();
  const cases: readonly (readonly [what: string, status: number, sent: () => Promise<Sent>])[] = [
    ["a promise", 201, async () => authorize()],
    ["a settlement", 200, async () => settle(await openHold())],
    [
      "a settlement in parts",
      200,
      async () => settle(await openHold(), { final: false, clientEventId: "part" + crypto.randomUUID() }),
    ],
    ["a refusal", 409, async () => authorize({ maxInputTokens: 1_000_000_000 })],
    [
      "a refusal in Chinese",
      409,
      async () => ({
        ...authorize({ maxInputTokens: 1_000_000_000 }),
        headers: { "accept-language": "zh-CN,en;q=0.5" },
      }),
    ],
    ["an unknown model", 409, async () => authorize({ model: "nobody-knows" })],
    ["an unknown hold", 404, async () => settle(NOWHERE)],
    [
      "a key that was revoked",
      401,
      async () => ({ ...authorize(), headers: { authorization: `Bearer ${revoked}` } }),
    ],
    [
      "a key without the scope",
      403,
      async () => ({ ...authorize(), headers: { authorization: `Bearer ${reading}` } }),
    ],
    ["the same key again", 201, async () => ({ ...authorize(), headers: { "idempotency-key": same } })],
    [
      "the same key with another body",
      409,
      async () => ({ ...authorize({ maxInputTokens: 7 }), headers: { "idempotency-key": same } }),
    ],
    [
      "a body with a character set named",
      201,
      async () => ({ ...authorize(), headers: { "content-type": "application/json; charset=utf-8" } }),
    ],
  ];
  it.each(cases)("%s: %i", async (_, status, sent) => {
    handed.length = 0;
    const generalAnswer = await general(await sent());
    const generallyTold = await told();
    handed.length = 0;
    const asked = await sent();
    handed.length = 0;
    const hotAnswer = await hot(asked);
    const hotlyTold = await told();
    expect(handed).toEqual([]);
    expect(hotAnswer.status).toBe(status);
    expect(comparable(hotAnswer)).toEqual(comparable(generalAnswer));
    expect({ ...hotlyTold.line, path: "" }).toEqual({ ...generallyTold.line, path: "" });
    expect(hotlyTold.line["path"]).toBe(asked.url);
    // Counted under the same labels: the series are the same, one of them one longer.
    expect([...hotlyTold.timed.keys()]).toEqual([...generallyTold.timed.keys()]);
  });

  it("counts each request once, whichever door it takes", async () => {
    const key = await openKey("usage:write", false);
    const base = await app.listen({ port: 0, host: "127.0.0.1" });
    const listening = Number(new URL(base).port);
    const asked = { ...authorize(), headers: { authorization: `Bearer ${key}` } };
    const left = [];
    // The first makes the key known; the last is one that only the general door reads.
    for (const each of [asked, asked, asked, { ...asked, body: "{" }])
      left.push(Number((await hot(each, listening)).headers["ratelimit-remaining"]));
    left.push(Number((await general(asked)).headers["ratelimit-remaining"]));
    expect(left).toEqual([1, 2, 3, 4, 5].map((used) => PER_KEY_AND_MINUTE - used));
    const reset = Number((await hot(asked, listening)).headers["ratelimit-reset"]);
    expect(reset).toBeGreaterThan(0);
    expect(reset).toBeLessThanOrEqual(60);
  });

  it("says in the log from where a request came behind a trusted proxy", async () => {
    const headers = { "x-forwarded-for": "198.51.100.1, 203.0.113.9" };
    await hot({ ...authorize(), headers }, proxiedPort);
    expect(measured.at(-1)).toMatchObject({ ip: "203.0.113.9", route: AUTHORIZE });
    await hot({ ...authorize(), headers });
    expect(measured.at(-1)).toMatchObject({ ip: "127.0.0.1" });
  });
});

describe("the hot door hands on what is unusual, as it came", () => {
  const stranger = `tnr_test_${crypto.randomUUID()}`;
  const cases: readonly (readonly [what: string, status: number, sent: () => Promise<Sent>])[] = [
    ["no JSON", 400, async () => ({ url: AUTHORIZE, body: '{"model":' })],
    ["a list", 400, async () => ({ url: AUTHORIZE, body: "[]" })],
    ["a member named __proto__", 400, async () => ({ url: AUTHORIZE, body: '{"__proto__":{"model":"x"}}' })],
    ["a wrong value", 400, async () => authorize({ maxInputTokens: -1 })],
    ["the hold in path and body", 400, async () => settle(await openHold(), { holdId: NOWHERE })],
    ["a query", 400, async () => ({ ...authorize(), url: `${AUTHORIZE}?x=1` })],
    ["the account's own id", 201, async () => authorize({ accountId })],
    [
      "an amount",
      201,
      async () =>
        authorize({
          maxInputTokens: undefined,
          maxOutputTokens: undefined,
          amount: { amount: "0.001", currency: "USD" },
        }),
    ],
    ["no idempotency key", 400, async () => ({ ...authorize(), headers: { "idempotency-key": "" } })],
    ["another type", 415, async () => ({ ...authorize(), headers: { "content-type": "text/plain" } })],
    ["no key", 401, async () => ({ ...authorize(), headers: { authorization: "" } })],
    [
      "an unknown key",
      401,
      async () => ({ ...authorize(), headers: { authorization: `Bearer ${stranger}` } }),
    ],
    [
      "a body too large for any",
      413,
      async () => ({ url: AUTHORIZE, body: `{"model":"${"x".repeat(1_100_000)}"}` }),
    ],
    ["another version of the API", 400, async () => ({ ...authorize(), headers: { "tenure-version": "2" } })],
    ["another address", 404, async () => ({ ...authorize(), url: "/v1/usage/authorise" })],
  ];
  it.each(cases)("%s: %i", async (_, status, sent) => {
    const asked = await sent();
    handed.length = 0;
    const answer = await hot(asked);
    expect(handed).toEqual([asked.url]);
    expect(answer.status).toBe(status);
    expect(comparable(answer)).toEqual(comparable(await general(await sent())));
  });

  it("a caller whose allowance is used up", async () => {
    const key = await openKey();
    for (let request = 0; request < PER_KEY_AND_MINUTE; request += 1) counts.count(hashKey(key), Date.now());
    handed.length = 0;
    await hot({ ...authorize(), headers: { authorization: `Bearer ${key}` } });
    expect(handed).toEqual([AUTHORIZE]);
  });

  it("whatever arrives while the server stops", async () => {
    stopping = true;
    handed.length = 0;
    await hot(authorize());
    expect(handed).toEqual([AUTHORIZE]);
    stopping = false;
  });
});

/** Sends pieces on one connection, each a moment after the other. @returns the statuses of so many answers */
const inPieces = (pieces: readonly string[], answers: number): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let received = "";
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString();
      const statuses = [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1] ?? "");
      if (statuses.length < answers || !received.endsWith("}")) return;
      socket.destroy();
      resolve(statuses);
    });
    void (async () => {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((sent) => setTimeout(sent, 15));
      }
    })();
  });

it("reads a body that comes in pieces, and the next request on the same connection", async () => {
  const bytesOf = ({ url, body }: Sent) =>
    `POST ${url} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${apiKey}\r\nContent-Type: application/json\r\n` +
    `Idempotency-Key: ${crypto.randomUUID()}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const whole = bytesOf(authorize());
  const wrong = bytesOf({ url: AUTHORIZE, body: '{"model":"x","maxInputTokens":true}' });
  handed.length = 0;
  const cut = (text: string) => [text.slice(0, 60), text.slice(60, -20), text.slice(-20, -5), text.slice(-5)];
  expect(await inPieces([...cut(whole), ...cut(wrong), whole], 3)).toEqual(["201", "400", "201"]);
  expect(handed).toEqual([AUTHORIZE]);
  // All at once.
  expect(await inPieces([bytesOf(authorize()) + wrong + bytesOf(authorize())], 3)).toEqual([
    "201",
    "400",
    "201",
  ]);
});

it("a line of the access log is JSON, whatever its texts hold", () => {
  const answered = {
    requestId: "request-0001",
    method: "POST",
    path: '/v1/a"b\\c\n',
    status: 201,
    ms: 7,
    ip: "::ffff:127.0.0.1",
  };
  const line = lineOf(new Date("2026-11-27T10:00:00.123Z"), answered);
  expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({
    level: "info",
    time: "2026-11-27T10:00:00.123Z",
    ...answered,
    msg: "request",
  });
});
