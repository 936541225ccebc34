import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createTransport } from "nodemailer";
import { expect, it, onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox, totp } from "../src/index.ts";
import { clientOf, paid, session, temporaryFolder } from "./support.ts";

async function open(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const submit = (url: string, form: Record<string, string>) =>
  fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });

it("time-based codes follow RFC 6238", () => {
  // Appendix B of the RFC, SHA-1, secret "12345678901234567890" (base32 below), eight digits.
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect(totp(secret, 59_000, 8)).toBe("94287082");
  expect(totp(secret, 1_111_111_109_000, 8)).toBe("07081804");
  expect(totp(secret, 20_000_000_000_000, 8)).toBe("65353130");
  expect(totp("gezd gnbv gy3t qojq gezd gnbv gy3t qojq", 59_000)).toBe("287082");
});

it("the hosted page pays and leads back to the shop with the session's id", async () => {
  const sandbox = await open();
  const checkout = await session(clientOf(sandbox.url), 2000);
  const page = await fetch(checkout.url ?? "");
  expect(await page.text()).toContain("Pay $20.00");
  const paidNow = await submit(`${checkout.url}/pay`, { card: "4242424242424242" });
  expect([paidNow.status, paidNow.headers.get("location")]).toEqual([
    303,
    `http://127.0.0.1/success?session=${checkout.id}`,
  ]);
  const again = await submit(`${checkout.url}/pay`, { card: "4242424242424242" });
  expect(await again.text()).toContain("Already paid");
  expect(sandbox.stripe.control.counts().charges).toBe(1);
});

it("the hosted page declines, asks for 3-D Secure, and speaks Chinese", async () => {
  const sandbox = await open();
  const checkout = await session(clientOf(sandbox.url), 2000);
  const declined = await submit(`${checkout.url}/pay?locale=zh`, { card: "4000000000009995" });
  const shown = await fetch(new URL(declined.headers.get("location") ?? "", sandbox.url));
  expect(await shown.text()).toContain("您的银行卡余额不足");
  const challenged = await submit(`${checkout.url}/pay`, { card: "4000002500003155" });
  const bank = new URL(challenged.headers.get("location") ?? "", sandbox.url);
  expect(await (await fetch(bank)).text()).toContain("Complete authentication");
  const done = await submit(bank.href, { outcome: "complete" });
  expect(done.headers.get("location")).toBe(`http://127.0.0.1/success?session=${checkout.id}`);
  expect(await (await fetch(bank)).text()).toContain("Already paid");
});

it("pages carry a policy without scripts and never render what a merchant typed as HTML", async () => {
  const sandbox = await open();
  const stripe = clientOf(sandbox.url);
  const checkout = await stripe.checkout.sessions.create({
    mode: "payment",
    success_url: "http://127.0.0.1/",
    line_items: [
      {
        price_data: {
          currency: "usd",
          unit_amount: 100,
          product_data: { name: "<script>alert(1)</script>" },
        },
      },
    ],
  });
  const page = await fetch(checkout.url ?? "");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await page.text()).not.toContain("<script>");
});

it("the controls answer by JSON what they answer in process", async () => {
  const sandbox = await open();
  const { intent } = await paid(sandbox.stripe, clientOf(sandbox.url), 2000);
  const control = async (path: string, body?: object): Promise<unknown> => {
    const init =
      body === undefined
        ? {}
        : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    return (await fetch(`${sandbox.url}/control/${path}`, init)).json();
  };
  await control("refund-plans", { outcome: "pending" });
  const refund = await clientOf(sandbox.url).refunds.create({
    payment_intent: intent,
    amount: 500,
    metadata: { rowId: "r1" },
  });
  expect(await control("refunds")).toMatchObject([
    { id: refund.id, status: "pending", metadata: { rowId: "r1" } },
  ]);
  expect(await control(`refunds/${refund.id}/settle`, {})).toMatchObject({ status: "succeeded" });
  expect(await control(`refunds/${refund.id}/fail`, { reason: "declined" })).toMatchObject({
    failure_reason: "declined",
  });
  expect(await control(`refunds/${refund.id}/fail`, { reason: "no such reason" })).toMatchObject({
    error: { type: "invalid_request_error" },
  });
  expect(await control("counts")).toMatchObject({ refundsByStatus: { failed: 1 } });
  expect(
    await control("faults/routes", {
      path: "/v1/refunds",
      point: "after_handler",
      action: "reset",
      count: 3,
    }),
  ).toMatchObject({ remaining: 3 });
  expect(await control("requests")).toMatchObject([
    { route: "/v1/customers" },
    {},
    {},
    { route: "/v1/refunds", status: 200 },
  ]);
  expect(await control("reset", {})).toMatchObject({ charges: 0, refunds: 0 });
});

