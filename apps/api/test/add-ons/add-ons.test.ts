import { addOnConsentHash, type AddOnTerms } from "@tenure/core/add-ons";
import { beforeAll, describe, expect, it } from "vitest";
import { buyAddOnCommand } from "../../src/add-ons/buy.ts";
import { addPrice, createAddOn, moveAddOn } from "../../src/add-ons/catalogue.ts";
import { chargeAddOn, sweepAddOns } from "../../src/add-ons/charge.ts";
import { systemContext } from "../../src/command/system.ts";
import { ofAccount, PLATFORM } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import { refusalsOf } from "../gift-subscriptions/world.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const usd = (amount: string) => ({ amount, currency: "USD" as const });
const words = { en: "More people may use it.", zh: "更多人可以使用。" };
const asStaff = () => systemContext("test", null, newId());

/** An add-on of $12.50. @returns its id and its price's */
async function sold(): Promise<{ addOnId: string; priceId: string }> {
  const { answer } = await market.services.runner.run(
    createAddOn,
    {
      key: `seats-${crypto.randomUUID().slice(0, 8)}`,
      name: "Extra seat",
      description: words,
      price: usd("12.50"),
    },
    asStaff(),
  );
  return { addOnId: answer.addOnId, priceId: await newestPrice(answer.addOnId) };
}
async function newestPrice(addOnId: string): Promise<string> {
  const [row] = await market.database.sql<{ id: string }>(
    "SELECT id FROM add_on_price WHERE add_on_id = $1 ORDER BY version DESC",
    [addOnId],
  );
  return row?.id ?? "";
}

/** Somebody with a saved card: it was kept with the payment of a plan. */
async function customer(card?: string): Promise<Customer> {
  const owner = await market.customer();
  await owner.subscribe("pro", card);
  return owner;
}
async function cardOf({ accountId }: Customer): Promise<string> {
  const [row] = await market.database.sql<{ id: string }>(
    "SELECT id FROM payment_method WHERE account_id = $1 AND ended_at IS NULL ORDER BY id DESC",
    [accountId],
  );
  return row?.id ?? "";
}

/** What the saved card does from now on. */
async function nextCard(owner: Customer, number: string): Promise<void> {
  const [row] = await market.database.sql<{ provider_method_id: string }>(
    "SELECT provider_method_id FROM payment_method WHERE id = $1",
    [await cardOf(owner)],
  );
  market.stripe.control.changeCard(row?.provider_method_id ?? "", number);
}

/** What is agreed to for so many seats at $12.50, unless something else is said. */
async function consentOf(
  owner: Customer,
  addOnId: string,
  quantity: number,
  change: Partial<AddOnTerms> = {},
) {
  const amountNanos = BigInt(quantity) * 12_500_000_000n;
  const terms: AddOnTerms = {
    currency: "USD",
    addOnId,
    version: 1,
    name: "Extra seat",
    quantity,
    amountNanos,
    taxNanos: 0n,
    totalNanos: amountNanos,
    paymentMethodId: await cardOf(owner),
    ...change,
  };
  return { version: "add-on-1", language: "en" as const, hash: addOnConsentHash("add-on-1", "en", terms) };
}
type Consent = Awaited<ReturnType<typeof consentOf>>;

const buy = (
  owner: Customer,
  addOnPriceId: string,
  quantity: number,
  consent: Consent | null,
  key?: string,
) =>
  market.services.runner.run(
    buyAddOnCommand(market.services.tax),
    { addOnPriceId, quantity, language: "en", consent, loginId: owner.loginId },
    owner.as(key),
  );
/** Charges at Stripe of a customer's order. */
const charges = (orderId: string) =>
  market.stripe.control.paymentIntents().filter(({ metadata }) => metadata["orderId"] === orderId);
const orderRow = async (orderId: string) => {
  const [row] = await market.database.sql<{
    state: string;
    total_minor: string;
    failure_code: string | null;
  }>(
    `SELECT o.state, o.total_minor::text, p.failure_code FROM "order" o JOIN add_on_purchase p ON p.order_id = o.id
      WHERE o.id = $1`,
    [orderId],
  );
  return row;
};

