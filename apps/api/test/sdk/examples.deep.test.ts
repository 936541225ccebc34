import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CENT_MODEL, openMarket } from "../support/market.ts";
import { until } from "../support/until.ts";
import { insertApiKey } from "../support/api-key.ts";

// The programs of examples/, run as their pages say, in front of the real API and a model server that echoes.

const EXAMPLES = join(import.meta.dirname, "../../../../examples");
const market = await openMarket();
const customer = await market.customer();
const apiKey = `tnr_test_${crypto.randomUUID()}`;

const running: ChildProcess[] = [];
/** Starts a program and waits until it says where it listens. */
async function start(source: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [join(EXAMPLES, source)], {
    env: { PATH: process.env["PATH"], PORT: "0", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += String(chunk);
  });
  const url = await until(`${source} listens`, async () => /http:\S+/.exec(said)?.[0], 30_000, 20);
  return { child, url };
}

/** What the account was charged under a request's id, in the smallest tokens of the market: a cent each. */
const charged = async (id: string) =>
  (
    await market.database.sql(
      "SELECT tokens, amount_nanos::text AS nanos FROM usage_event WHERE account_id = $1 AND client_event_id = $2",
      [customer.accountId, id],
    )
  ).map(({ nanos }) => Number(nanos) / 10_000_000);
const openHolds = async () =>
  (
    await market.database.sql("SELECT 1 FROM usage_hold WHERE account_id = $1 AND state = 'open'", [
      customer.accountId,
    ])
  ).length;

let modelUrl = "";
beforeAll(async () => {
  await customer.subscribe("pro");
  await insertApiKey(market.database, customer.accountId, apiKey, [
    "usage:write",
    "usage:read",
    "refunds:read",
  ]);
  modelUrl = (await start("express-gateway/src/model.ts", {})).url;
});
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

describe("the gateway with Express", () => {
  let gateway = { child: null as ChildProcess | null, url: "" };
  beforeAll(async () => {
    gateway = await start("express-gateway/src/gateway.ts", {
      TENURE_URL: market.base,
      TENURE_KEY: apiKey,
      MODEL_URL: modelUrl,
    });
  });
  const ask = (id: string, content: string, more: object = {}) =>
    fetch(`${gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": id },
      body: JSON.stringify({
        model: CENT_MODEL,
        max_tokens: 10,
        messages: [{ role: "user", content }],
        ...more,
      }),
    });

  it("answers and charges what the model used, once however often it is asked", async () => {
    // Three words in, three out: six tokens of a cent.
    const answer = await ask("req-1", "one two three");
    expect(await answer.json()).toMatchObject({ choices: [{ message: { content: "one two three" } }] });
    expect(await charged("req-1")).toEqual([6]);
    await (await ask("req-1", "one two three")).text();
    expect(await charged("req-1")).toEqual([6]);
    expect(await openHolds()).toBe(0);
  });

  it("streams, and charges what the stream said at its end", async () => {
    const text = await (await ask("req-2", "a b", { stream: true })).text();
    expect(text).toContain('"content":"a "');
    expect(text).toContain("[DONE]");
    expect(await charged("req-2")).toEqual([4]);
  });

  it("charges whoever hangs up in the middle for what was streamed", async () => {
    const gone = new AbortController();
    const words = Array.from({ length: 200 }, (_, index) => `word${index}`).join(" ");
    const answer = await fetch(`${gateway.url}/v1/chat/completions`, {
      method: "POST",
      signal: gone.signal,
      headers: { "content-type": "application/json", "x-request-id": "req-3" },
      body: JSON.stringify({
        model: CENT_MODEL,
        max_tokens: 300,
        stream: true,
        messages: [{ role: "user", content: words }],
      }),
    });
    await answer.body?.getReader().read();
    gone.abort();
    const [cents] = await until("it is charged", async () => {
      const amounts = await charged("req-3");
      return amounts.length > 0 ? amounts : null;
    });
    // Something, and far less than the 400 cents of the whole.
    expect(cents).toBeGreaterThan(0);
    expect(cents).toBeLessThan(400);
    expect(await openHolds()).toBe(0);
  });

  it("gives the promise back where the model fails, and refuses before asking it where the account cannot pay", async () => {
    expect((await ask("req-4", "fail")).status).toBe(502);
    expect(await charged("req-4")).toEqual([]);
    expect(await openHolds()).toBe(0);
    const refused = await ask("req-5", "hello", { max_tokens: 1_000_000 });
    expect(refused.status).toBe(402);
    expect(await refused.json()).toMatchObject({
      error: { code: "insufficient_funds", clause: expect.any(String) },
    });
    expect((await ask("req-6", "hello", { max_tokens: 0 })).status).toBe(400);
  });

  it("on SIGTERM sends what it could not settle, and ends", async () => {
    // Tenure is away while the request ends, and back before the gateway goes.
    const front = await deafFront();
    const other = await start("express-gateway/src/gateway.ts", {
      TENURE_URL: front.url,
      TENURE_KEY: apiKey,
      MODEL_URL: modelUrl,
    });
    front.hears(false);
    const answer = await fetch(`${other.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "req-7" },
      body: JSON.stringify({
        model: CENT_MODEL,
        max_tokens: 5,
        messages: [{ role: "user", content: "one" }],
      }),
    });
    expect(answer.status).toBe(200);
    expect(await charged("req-7")).toEqual([]);
    front.hears(true);
    other.child.kill("SIGTERM");
    const [code] = await once(other.child, "exit");
    expect(code).toBe(0);
    expect(await charged("req-7")).toEqual([2]);
    await front.close();
  });
});