it("a foreign web page cannot use the controls through a browser here", async () => {
  const sandbox = await open();
  const foreign = await fetch(`${sandbox.url}/control`, {
    method: "POST",
    body: new URLSearchParams({ action: "reset" }),
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(foreign.status).toBe(403);
});

it("the mailbox page shows a mail in a frame that can run nothing", async () => {
  const sandbox = await open();
  await createTransport(sandbox.smtpUrl).sendMail({
    from: "a@tenure.test",
    to: "mei@example.com",
    subject: "Hello",
    html: "<p>Hi</p><script>1</script>",
  });
  const [mail] = sandbox.mailbox.messages();
  const api = await fetch(`${sandbox.url}/mailbox/api/messages?to=mei@example.com`);
  expect(await api.json()).toMatchObject([{ subject: "Hello" }]);
  expect(await (await fetch(`${sandbox.url}/mailbox?q=hello`)).text()).toContain("mei@example.com");
  expect(await (await fetch(`${sandbox.url}/mailbox?q=nothing`)).text()).toContain("No mail matches");
  const frame = await fetch(`${sandbox.url}/mailbox/messages/${mail?.id}/html`);
  expect(frame.headers.get("content-security-policy")).toMatch(/^sandbox .*default-src 'none'/);
});

it("the authenticator shows the codes of the demo logins", async () => {
  const sandbox = await open({
    demoAuthenticators: [{ label: "admin@tenure.test", base32Secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" }],
  });
  const codes = await (await fetch(`${sandbox.url}/authenticator/api/codes`)).json();
  expect(codes).toMatchObject([{ label: "admin@tenure.test", code: expect.stringMatching(/^\d{6}$/) }]);
  sandbox.setDemoAuthenticators([]);
  expect(await (await fetch(`${sandbox.url}/authenticator`)).text()).toContain(
    "No demo login has a second factor yet.",
  );
});

it("a taken port is said in one sentence, and nothing stays behind", async () => {
  const sandbox = await open();
  const port = Number(new URL(sandbox.url).port);
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: "port_taken" });
});

it("as a process of its own it says where it is, keeps its data over SIGKILL, and ends with its parent", {
  tags: ["deep"],
}, async () => {
  const dataDir = temporaryFolder();
  const start = async () => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL("../src/main.ts", import.meta.url)), JSON.stringify({ dataDir })],
      { stdio: ["pipe", "pipe", "inherit"] },
    );
    const [line = "{}"] = await new Promise<string[]>((resolve) => {
      createInterface({ input: child.stdout }).once("line", (text) => resolve([text]));
    });
    const ready: { url: string; smtpUrl: string } = JSON.parse(line);
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    return { child, gone, ...ready };
  };
  const first = await start();
  const customer = await clientOf(first.url).customers.create({ email: "mei@example.com" });
  first.child.kill("SIGKILL");
  await first.gone;
  const second = await start();
  expect(await clientOf(second.url).customers.retrieve(customer.id)).toMatchObject({
    email: "mei@example.com",
  });
  second.child.stdin.end();
  await second.gone;
  expect(second.child.exitCode).toBe(0);
});