describe("buying an add-on", () => {
  it("T6.1: reviewed, agreed to, charged once for just that amount; receipt, invoice and revenue follow", async () => {
    const owner = await customer();
    const { addOnId, priceId } = await sold();
    // Three at $12.50: $37.50.
    const { answer } = await buy(owner, priceId, 3, await consentOf(owner, addOnId, 3));
    expect(charges(answer.orderId)).toEqual([]);
    await Promise.all([
      chargeAddOn(market.services, answer),
      chargeAddOn(market.services, answer).catch(() => {}),
    ]);
    await chargeAddOn(market.services, answer);
    await market.runJobs();
    expect(await orderRow(answer.orderId)).toEqual({
      state: "paid",
      total_minor: "3750",
      failure_code: null,
    });
    expect(charges(answer.orderId).map(({ amount }) => amount)).toEqual([3750]);
    const [consent] = await market.database.sql(
      `SELECT c.total_minor::text, c.currency, c.given_at <= o.created_at AS before FROM consent c
         JOIN "order" o ON o.id = c.order_id WHERE c.order_id = $1`,
      [answer.orderId],
    );
    expect(consent).toEqual({ total_minor: "3750", currency: "USD", before: true });
    const mails = market.mail.mails.filter(
      ({ recipients, parsed }) =>
        recipients.includes(owner.email) && /3 × Extra seat/.test(parsed.subject ?? ""),
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]?.parsed.text).toContain("$37.50");
  });

  it("T6.1: no consent, another amount, quantity, version or card: refused, and nothing is charged or written", async () => {
    const owner = await customer();
    const { addOnId, priceId } = await sold();
    const agreed = (change: Partial<AddOnTerms>) => consentOf(owner, addOnId, 2, change);
    for (const consent of [
      await agreed({ totalNanos: 24_990_000_000n }),
      await agreed({ quantity: 3 }),
      await agreed({ version: 2 }),
      await agreed({ paymentMethodId: newId() }),
    ])
      expect(await refusalsOf(buy(owner, priceId, 2, consent))).toEqual(["add_on_consent_differs"]);
    const [rows] = await market.database.sql(
      `SELECT count(*)::int AS orders FROM "order" WHERE account_id = $1 AND kind = 'add_on'`,
      [owner.accountId],
    );
    expect(rows).toEqual({ orders: 0 });
  });

  it("T1.1, T6.1: at another price there is another version, and what was agreed to before is not sold", async () => {
    const owner = await customer();
    const { addOnId, priceId } = await sold();
    const consent = await consentOf(owner, addOnId, 1);
    await market.services.runner.run(
      addPrice,
      { addOnId, name: "Extra seat", description: words, price: usd("15.00") },
      asStaff(),
    );
    expect(await refusalsOf(buy(owner, priceId, 1, consent))).toContain("add_on_not_for_sale");
    await market.services.runner.run(moveAddOn, { addOnId, action: "withdraw" }, asStaff());
    expect(await refusalsOf(buy(owner, await newestPrice(addOnId), 1, consent))).toContain(
      "add_on_not_for_sale",
    );
  });

  it("T1.2: without a saved card there is nothing to charge", async () => {
    const owner = await market.customer();
    const { addOnId, priceId } = await sold();
    expect(await refusalsOf(buy(owner, priceId, 1, await consentOf(owner, addOnId, 1)))).toContain(
      "add_on_no_card",
    );
  });

  it("T6.2: a card that is declined ends the order, in the provider's words, and nothing is tried again", async () => {
    const owner = await customer();
    await nextCard(owner, "4000000000009995");
    const { addOnId, priceId } = await sold();
    const { answer } = await buy(owner, priceId, 1, await consentOf(owner, addOnId, 1));
    await chargeAddOn(market.services, answer);
    await market.runJobs();
    const row = await orderRow(answer.orderId);
    expect(row?.state).toBe("failed");
    expect(row?.failure_code).not.toBeNull();
    await chargeAddOn(market.services, answer);
    expect(charges(answer.orderId)).toHaveLength(1);
  });

  it("T6.1: where the bank wants its customer present, the same order is paid on the provider's page", {
    tags: ["deep"],
  }, async () => {
    const owner = await customer();
    await nextCard(owner, "4000002760003184");
    const { addOnId, priceId } = await sold();
    const { answer } = await buy(owner, priceId, 1, await consentOf(owner, addOnId, 1));
    await chargeAddOn(market.services, answer);
    expect((await orderRow(answer.orderId))?.state).toBe("pending");
    // Nothing is charged behind the customer's back any more.
    await chargeAddOn(market.services, answer);
    expect(charges(answer.orderId)).toHaveLength(1);
    expect(await openCheckout(market.services, answer.orderId)).not.toBeNull();
    const [row] = await market.database.sql<{ provider_session_id: string }>(
      `SELECT provider_session_id FROM "order" WHERE id = $1`,
      [answer.orderId],
    );
    market.stripe.control.payCheckout(row?.provider_session_id ?? "");
    await market.runJobs();
    expect(await orderRow(answer.orderId)).toMatchObject({ state: "paid", failure_code: null });
  });

  it("T6.1: the same key buys once", async () => {
    const owner = await customer();
    const { addOnId, priceId } = await sold();
    const consent = await consentOf(owner, addOnId, 1);
    const first = await buy(owner, priceId, 1, consent, "one-key");
    expect((await buy(owner, priceId, 1, consent, "one-key")).answer).toEqual(first.answer);
  });

  it("brings back a charge that nobody finished", { tags: ["deep"] }, async () => {
    const owner = await customer();
    const { addOnId, priceId } = await sold();
    const { answer } = await buy(owner, priceId, 1, await consentOf(owner, addOnId, 1));
    await owner.later(2 * 60_000);
    await sweepAddOns(market.services);
    await market.runJobs();
    expect((await orderRow(answer.orderId))?.state).toBe("paid");
  });
});

