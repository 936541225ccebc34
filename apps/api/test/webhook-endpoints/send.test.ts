import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { sendWebhook } from "../../src/webhook-endpoints/send.ts";

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return String((server.address() as AddressInfo).port);
}

const send = (url: string, more: Partial<Parameters<typeof sendWebhook>[0]> = {}) =>
  sendWebhook({ url, body: "{}", headers: {}, allowLocal: false, ...more });

describe("nothing is sent", () => {
  it.each([
    ["127.0.0.1"],
    ["10.0.0.7"],
    ["169.254.169.254"],
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["fd00:ec2::254"],
    ["fe80::1"],
  ])("to a name that resolves to %s", async (address) => {
    const outcome = await send("https://hooks.example.com/", { resolve: async () => [address] });
    expect(outcome).toMatchObject({ accepted: false, status: null, problem: "address_not_public" });
  });

  it("to a name with one address of the internet and one of ours", async () => {
    const outcome = await send("https://hooks.example.com/", {
      resolve: async () => ["93.184.216.34", "10.0.0.7"],
    });
    expect(outcome.problem).toBe("address_not_public");
  });

  it("to the own machine, however it is written, without asking any name server", async () => {
    for (const url of [
      "https://localhost/",
      "https://2130706433/",
      "https://[::ffff:7f00:1]/",
      "http://example.com/",
    ]) {
      const outcome = await send(url, { resolve: () => Promise.reject(new Error("asked")) });
      expect(outcome.problem, url).toMatch(/^url_not_(public|https)$/);
    }
  });
});

it("goes to the address that was looked at: the name is asked once, whatever it says at a second look", async () => {
  let host: string | undefined;
  const port = await serve((request, response) => {
    host = request.headers.host;
    response.end();
  });
  const answers = [["127.0.0.1"], ["127.0.0.9"]];
  const outcome = await send(`http://rebinding.example.com:${port}/`, {
    allowLocal: true,
    resolve: async () => answers.shift() ?? [],
  });
  expect(outcome).toMatchObject({ accepted: true, status: 200 });
  expect(host).toBe(`rebinding.example.com:${port}`);
  expect(answers).toEqual([["127.0.0.9"]]);
});

describe("an answer", () => {
  it("is waited for no longer than fifteen seconds in all, however slowly it drips", async () => {
    const port = await serve((_, response) => {
      response.writeHead(200);
      setInterval(() => response.write("x"), 20).unref();
    });
    const outcome = await send(`http://127.0.0.1:${port}/`, { allowLocal: true, timeoutMs: 200 });
    expect(outcome).toMatchObject({ accepted: false, status: null, problem: "timed_out" });
    expect(outcome.durationMs).toBeLessThan(2000);
  });

  it("is read to 16 KiB and kept to a thousand characters", async () => {
    let sent = 0;
    const port = await serve((_, response) => {
      response.writeHead(200);
      const piece = "é".repeat(4096);
      const more = () => {
        while (sent < 64 * 1024 * 1024 && response.write(piece)) sent += 8192;
      };
      response.on("drain", more);
      response.on("error", () => undefined);
      more();
    });
    const outcome = await send(`http://127.0.0.1:${port}/`, { allowLocal: true });
    expect(outcome).toMatchObject({ accepted: true, status: 200, response: "é".repeat(1000) });
    // What the sockets hold, and no more: 64 MiB were offered.
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  it("that never comes is named by the system's code, and a malformed one too", async () => {
    const closed = await send("http://127.0.0.1:1/", { allowLocal: true });
    expect(closed).toMatchObject({ accepted: false, status: null, problem: "ECONNREFUSED" });
    const none = await send("https://nobody.example.com/", {
      resolve: () => Promise.reject(Object.assign(new Error("secret host"), { code: "ENOTFOUND" })),
    });
    expect(none).toMatchObject({ problem: "ENOTFOUND", response: "" });
  });
});
