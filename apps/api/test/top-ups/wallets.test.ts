import { beforeAll, expect, it } from "vitest";
import { systemContext } from "../../src/command/system.ts";
import { newId } from "../../src/db/ids.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { addExchangeRate } from "../../src/exchange-rates/add.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { parseRequest } from "@tenure/core/refund-cases";
import { storedFields } from "../../src/refund-cases/fields.ts";
import { receiveCase } from "../../src/refund-cases/receive.ts";
import { type AntomParts, createAntom } from "../support/antom.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { openAccount, signUp, staff } from "../support/people.ts";
import { orderTopUp } from "./till.ts";

let market: Market;
let antom: AntomParts;
beforeAll(async () => {
  antom = createAntom();
  market = await openMarket({ antom });
});

const tell = (rate: string, base: "USD" | "EUR" = "USD") =>
  market.services.runner.run(
    addExchangeRate,
    { base, quote: "CNY", rate, source: "central bank", asOf: null },
    systemContext("test", null, newId()),
  );
const byAlipay = (customer: Customer, amount = "50", currency = "USD") =>
  orderTopUp(market, customer, amount, currency, "alipay");
const rowsOf = (sql: string, id: string) => market.database.sql<Record<string, unknown>>(sql, [id]);
const stateOf = async (orderId: string) =>
  (await rowsOf(`SELECT state FROM "order" WHERE id = $1`, orderId))[0]?.["state"];

it("R6.3: dollars of credits are charged in yuan at the order's rate, and go back whole at it", async () => {
  const customer = await market.customer();
  await tell("7.1234");
  const { orderId, sessionId } = await byAlipay(customer);
  // $50.00 at 7.1234 is ¥356.17, whatever the rate becomes before it is paid.
  await tell("9.9999");
  const atAntom = antom.simulator.control.payment(sessionId);
  expect(atAntom).toMatchObject({ amount: { currency: "CNY", value: "35617" }, methodType: "ALIPAY_CN" });
  antom.simulator.control.pay(sessionId);
  await market.runJobs();
  expect(
    await rowsOf(
      `SELECT o.state, p.provider, p.amount_minor, p.currency, p.charge_minor, p.charge_currency, p.exchange_rate, p.method_label
         FROM "order" o JOIN payment p ON p.order_id = o.id WHERE o.id = $1`,
      orderId,
    ),
  ).toEqual([
    {
      state: "paid",
      provider: "antom",
      amount_minor: "5000",
      currency: "USD",
      charge_minor: "35617",
      charge_currency: "CNY",
      exchange_rate: "7.1234",
      method_label: "Alipay",
    },
  ]);
  // $50.00 in cash at Antom; no card was charged and no customer made at Stripe.
  expect(
    await rowsOf(
      `SELECT a.code, sum(p.amount)::text AS moved FROM ledger_posting p JOIN ledger_account a ON a.id = p.ledger_account_id
         JOIN ledger_journal j ON j.id = p.journal_id WHERE j.account_id = $1 AND a.code LIKE 'cash.%' GROUP BY 1`,
      customer.accountId,
    ),
  ).toEqual([{ code: "cash.antom", moved: "50000000000" }]);
  expect(market.stripe.control.counts().charges).toBe(0);
  const mail = market.mail.mails.find(({ recipients }) => recipients.includes(customer.email));
  expect(mail?.parsed.text).toContain("Alipay");

  // Ended before a second one is paid: its money goes back whole, to the fen.
  await tell("7.5555");
  const second = await byAlipay(customer, "10");
  await market.database.sql("UPDATE account SET state = 'terminated' WHERE id = $1", [customer.accountId]);
  antom.simulator.control.pay(second.sessionId);
  await market.runJobs();
  // $10.00 at 7.5555 is 75.555: half up, ¥75.56 were charged and ¥75.56 go back.
  expect(
    antom.simulator.control.refunds().map(({ amount, status }) => [amount.currency, amount.value, status]),
  ).toEqual([["CNY", "7556", "SUCCESS"]]);
  expect(await rowsOf("SELECT state FROM refund WHERE account_id = $1", customer.accountId)).toEqual([
    { state: "refunded" },
  ]);
  expect(isHealthy(await checkLedger(market.database.db))).toBe(true);
});

it("R6.3: without a current rate nothing is ordered, and a card still pays", async () => {
  const customer = await market.customer({ currency: "EUR" });
  const refused = byAlipay(customer, "50", "EUR");
  await expect(refused).rejects.toBeInstanceOf(RefusedError);
  await expect(refused).rejects.toMatchObject({
    decision: { refusals: [{ code: "exchange_rate_missing", params: { from: "EUR", to: "CNY" } }] },
  });
  expect(await rowsOf(`SELECT id FROM "order" WHERE account_id = $1`, customer.accountId)).toEqual([]);
  expect((await orderTopUp(market, customer, "50", "EUR")).sessionId).toMatch(/^cs_/);
});

