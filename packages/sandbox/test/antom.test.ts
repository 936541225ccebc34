import { join } from "node:path";
import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { isSignedBy } from "../src/antom/index.ts";
import { paidWithAlipay, payment, simulatedAntom } from "./antom-support.ts";
import { temporaryFolder, until } from "./support.ts";

const refundOf = (paymentId: string, changes: object = {}): object => ({
  refundRequestId: "leg1",
  paymentId,
  refundAmount: { currency: "CNY", value: "2000" },
  ...changes,
});

const ACK = '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}';

/** Takes notifications in; `answer` says what each is answered with. */
async function notified(answer: (count: number) => { status: number; body: string }) {
  const received: { body: string; headers: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      received.push({ body: Buffer.concat(chunks).toString(), headers: request.headers });
      const { status, body } = answer(received.length);
      response.writeHead(status).end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/notify`, received };
}

it("only calls signed by the merchant are served, and every answer is signed", async () => {
  const { simulator, call } = await simulatedAntom();
  const forged = await call("pay", payment(), { signature: "algorithm=RSA256,keyVersion=1,signature=AAAA" });
  expect(forged.body.result).toMatchObject({ resultStatus: "F", resultCode: "INVALID_SIGNATURE" });
  const otherPath = await call("pay", payment(), { path: "/ams/api/v1/payments/pay" });
  expect(otherPath.body.result?.resultCode).toBe("NO_INTERFACE_DEF");
  expect(simulator.control.payments()).toEqual([]);
  const good = await call("pay", payment());
  expect(good).toMatchObject({ signed: true, body: { result: { resultStatus: "U" } } });
  expect(String(good.body["normalUrl"])).toContain("/cashier/");
});

it("the same request answers the same payment; other words under its id are refused", async () => {
  const { simulator, call } = await simulatedAntom();
  const first = await call("pay", payment());
  const again = await call("pay", payment());
  expect(again.body["paymentId"]).toBe(first.body["paymentId"]);
  const other = await call(
    "pay",
    payment({
      paymentAmount: { currency: "CNY", value: "6000" },
      order: {
        referenceOrderId: "TOP-1",
        orderDescription: "x",
        orderAmount: { currency: "CNY", value: "6000" },
      },
    }),
  );
  expect(other.body.result?.resultCode).toBe("REPEAT_REQ_INCONSISTENT");
  expect(simulator.control.payments()).toHaveLength(1);
});

it("Alipay takes yuan only, and at least 0.1", async () => {
  const { call } = await simulatedAntom();
  const paying = (currency: string, value: string) =>
    call(
      "pay",
      payment({
        paymentAmount: { currency, value },
        order: { referenceOrderId: "T", orderDescription: "x", orderAmount: { currency, value } },
      }),
    );
  expect((await paying("USD", "5000")).body.result?.resultCode).toBe("CURRENCY_NOT_SUPPORT");
  expect((await paying("CNY", "9")).body.result?.resultCode).toBe("PARAM_ILLEGAL");
  expect((await paying("CNY", "10")).body.result?.resultStatus).toBe("U");
});

it("refunds never exceed their payment, keep its currency and end with its period", async () => {
  const { simulator, call } = await simulatedAntom();
  const id = await paidWithAlipay(simulator, call);
  const code = async (changes: object) =>
    (await call("refund", refundOf(id, changes))).body.result?.resultCode;
  expect(await code({ refundRequestId: "a", refundAmount: { currency: "USD", value: "100" } })).toBe(
    "CURRENCY_NOT_SUPPORT",
  );
  // 50.00 were paid: 20.00 and 30.00 fit, one fen more does not.
  expect(await code({ refundRequestId: "b" })).toBe("SUCCESS");
  expect(await code({ refundRequestId: "c", refundAmount: { currency: "CNY", value: "3001" } })).toBe(
    "REFUND_AMOUNT_EXCEED",
  );
  expect(await code({ refundRequestId: "b" })).toBe("SUCCESS");
  expect(await code({ refundRequestId: "b", refundAmount: { currency: "CNY", value: "1999" } })).toBe(
    "REPEAT_REQ_INCONSISTENT",
  );
  expect(await code({ refundRequestId: "d", refundAmount: { currency: "CNY", value: "3000" } })).toBe(
    "SUCCESS",
  );
  expect(simulator.control.refunds()).toHaveLength(2);
  const late = await paidWithAlipay(simulator, call, { paymentRequestId: "order2" });
  // 365 days and an hour later.
  simulator.control.advanceClock((365 * 24 + 1) * 3_600_000);
  const refused = await call("refund", refundOf(late, { refundRequestId: "e" }));
  expect(refused.body.result?.resultCode).toBe("REFUND_WINDOW_EXCEED");
});

it("U is neither done nor failed: inquiry says what became of it, and a repeat pays nothing more", async () => {
  const { simulator, call } = await simulatedAntom();
  const id = await paidWithAlipay(simulator, call);
  simulator.control.plan({ of: "refund", answer: "unknown", outcome: "SUCCESS", afterMillis: 60_000 });
  expect((await call("refund", refundOf(id))).body).toEqual({
    result: expect.objectContaining({ resultStatus: "U", resultCode: "UNKNOWN_EXCEPTION" }),
  });
  const inquire = async () => (await call("inquiryRefund", { refundRequestId: "leg1" })).body;
  expect(await inquire()).toMatchObject({ result: { resultStatus: "S" }, refundStatus: "PROCESSING" });
  expect((await call("refund", refundOf(id))).body.result?.resultCode).toBe("REFUND_IN_PROCESS");
  simulator.control.advanceClock(60_000);
  expect(await inquire()).toMatchObject({ refundStatus: "SUCCESS", refundAmount: { value: "2000" } });
  expect(simulator.control.refunds()).toHaveLength(1);
  expect((await call("inquiryRefund", { refundRequestId: "leg9" })).body.result).toMatchObject({
    resultStatus: "F",
    resultCode: "REFUND_NOT_EXIST",
  });
});

it("a lost answer leaves the refund made", async () => {
  const { simulator, call } = await simulatedAntom();
  const id = await paidWithAlipay(simulator, call);
  simulator.control.addRouteFault({
    path: "/ams/api/v1/payments/refund",
    point: "after_handler",
    action: "reset",
  });
  await expect(call("refund", refundOf(id))).rejects.toThrow("fetch failed");
  expect((await call("inquiryRefund", { refundRequestId: "leg1" })).body["refundStatus"]).toBe("SUCCESS");
});

it("a refund that came back stays a success for every call and shows only in the settlement listing", async () => {
  const { simulator, call } = await simulatedAntom();
  const hook = await notified(() => ({ status: 200, body: ACK }));
  const id = await paidWithAlipay(simulator, call);
  await call("refund", refundOf(id, { refundNotifyUrl: hook.url }));
  await until(() => hook.received.length === 1, "the refund is told");
  simulator.control.returnRefund(simulator.control.refunds()[0]?.id ?? "");
  expect((await call("inquiryRefund", { refundRequestId: "leg1" })).body["refundStatus"]).toBe("SUCCESS");
  expect(await simulator.control.deliverPending()).toBe(0);
  expect(simulator.control.settlement().map(({ type, amount }) => [type, amount.value])).toEqual([
    ["PAYMENT", "5000"],
    ["REFUND", "2000"],
    ["REFUND_RETURN", "2000"],
  ]);
});

it("a notification is signed and repeated by the schedule until it is acknowledged in the documented words", async () => {
  const { simulator, call } = await simulatedAntom();
  // A bare 200 is no acknowledgement.
  const hook = await notified((count) => ({ status: 200, body: count < 3 ? "ok" : ACK }));
  await paidWithAlipay(simulator, call, { paymentNotifyUrl: hook.url });
  const attempts = (count: number) => until(() => hook.received.length === count, `attempt ${count}`);
  await attempts(1);
  const [told] = simulator.control.notifications();
  await until(() => simulator.control.notifications()[0]?.attempts === 1, "the first is counted");
  // 2 minutes to the second, 10 more to the third; one second before, nothing.
  simulator.control.advanceClock(119_000);
  expect(hook.received).toHaveLength(1);
  simulator.control.advanceClock(1500);
  await attempts(2);
  await until(() => simulator.control.notifications()[0]?.attempts === 2, "the second is counted");
  simulator.control.advanceClock(600_000);
  await attempts(3);
  await until(() => simulator.control.notifications()[0]?.state === "acknowledged", "it is acknowledged");
  expect(new Set(hook.received.map(({ body }) => body)).size).toBe(1);
  const [first] = hook.received;
  const message = {
    path: "/notify",
    clientId: simulator.clientId,
    time: String(first?.headers["request-time"]),
    body: first?.body ?? "",
  };
  const signature = String(first?.headers["signature"]);
  expect(isSignedBy(message, signature, simulator.publicKey)).toBe(true);
  expect(isSignedBy({ ...message, body: `${message.body} ` }, signature, simulator.publicKey)).toBe(false);
  expect(JSON.parse(first?.body ?? "{}")).toMatchObject({
    notifyType: "PAYMENT_RESULT",
    result: { resultStatus: "S" },
    paymentId: told?.subjectId,
  });
});

it("given up after eight attempts; faults duplicate, drop and overtake the answer", async () => {
  const { simulator, call } = await simulatedAntom();
  const hook = await notified(() => ({ status: 500, body: "" }));
  const id = await paidWithAlipay(simulator, call, { paymentNotifyUrl: hook.url });
  for (let attempt = 0; attempt < 9; attempt++) await simulator.control.deliverPending();
  expect(hook.received).toHaveLength(8);
  expect(simulator.control.notifications()).toMatchObject([{ state: "exhausted", attempts: 8 }]);

  const order: string[] = [];
  const good = await notified(() => {
    order.push("notification");
    return { status: 200, body: ACK };
  });
  simulator.control.addEventFault({ type: "REFUND_RESULT", action: "deliver_before_response" });
  await call("refund", refundOf(id, { refundNotifyUrl: good.url })).then(() => order.push("answer"));
  expect(order).toEqual(["notification", "answer"]);
  simulator.control.addEventFault({ type: "REFUND_RESULT", action: "duplicate" });
  await call("refund", refundOf(id, { refundNotifyUrl: good.url, refundRequestId: "leg2" }));
  await until(() => good.received.length === 3, "two copies arrive");
  simulator.control.addEventFault({ type: "REFUND_RESULT", action: "drop" });
  await call(
    "refund",
    refundOf(id, {
      refundNotifyUrl: good.url,
      refundRequestId: "leg3",
      refundAmount: { currency: "CNY", value: "1" },
    }),
  );
  expect(await simulator.control.deliverPending()).toBe(0);
});

it("a person pays or refuses on the hosted page, in English and Chinese, and cannot pay twice", async () => {
  const { simulator, call } = await simulatedAntom();
  const page = async (id: string, locale: string) =>
    (await fetch(`${simulator.url}/cashier/${id}?locale=${locale}`)).text();
  const press = (id: string, outcome: string) =>
    fetch(`${simulator.url}/cashier/${id}`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: `outcome=${outcome}`,
    });
  const [good, bad] = [
    await call("pay", payment()),
    await call("createPaymentSession", payment({ paymentRequestId: "order2" })),
  ];
  const id = String(good.body["paymentId"]);
  expect(await page(id, "en")).toContain("Pay with Alipay");
  expect(await page(id, "zh")).toContain("使用支付宝支付");
  const paid = await press(id, "pay");
  expect([paid.status, paid.headers.get("location")]).toEqual([303, "http://127.0.0.1/back"]);
  expect(await page(id, "en")).toContain("Already paid");
  const other = String(bad.body["normalUrl"]).split("/").at(-1) ?? "";
  await press(other, "decline");
  expect(await page(other, "zh")).toContain("这笔支付已关闭");
  const inquire = async (paymentId: string) => (await call("inquiryPayment", { paymentId })).body;
  expect(await inquire(id)).toMatchObject({ paymentStatus: "SUCCESS" });
  expect(await inquire(other)).toMatchObject({
    paymentStatus: "FAIL",
    paymentResultCode: "USER_BALANCE_NOT_ENOUGH",
  });
  expect((await call("cancel", { paymentId: id })).body.result?.resultCode).toBe("ORDER_STATUS_INVALID");
  const control = await fetch(`${simulator.url}/control/antom?locale=zh`);
  expect(await control.text()).toContain("结算清单");
});

it("a restart keeps payments, refunds and the key", async () => {
  const stateFile = join(temporaryFolder(), "antom.ndjson");
  const before = await simulatedAntom({ stateFile });
  const id = await paidWithAlipay(before.simulator, before.call);
  await before.call("refund", refundOf(id));
  await before.simulator.close();
  const after = await simulatedAntom({ stateFile });
  expect(after.simulator.publicKey).toBe(before.simulator.publicKey);
  expect((await after.call("refund", refundOf(id))).body.result?.resultCode).toBe("SUCCESS");
  expect(after.simulator.control.refunds()).toHaveLength(1);
});
