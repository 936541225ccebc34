import { verify } from "@tenure/core/decision";
import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { publishKey } from "../../src/decisions/store.ts";
import { readPublishedKeys } from "../../src/decisions/published-keys.ts";
import { type Answer, browser, openAccount, type Person, signUp, staff } from "../support/people.ts";
import { type Market, openMarket } from "../support/market.ts";

let market: Market;
let ada: Person;
let accountId: string;
let reviewer: Person;
beforeAll(async () => {
  market = await openMarket();
  ada = await signUp(market, "ada");
  accountId = await openAccount(market, ada);
  await fillBilling(ada, accountId);
  reviewer = await staff(market, "reviewer");
});

const fillBilling = (person: Person, account: string) =>
  person.mutate("accounts.billing.update", {
    accountId: account,
    fullName: "Ada Lovelace",
    email: "ada@example.com",
    country: "GB",
    addressLine: "1 St James Square",
    city: "London",
    postalCode: "SW1Y 4JU",
    taxId: null,
  });

const usd = (amount: string) => ({ amount, currency: "USD" });
const review = (person: Person, account: string, amount: unknown) =>
  person.query("topUps.review", { accountId: account, amount, language: "en" });
const refusalsOf = (answer: Answer) =>
  (answer.data["decision"] as { refusals: { code: string }[] }).refusals.map(({ code }) => code);

/** Reviews and buys, as the screens do. */
async function create(person: Person, account: string, amount: string, key: string = crypto.randomUUID()) {
  const { data } = await review(person, account, usd(amount));
  return person.mutate(
    "topUps.create",
    { accountId: account, amount: usd(amount), terms: data["terms"] },
    { "idempotency-key": key },
  );
}

/** Pays the page of an order that was created, and lets everything follow. */
async function pay(created: Answer) {
  const session = market.stripe.control
    .checkoutSessions()
    .find((each) => each.client_reference_id === created.data["orderId"]);
  market.stripe.control.payCheckout(session?.id ?? "");
  expect(await market.runJobs()).toEqual([]);
}

describe("the offer and the review", () => {
  it("say what can be bought and what would come of it, and write nothing", async () => {
    const offered = await ada.query("topUps.offer", { accountId });
    expect(offered.data["offer"]).toMatchObject({
      min: usd("5.00"),
      max: usd("10000.00"),
      bonusTiers: [
        { from: usd("50.00"), bps: 500 },
        { from: usd("100.00"), bps: 1000 },
        { from: usd("500.00"), bps: 1500 },
      ],
    });
    const count = () =>
      market.database.sql(
        `SELECT (SELECT count(*) FROM "order") AS orders, (SELECT count(*) FROM decision) AS decisions`,
      );
    const before = await count();
    const reviewed = await review(ada, accountId, usd("100"));
    // 10 % of $100.00 on top.
    expect(reviewed.data).toMatchObject({
      total: usd("100.00"),
      credits: usd("110.00"),
      bonus: usd("10.00"),
      paidExpiresAt: null,
    });
    expect(await count()).toEqual(before);
  });

  it.each([
    ["a cent below the least", usd("4.99"), "top_up_amount_out_of_range"],
    ["a cent above the most", usd("10000.01"), "top_up_amount_out_of_range"],
    ["nothing", usd("0"), "top_up_amount_out_of_range"],
    ["less than nothing", usd("-50"), "top_up_amount_out_of_range"],
    ["a part of a cent", usd("50.005"), "top_up_not_whole_minor"],
    ["another currency", { amount: "50", currency: "EUR" }, "top_up_currency_mismatch"],
  ])("refuse %s with a code", async (_what, amount, code) => {
    const answer = await review(ada, accountId, amount);
    expect([answer.status, refusalsOf(answer), answer.data["total"]]).toEqual([200, [code], null]);
  });

  it.each([
    ["no number", "fifty"],
    ["NaN", "NaN"],
    ["an exponent", "1e21"],
    ["minus zero", "-0"],
    ["beyond any amount", "9223372036854775808"],
    ["control characters", "50\u0000"],
  ])("answer %s with the field at fault", async (_what, amount) => {
    const answer = await review(ada, accountId, usd(amount));
    expect([answer.status, answer.problem.code]).toEqual([400, "validation_failed"]);
  });

  it("T1.2: name missing billing details, and creating is refused with them", async () => {
    const bob = await signUp(market, "bob");
    const account = await openAccount(market, bob);
    expect(refusalsOf(await review(bob, account, usd("50")))).toEqual(["billing_details_incomplete"]);
    const created = await create(bob, account, "50");
    expect([created.status, created.problem.code]).toEqual([409, "billing_details_incomplete"]);
    const orders = await market.database.sql(`SELECT 1 FROM "order" WHERE account_id = $1`, [account]);
    expect(orders).toEqual([]);
  });
});

