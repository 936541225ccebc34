import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { ConnectionError, ServerError, Tenure, TenureError, type TenureOptions } from "../src/index.ts";

type Misbehave = (request: IncomingMessage, response: ServerResponse) => void;
const JSON_HEAD = { "content-type": "application/json" };

/** A real server that does what it wants, and keeps the keys of what it was asked. */
async function hostile(misbehave: Misbehave) {
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers["idempotency-key"]?.toString());
    response.on("error", () => {});
    request.resume().on("end", () => misbehave(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const client = (more: Partial<TenureOptions> = {}) =>
    new Tenure({ apiKey: "tnr_test_x", baseUrl, timeoutMs: 2000, maxRetries: 0, ...more });
  return { keys, client };
}
let close = async () => {};
afterEach(() => close());

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (answer) => `answered ${JSON.stringify(answer)}`,
    (error: unknown) => error,
  );

describe("against a server that", () => {
  it.each<[string, Misbehave, { code: string; kind: typeof TenureError; status: number | null }]>([
    ["says nothing", () => {}, { code: "timeout", kind: ConnectionError, status: null }],
    [
      "drips an answer that takes for ever",
      (_, response) => {
        response.writeHead(200, JSON_HEAD);
        const drip = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(drip));
      },
      { code: "timeout", kind: ConnectionError, status: null },
    ],
    [
      "hangs up without a word",
      (request) => request.socket.destroy(),
      { code: "connection_failed", kind: ConnectionError, status: null },
    ],
    [
      "hangs up in the middle of its answer",
      (request, response) => {
        response.writeHead(200, { ...JSON_HEAD, "content-length": "1000" });
        response.write('{"balance":{"amount":"1');
        setTimeout(() => request.socket.destroy(), 20);
      },
      { code: "connection_failed", kind: ConnectionError, status: null },
    ],
    [
      "answers half of its JSON",
      (_, response) => response.writeHead(200, JSON_HEAD).end('{"balance":{"amount":"1'),
      { code: "unreadable_answer", kind: TenureError, status: 200 },
    ],
    [
      "answers with a page for people",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>Welcome</html>"),
      { code: "unreadable_answer", kind: TenureError, status: 200 },
    ],
    [
      "answers nothing at all, with success",
      (_, response) => response.writeHead(200, JSON_HEAD).end(),
      { code: "unreadable_answer", kind: TenureError, status: 200 },
    ],
    [
      "sends a page for people with an error",
      (_, response) => response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>"),
      { code: "http_502", kind: ServerError, status: 502 },
    ],
    [
      "sends problem details of wrong types",
      (_, response) =>
        response
          .writeHead(500, JSON_HEAD)
          .end('{"code":7,"title":[],"requestId":{},"refusals":"no","errors":1}'),
      { code: "http_500", kind: ServerError, status: 500 },
    ],
    [
      "redirects to somewhere else",
      (_, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
      { code: "redirected", kind: TenureError, status: 302 },
    ],
    [
      "names a compression that it does not use",
      (_, response) =>
        response.writeHead(200, { ...JSON_HEAD, "content-encoding": "gzip" }).end('{"ok":true}'),
      { code: "connection_failed", kind: ConnectionError, status: null },
    ],
  ])("%s: a clear error", async (_, misbehave, { code, kind, status }) => {
    const { client } = await hostile(misbehave);
    const error = await failureOf(client({ timeoutMs: 400 }).wallet.get());
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ code, status });
  });

  it("storms with errors: one effect may be repeated, never another one made; then the error is passed on", async () => {
    const storm: Misbehave = (request, response) => {
      const turn = Math.floor(Math.random() * 3);
      if (turn === 0) request.socket.destroy();
      else response.writeHead(turn === 1 ? 503 : 500, { "retry-after": "0" }).end("<busy>");
    };
    const { client, keys } = await hostile(storm);
    const error = await failureOf(client({ maxRetries: 3 }).usage.record([]));
    expect(error).toBeInstanceOf(TenureError);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toBeTruthy();
  });

  it.each(["0", "-5", "soon", "1e9", "Thu, 01 Jan 1970 00:00:00 GMT", "9".repeat(400)])(
    "asks to come back after %s: never a pause without end, nor a hot loop of more tries than agreed",
    async (retryAfter) => {
      const { client, keys } = await hostile((_, response) =>
        response.writeHead(503, { "retry-after": retryAfter }).end("{}"),
      );
      expect(await failureOf(client({ maxRetries: 1 }).wallet.get())).toBeInstanceOf(ServerError);
      expect(keys.length).toBeLessThanOrEqual(2);
    },
  );

  it("sends an answer that never ends: given up at a bounded size", async () => {
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    let sentMegabytes = 0;
    const { client } = await hostile((_, response) => {
      response.writeHead(200, JSON_HEAD);
      const pump = () => {
        while (!response.destroyed && sentMegabytes < 2048) {
          sentMegabytes += 1;
          if (!response.write(chunk)) return response.once("drain", pump);
        }
        return response;
      };
      pump();
    });
    const error = await failureOf(client({ timeoutMs: 30_000 }).wallet.get());
    expect(error).toMatchObject({ code: "answer_too_large", status: 200 });
    // 32 MiB are read, and what stands in the buffers of two sockets.
    expect(sentMegabytes).toBeLessThan(64);
  });

  it("answers in the middle of a character, in pieces: put together again", async () => {
    const text = Buffer.from('{"name":"租户 €"}');
    const { client } = await hostile((_, response) => {
      response.writeHead(200, JSON_HEAD);
      for (const byte of text) response.write(Buffer.of(byte));
      response.end();
    });
    expect(await client().wallet.get()).toEqual({ name: "租户 €" });
  });
});