describe("the route handlers in the style of Next.js", () => {
  const handlers = async () => {
    Object.assign(process.env, {
      TENURE_URL: market.base,
      TENURE_KEY: apiKey,
      MODEL_URL: modelUrl,
      MODEL: CENT_MODEL,
    });
    const app = join(EXAMPLES, "next-handler/src/app/api");
    const { POST } = (await import(join(app, "chat/route.ts"))) as {
      POST: (request: Request) => Promise<Response>;
    };
    const { GET } = (await import(join(app, "orders/[orderId]/refund-preview/route.ts"))) as {
      GET: (request: Request, context: { params: Promise<{ orderId: string }> }) => Promise<Response>;
    };
    return { POST, GET };
  };

  it("show a refund button what an order would return", async () => {
    const { GET } = await handlers();
    const buyer = customer;
    const [order] = await market.database.sql<{ id: string }>(
      'SELECT id FROM "order" WHERE account_id = $1',
      [buyer.accountId],
    );
    const request = new Request("https://partner.example/");
    const answer = await GET(request, { params: Promise.resolve({ orderId: order?.id ?? "" }) });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(await answer.json()).toMatchObject({
      orderId: order?.id,
      decision: { kind: "refund.subscription" },
    });
    const missing = await GET(request, { params: Promise.resolve({ orderId: crypto.randomUUID() }) });
    expect(missing.status).toBe(404);
  });

  it("stream a model's words, and charge for what was streamed", async () => {
    const { POST } = await handlers();
    const ask = (body: object, id: string) =>
      POST(
        new Request("https://partner.example/", {
          method: "POST",
          headers: { "x-request-id": id },
          body: JSON.stringify(body),
        }),
      );
    // Two words in, two out.
    expect(await (await ask({ prompt: "hello there" }, "chat-1")).text()).toBe("hello there ");
    expect(await charged("chat-1")).toEqual([4]);
    // A reader who goes away after the first of many words.
    const reader = (
      await ask({ prompt: Array.from({ length: 100 }, () => "word").join(" ") }, "chat-2")
    ).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const [cents] = await charged("chat-2");
    expect(cents).toBeGreaterThan(100);
    expect(cents).toBeLessThan(200);
    expect((await ask({}, "chat-3")).status).toBe(400);
    // A prompt of a megabyte could cost more than the account has.
    expect((await ask({ prompt: "x".repeat(1_000_000) }, "chat-4")).status).toBe(402);
  });
});

/** Passes on to the API, or drops every connection. */
async function deafFront() {
  let listens = true;
  const target = new URL(market.base);
  const { connect } = await import("node:net");
  const server = createServer((socket) => {
    socket.on("error", () => {});
    if (!listens) return void socket.destroy();
    const through = connect(Number(target.port), target.hostname);
    through.on("error", () => socket.destroy());
    socket.pipe(through).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    hears(now: boolean) {
      listens = now;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