it("R5.2, R6.3: a case pays an Alipay top-up back through Antom, in yuan at the order's rate", async () => {
  const customer = await market.customer();
  await tell("7.1234");
  const { orderId, sessionId } = await byAlipay(customer);
  antom.simulator.control.pay(sessionId);
  await market.runJobs();
  const opened = await market.services.runner.run(
    receiveCase(market.services.env),
    {
      channel: "dashboard",
      requester: customer.email,
      language: "zh",
      subject: "",
      text: "买错了。",
      fields: storedFields(parseRequest("")),
      orderId,
      mail: null,
    },
    customer.as(),
  );
  const { caseId } = opened.answer;
  await customer.later(2 * 86_400_000);
  const rita = await staff(market, "reviewer");
  await rita.mutate("refundCases.desk.assign", { caseId, assigneeId: rita.loginId });
  expect((await rita.mutate("refundCases.desk.approve", { caseId })).data).toMatchObject({
    state: "approved",
  });
  await market.runJobs();
  // $50.00 less 5 % is $47.50, at 7.1234 ¥338.3615: down to the fen.
  expect(
    antom.simulator.control.refunds().map(({ amount, status }) => [amount.currency, amount.value, status]),
  ).toContainEqual(["CNY", "33836", "SUCCESS"]);
  expect(isHealthy(await checkLedger(market.database.db))).toBe(true);
});

it("a wallet that refuses ends the order; the next one is a new payment", { tags: ["deep"] }, async () => {
  const customer = await market.customer({ currency: "CNY", language: "zh" });
  const first = await byAlipay(customer, "50", "CNY");
  antom.simulator.control.decline(first.sessionId);
  await market.runJobs();
  expect(await stateOf(first.orderId)).toBe("failed");
  const second = await byAlipay(customer, "50", "CNY");
  expect(second.sessionId).not.toBe(first.sessionId);
  antom.simulator.control.pay(second.sessionId);
  await market.runJobs();
  expect(await stateOf(second.orderId)).toBe("paid");
  const mail = market.mail.mails.find(({ recipients }) => recipients.includes(customer.email));
  expect(mail?.parsed.text).toContain("已通过 支付宝 收到订单");
});

it("pending at the wallet is not paid; a lost notification is found when the time to pay is over", async () => {
  const customer = await market.customer({ currency: "CNY" });
  antom.simulator.control.plan({
    of: "payment",
    answer: "processing",
    outcome: "SUCCESS",
    afterMillis: null,
  });
  const { orderId, sessionId } = await byAlipay(customer, "50", "CNY");
  antom.simulator.control.pay(sessionId);
  await market.runJobs();
  expect(await stateOf(orderId)).toBe("pending");
  antom.simulator.control.addEventFault({ action: "drop" });
  antom.simulator.control.settlePayment(sessionId);
  await customer.later(2 * 3_600_000);
  market.jobs.push({ name: "orders.expire", payload: {} });
  await market.runJobs();
  expect(await stateOf(orderId)).toBe("paid");
});

it("T6.2: a refund that Antom refuses for good keeps Antom's own words, and is owed (R6.4)", async () => {
  const customer = await market.customer({ currency: "CNY" });
  const { sessionId } = await byAlipay(customer, "50", "CNY");
  await market.database.sql("UPDATE account SET state = 'terminated' WHERE id = $1", [customer.accountId]);
  antom.simulator.control.plan({ of: "refund", answer: "at_once", outcome: "FAIL" });
  antom.simulator.control.pay(sessionId);
  await market.runJobs();
  expect(
    await rowsOf(
      `SELECT r.state, l.failure_code, l.failure_message FROM refund r JOIN refund_leg l ON l.refund_id = r.id
        WHERE r.account_id = $1`,
      customer.accountId,
    ),
  ).toEqual([
    {
      state: "failed",
      failure_code: "MERCHANT_BALANCE_NOT_ENOUGH",
      failure_message: "The balance of the merchant is not enough.",
    },
  ]);
});

it("a notification that is not Antom's is refused and leaves nothing", async () => {
  const count = async () => (await market.database.sql("SELECT 1 FROM provider_event")).length;
  const before = await count();
  const answer = await market.app.inject({
    method: "POST",
    url: "/webhooks/antom",
    headers: {
      "content-type": "application/json",
      "client-id": antom.simulator.clientId,
      "request-time": new Date().toISOString(),
      signature: "algorithm=RSA256,keyVersion=1,signature=AAAA",
    },
    payload: '{"notifyType":"PAYMENT_RESULT","paymentId":"1"}',
  });
  expect([answer.statusCode, await count()]).toEqual([400, before]);
});