describe("buying", () => {
  it("makes one order per intent, however often it is sent, and another for another intent", async () => {
    const key = crypto.randomUUID();
    const [first, again] = [await create(ada, accountId, "20", key), await create(ada, accountId, "20", key)];
    expect(first.status).toBe(200);
    expect(again.data).toEqual(first.data);
    expect(String(first.data["number"])).toMatch(/^TOP-/);
    expect(String(first.data["checkoutUrl"])).toContain("http");
    const other = await create(ada, accountId, "20");
    expect(other.data["orderId"]).not.toBe(first.data["orderId"]);
    const changed = await ada.mutate(
      "topUps.create",
      { accountId, amount: usd("21"), terms: (await review(ada, accountId, usd("21"))).data["terms"] },
      { "idempotency-key": key },
    );
    expect([changed.status, changed.problem.code]).toEqual([409, "idempotency_conflict"]);
  });

  it("refuses terms that are not those in force", async () => {
    const { data } = await review(ada, accountId, usd("20"));
    const terms = { ...(data["terms"] as object), hash: "0".repeat(64) };
    const answer = await ada.mutate(
      "topUps.create",
      { accountId, amount: usd("20"), terms },
      { "idempotency-key": crypto.randomUUID() },
    );
    expect([answer.status, answer.problem.code]).toEqual([400, "validation_failed"]);
  });

  it("is for an owner: neither staff nor strangers nor a visitor buy for somebody", async () => {
    const stranger = await signUp(market, "eve");
    const { data } = await review(ada, accountId, usd("20"));
    const attempt = (who: Pick<Person, "mutate">) =>
      who.mutate(
        "topUps.create",
        { accountId, amount: usd("20"), terms: data["terms"] },
        { "idempotency-key": crypto.randomUUID() },
      );
    expect((await attempt(stranger)).problem.code).toBe("not_found");
    expect((await attempt(reviewer)).problem.code).toBe("forbidden");
    expect((await attempt(browser(market))).problem.code).toBe("unauthenticated");
  });
});

describe("the receipt and the transactions", () => {
  it("a receipt exists once it is paid, names its lots, and verifies with the published keys", async () => {
    const created = await create(ada, accountId, "500");
    const input = { accountId, orderId: created.data["orderId"] };
    expect((await ada.query("topUps.receipt", input)).problem.code).toBe("conflict");
    await pay(created);
    const receipt = await ada.query("topUps.receipt", input);
    // $500.00 is the third step: 15 %, $75.00.
    expect(receipt.data).toMatchObject({
      order: { number: created.data["number"], total: usd("500.00"), bonus: usd("75.00"), state: "paid" },
      lots: [
        { kind: "paid", granted: usd("500.00"), expiresAt: null },
        { kind: "bonus", granted: usd("75.00") },
      ],
      decision: { kind: "top_up.apply_payment", outcome: "granted" },
    });
    // Verified as a stranger would: with the key that every start publishes.
    await market.database.db.within(PLATFORM, (tx) => publishKey(tx, market.services.signer));
    const keys = await readPublishedKeys(market.database.db);
    expect(verify(receipt.data["receipt"], "tenure.decision.v1", keys)).toEqual({ valid: true });
    const stranger = await signUp(market, "mallory");
    await openAccount(market, stranger);
    expect((await stranger.query("topUps.receipt", { orderId: created.data["orderId"] })).problem.code).toBe(
      "not_found",
    );
    expect((await reviewer.query("topUps.receipt", input)).status).toBe(200);
  });

  it("R4.1: transactions list top-ups and gifts newest first, page by page, and by kind; usage is none of them", async () => {
    const carol = await signUp(market, "carol");
    const account = await openAccount(market, carol);
    await fillBilling(carol, account);
    const paid = await create(carol, account, "50");
    await pay(paid);
    const administrator = await staff(market, "administrator");
    const granted = await administrator.mutate("wallet.grantGift", {
      accountId: account,
      amount: usd("3"),
      reason: "Sorry for the outage",
      expiryDays: null,
    });
    expect(granted.status).toBe(200);
    const pending = await create(carol, account, "10");
    const list = async (input: object = {}) =>
      (await carol.query("wallet.transactions", { accountId: account, ...input })).data as {
        items: Record<string, unknown>[];
        nextCursor: string | null;
      };
    const { items } = await list();
    expect(items).toMatchObject([
      { kind: "top_up", state: "pending", amount: usd("10.00"), order: { number: pending.data["number"] } },
      { kind: "gift", state: "done", amount: usd("3.00"), reason: "Sorry for the outage", order: null },
      // $50.00 and 5 % on top.
      {
        kind: "top_up",
        state: "done",
        amount: usd("52.50"),
        bonus: usd("2.50"),
        order: { number: paid.data["number"], method: "Visa •••• 4242", automatic: false, refunds: [] },
      },
    ]);
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor ?? undefined });
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.nextCursor).toBeNull();
    expect((await list({ kind: "gift" })).items).toEqual([items[1]]);
    expect((await list({ kind: "top_up" })).items).toEqual([items[0], items[2]]);
    expect((await list({ kind: "refund" })).items).toEqual([]);
    const orders = await carol.query("orders.list", { accountId: account, kind: "subscription" });
    expect(orders.data["items"]).toEqual([]);
  });
});
