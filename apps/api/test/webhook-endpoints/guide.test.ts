import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { deliverWebhooks } from "../../src/webhook-endpoints/deliver.ts";
import { openTestAccount } from "../support/account.ts";
import { testApp } from "../support/app.ts";
import { insertApiKey } from "../support/api-key.ts";

const run = promisify(execFile);
const guide = readFileSync(join(import.meta.dirname, "../../../../docs/guides/webhooks.md"), "utf8");
const [adding = "", receiving = "", afterwards = ""] = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(
  (match) => match[1],
);
const printedBy = (text: string) => [...text.matchAll(/^\/\/ prints: (.*)$/gm)].map((match) => match[1]);
// Where "@tenure/sdk" is the SDK.
const cwd = join(import.meta.dirname, "../..");
const argumentsOf = (text: string) => ["--input-type=module-typescript", "--eval", text];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

it("docs/guides/webhooks.md: its samples add an endpoint, receive what happens, and read what was missed", {
  tags: ["deep"],
  timeout: 60_000,
}, async () => {
  const test = await testApp({ env: { webhooksToLocal: true } });
  const base = await test.app.listen({ port: 0, host: "127.0.0.1" });
  const { accountId } = await openTestAccount(test.database);
  const key = `tnr_test_${crypto.randomUUID()}`;
  await insertApiKey(test.database, accountId, key, ["webhooks:write"]);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const env = {
    PATH: process.env["PATH"],
    TENURE_KEY: key,
    TENURE_URL: base,
    WEBHOOK_URL: url,
    PORT: String(port),
  };

  const { stdout } = await run(process.execPath, argumentsOf(adding), { cwd, env });
  const secret = stdout.trim();
  expect(secret).toMatch(/^whsec_/);

  const receiver = spawn(process.execPath, argumentsOf(receiving), {
    cwd,
    env: { ...env, WEBHOOK_SECRET: secret },
  });
  onTestFinished(() => void receiver.kill());
  let printed = "";
  receiver.stdout.on("data", (piece: Buffer) => (printed += piece.toString()));
  await expect.poll(() => printed, { timeout: 20_000 }).toContain("listening");
  await test.database.sql(
    `INSERT INTO gift_subscription (id, account_id, order_id, plan_price_id, terms, recipient_email, sender_name, language, deliver_at, redeem_by, created_at)
     VALUES (uuidv7(), $1, uuidv7(), uuidv7(), 1, 'bo@example.com', 'Ada', 'en', now(), now(), now())`,
    [accountId],
  );
  await test.database.sql(
    "UPDATE gift_subscription SET state = 'canceled', ended_at = now() WHERE account_id = $1",
    [accountId],
  );
  const [endpoint] = await test.database.sql<{ id: string }>("SELECT id FROM webhook_endpoint");
  // One after the other, so that the test event, which is of another object, is first.
  await deliverWebhooks(test.services, { endpointId: endpoint?.id ?? "" });
  const headers = {
    "webhook-id": "x",
    "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
    "webhook-signature": "v1,AAAA",
  };
  expect((await fetch(url, { method: "POST", headers, body: "{}" })).status).toBe(400);
  const lines = () => printed.trim().split("\n");
  const promised = printedBy(receiving);
  await expect.poll(() => lines().length).toBe(promised.length);
  // The events of two objects come at once.
  expect(new Set(lines())).toEqual(new Set(promised));
  expect(lines().at(0)).toBe("listening");

  const listed = await run(process.execPath, argumentsOf(afterwards), { cwd, env });
  expect(listed.stdout.trim().split("\n")).toEqual(printedBy(afterwards));
});