it("the doors offer Alipay, say what it charges, and show it on order, receipt and refund (R6.3)", {
  tags: ["deep"],
}, async () => {
  const [ada, reviewer] = [await signUp(market, "ada"), await staff(market, "reviewer")];
  const accountId = await openAccount(market, ada);
  await ada.mutate("accounts.billing.update", {
    accountId,
    fullName: "Ada Lovelace",
    email: "ada@example.com",
    country: "GB",
    addressLine: "1 St James Square",
    city: "London",
    postalCode: "SW1Y 4JU",
    taxId: null,
  });
  await tell("7.1234");
  const { data: offered } = await ada.query("topUps.offer", { accountId });
  expect(offered["offer"]).toMatchObject({
    methods: [
      { method: "card", currency: "USD" },
      { method: "alipay", currency: "CNY" },
    ],
  });
  // $50.00 at 7.1234 is ¥356.17.
  const charge = {
    amount: { amount: "356.17", currency: "CNY" },
    rate: "7.1234",
    rateSource: "central bank",
  };
  const choice = { accountId, amount: { amount: "50", currency: "USD" }, method: "alipay" };
  const buy = async () => {
    const { data: reviewed } = await ada.query("topUps.review", { ...choice, language: "en" });
    expect(reviewed).toMatchObject({ total: { amount: "50.00", currency: "USD" }, charge });
    const { data: created } = await ada.mutate(
      "topUps.create",
      { ...choice, terms: reviewed["terms"] },
      { "idempotency-key": crypto.randomUUID() },
    );
    return { orderId: created["orderId"], url: String(created["checkoutUrl"]) };
  };
  const payAt = async (url: string) => {
    antom.simulator.control.pay(url.split("/").at(-1) ?? "");
    expect(await market.runJobs()).toEqual([]);
  };
  const [first, second] = [await buy(), await buy()];
  expect(first.url).toContain("/cashier/");
  await payAt(first.url);
  const { data: receipt } = await ada.query("topUps.receipt", { accountId, orderId: first.orderId });
  expect(receipt["order"]).toMatchObject({ state: "paid", method: "Alipay", charge });
  // Nothing used: $50.00 less 5 % are $47.50, at 7.1234 ¥338.3615, rounded down (R6.3); by self-service (R7.1).
  const { data: preview } = await ada.query("refunds.preview", { accountId, orderId: first.orderId });
  expect(preview).toMatchObject({
    expected: { amount: "47.50", currency: "USD" },
    charge: { amount: { amount: "338.36", currency: "CNY" }, rate: "7.1234" },
  });
  const { data: submitted } = await ada.mutate(
    "refunds.submit",
    { accountId, orderId: first.orderId, previewToken: preview["previewToken"] },
    { "idempotency-key": crypto.randomUUID() },
  );
  // Antom does not know yet; the look-up under the same id says what became of it, and pays nothing more.
  antom.simulator.control.plan({ of: "refund", answer: "unknown", outcome: "SUCCESS", afterMillis: 0 });
  await market.runJobs();
  market.jobs.push({ name: "refunds.reconcile", payload: {} });
  await market.runJobs();
  const back = antom.simulator.control
    .refunds()
    .filter(({ paymentId }) => paymentId === first.url.split("/").at(-1));
  expect(back.map(({ amount, status }) => [amount, status])).toEqual([
    [{ currency: "CNY", value: "33836" }, "SUCCESS"],
  ]);
  const { data: returned } = await ada.query("refunds.get", { accountId, refundId: submitted["refundId"] });
  expect(returned).toMatchObject({
    status: "refunded",
    legs: [
      {
        amount: { amount: "47.50", currency: "USD" },
        charge: { amount: { amount: "338.36", currency: "CNY" }, rate: "7.1234" },
      },
    ],
  });
  expect(isHealthy(await checkLedger(market.database.db))).toBe(true);
  // The second is paid after the account ended, and goes back whole.
  await market.database.sql("UPDATE account SET state = 'terminated' WHERE id = $1", [accountId]);
  await payAt(second.url);
  const [refund] = await rowsOf(
    "SELECT id FROM refund WHERE account_id = $1 AND kind = 'surplus'",
    accountId,
  );
  const { data: shown } = await reviewer.query("refunds.get", { accountId, refundId: refund?.["id"] });
  expect(shown).toMatchObject({
    status: "refunded",
    legs: [
      {
        method: "Alipay",
        amount: { amount: "50.00", currency: "USD" },
        charge: { amount: charge.amount, rate: "7.1234" },
      },
    ],
  });
});