// What the database itself refuses, whoever asks, in the application's own role: the last word on T6.1.
describe("the database", () => {
  const insertOrder = (owner: Customer, orderId: string, totalMinor: number) =>
    market.services.db.within(
      PLATFORM,
      (tx) => tx.$executeRaw`
        INSERT INTO "order" (id, number, account_id, holder_period_id, kind, currency, amount_nanos, tax_nanos, total_minor,
                             policy_version, decision_id, provider, created_at, expires_at)
        SELECT ${orderId}::uuid, ${orderId}, h.account_id, h.id, 'add_on', 'USD', ${totalMinor}::bigint * 10000000, 0, ${totalMinor},
               '2026-11', ${orderId}::uuid, 'stripe', clock_timestamp(), clock_timestamp() + interval '1 hour'
          FROM holder_period h WHERE h.account_id = ${owner.accountId}::uuid AND h.ended_at IS NULL`,
    );
  const insertConsent = async (
    owner: Customer,
    orderId: string,
    totalMinor: number | null,
    kind = "add_on",
  ) => {
    const card = await cardOf(owner);
    return market.services.db.within(
      PLATFORM,
      (tx) => tx.$executeRaw`
        INSERT INTO consent (account_id, holder_period_id, login_id, order_id, kind, version, text_hash, language,
                             total_minor, currency, payment_method_id, given_at)
        SELECT h.account_id, h.id, ${owner.loginId}::uuid, ${orderId}::uuid, ${kind}, 'add-on-1', 'x', 'en',
               ${totalMinor}, 'USD', ${card}::uuid, clock_timestamp()
          FROM holder_period h WHERE h.account_id = ${owner.accountId}::uuid AND h.ended_at IS NULL`,
    );
  };

  it("T6.1: takes no order of an add-on without a consent to its exact amount, of this order and this holder", {
    tags: ["deep"],
  }, async () => {
    const [owner, other] = [await customer(), await customer()];
    const orderId = newId();
    await expect(insertOrder(owner, orderId, 1250)).rejects.toThrow("T6.1");
    await insertConsent(owner, newId(), 1250);
    await expect(insertOrder(owner, orderId, 1250)).rejects.toThrow("T6.1");
    await insertConsent(other, orderId, 1250);
    await expect(insertOrder(owner, orderId, 1250)).rejects.toThrow("T6.1");
    const second = newId();
    await insertConsent(owner, second, 1250, "charge");
    await expect(insertOrder(owner, second, 1250)).rejects.toThrow("T6.1");
    await insertConsent(owner, second, 1250);
    await expect(insertOrder(owner, second, 1251)).rejects.toThrow("T6.1");
    await insertOrder(owner, second, 1250);
    // A consent without an amount is none.
    await expect(insertConsent(owner, newId(), null)).rejects.toThrow("consent_exact");
  });

  it("T6.1: takes no money for an add-on but what was agreed to, and lets nobody change what that was", async () => {
    const owner = await customer();
    const orderId = newId();
    await insertConsent(owner, orderId, 1250);
    await insertOrder(owner, orderId, 1250);
    const pay = (amountMinor: number) =>
      market.services.db.within(
        ofAccount(owner.accountId),
        (tx) => tx.$executeRaw`
          INSERT INTO payment (id, order_id, account_id, provider, provider_payment_id, amount_minor, currency, method_label, captured_at)
          VALUES (${newId()}::uuid, ${orderId}::uuid, ${owner.accountId}::uuid, 'stripe', ${newId()}, ${amountMinor}, 'USD', 'x', clock_timestamp())`,
      );
    // Consented, but for nothing that was bought.
    await expect(pay(1250)).rejects.toThrow("T6.1");
    const { addOnId, priceId } = await sold();
    const { answer } = await buy(owner, priceId, 1, await consentOf(owner, addOnId, 1));
    const run = (change: string) =>
      market.services.db.within(ofAccount(owner.accountId), (tx) => tx.$executeRawUnsafe(change));
    await expect(run(`UPDATE "order" SET total_minor = 1 WHERE id = '${answer.orderId}'`)).rejects.toThrow(
      "T6.1",
    );
    await expect(
      run(
        `UPDATE "order" SET kind = 'add_on' WHERE account_id = '${owner.accountId}' AND kind = 'subscription'`,
      ),
    ).rejects.toThrow("T6.1");
    await expect(
      run(`UPDATE add_on_purchase SET quantity = 9 WHERE order_id = '${answer.orderId}'`),
    ).rejects.toThrow("T6.1");
    await expect(
      run(`UPDATE consent SET total_minor = 1 WHERE order_id = '${answer.orderId}'`),
    ).rejects.toThrow("permission denied");
    await expect(run(`UPDATE add_on_price SET amount_nanos = 1 WHERE id = '${priceId}'`)).rejects.toThrow(
      "permission denied",
    );
    await expect(run(`DELETE FROM add_on_purchase WHERE order_id = '${answer.orderId}'`)).rejects.toThrow(
      "permission denied",
    );
  });
});
