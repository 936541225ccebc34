import { expect, it, onTestFinished } from "vitest";
import { type Sandbox, startSandbox } from "../src/server.ts";
import { temporaryFolder } from "./support.ts";

async function open(dataDir?: string): Promise<Sandbox> {
  const sandbox = await startSandbox(dataDir === undefined ? {} : { dataDir });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const NUMBER = "+46701740605";
async function send(
  { url }: Sandbox,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${url}/2010-04-01/Accounts/AC1/Messages.json`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa("AC1:token")}`, ...headers },
    body: new URLSearchParams({ To: NUMBER, From: "Tenure", Body: "Tenure: 123456 <b>", ...fields }),
  });
  return { status: response.status, body: await response.json() };
}

it("takes text messages as Twilio does, and shows them by number, in both languages", async () => {
  const sandbox = await open();
  expect(await send(sandbox)).toMatchObject({
    status: 201,
    body: { sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) },
  });
  await send(sandbox, { To: "+8613800138000", Body: "【Tenure】验证码 654321" });
  const page = await (await fetch(`${sandbox.url}/phone?to=${encodeURIComponent(NUMBER)}`)).text();
  expect(page).toContain("Tenure: 123456 &lt;b&gt;");
  expect(page).not.toContain("654321");
  expect(await (await fetch(`${sandbox.url}/phone?locale=zh`)).text()).toContain("2 条短信");
  const kept = await (await fetch(`${sandbox.url}/phone/api/messages?to=%2B8613800138000`)).json();
  expect(kept).toMatchObject([{ to: "+8613800138000", from: "Tenure" }]);
});

it("one key, one message; without credentials, to no number or to the number for it, none", async () => {
  const sandbox = await open();
  const key = { "idempotency-key": "code-1" };
  const first = await send(sandbox, {}, key);
  expect((await send(sandbox, {}, key)).body).toEqual(first.body);
  expect(await send(sandbox, {}, { authorization: "" })).toMatchObject({ status: 401 });
  expect(await send(sandbox, { To: "0701740605" })).toMatchObject({ status: 400, body: { code: 21_211 } });
  expect(await send(sandbox, { To: "+15005550001" })).toMatchObject({ status: 400, body: { code: 21_211 } });
  expect(sandbox.phone.messages()).toHaveLength(1);
});

it("answers a fault as often as it was asked to, and the checkout's forms are read as before", async () => {
  const sandbox = await open();
  sandbox.phone.addFault({ status: 503, code: 20_503, count: 2 });
  const statuses = [];
  for (let each = 0; each < 3; each += 1) statuses.push((await send(sandbox)).status);
  expect(statuses).toEqual([503, 503, 201]);
  const customer = await fetch(`${sandbox.url}/v1/customers`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_sandbox" },
    body: new URLSearchParams({ email: "mei@example.com" }),
  });
  expect(await customer.json()).toMatchObject({ email: "mei@example.com" });
});

it("keeps messages across restarts", async () => {
  const folder = temporaryFolder();
  const before = await startSandbox({ dataDir: folder });
  await send(before);
  await before.close();
  expect((await open(folder)).phone.messages(NUMBER)).toHaveLength(1);
});
