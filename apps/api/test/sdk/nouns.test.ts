import { Tenure } from "@tenure/sdk";
import { expect, it } from "vitest";
import { createAddOn } from "../../src/add-ons/catalogue.ts";
import { systemContext } from "../../src/command/system.ts";
import { actAs } from "../../src/runtime/demo-hand.ts";
import { buyAddOn } from "../../src/runtime/demo-steps.ts";
import { codeSentTo, give, redeem } from "../gift-subscriptions/world.ts";
import { openMarket } from "../support/market.ts";
import { insertApiKey } from "../support/api-key.ts";

const market = await openMarket();
const customer = await market.customer();
const friend = await market.customer();

async function keyOf({ accountId }: { readonly accountId: string }): Promise<string> {
  const apiKey = `tnr_test_${crypto.randomUUID()}`;
  await insertApiKey(market.database, accountId, apiKey, [
    "usage:read",
    "wallet:read",
    "refunds:read",
    "subscriptions:write",
  ]);
  return apiKey;
}
const clientOf = async (of: { readonly accountId: string }): Promise<Tenure> =>
  new Tenure({ apiKey: await keyOf(of), baseUrl: market.base, maxRetries: 0 });
const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
};
const usd = (amount: string) => ({ amount, currency: "USD" });

it("T2.4, T2.6, T1.4: a program previews a change of plan, cancels to the minute, and takes it back", async () => {
  await customer.subscribe("pro");
  const tenure = await clientOf(customer);
  const [max] = await market.database.sql<{ id: string }>(
    `SELECT id FROM plan_price WHERE plan_id = 'max' AND "interval" = 'month' AND currency = 'USD'`,
  );
  const change = await tenure.subscription.previewChange(max?.id ?? "");
  expect(change).toMatchObject({ planId: "max", savedCard: "Visa •••• 4242", outcome: { applies: "now" } });
  const before = await tenure.subscription.get();
  const preview = await tenure.subscription.previewCancellation();
  expect(preview.outcome).toMatchObject({ inTime: true, endsAt: before.subscription?.term?.endsAt });
  const key = crypto.randomUUID();
  const canceled = await tenure.subscription.cancel({}, { idempotencyKey: key });
  expect(canceled).toMatchObject({ state: "canceling", endsAt: preview.outcome?.endsAt });
  expect(await tenure.subscription.cancel({}, { idempotencyKey: key })).toEqual(canceled);
  expect((await tenure.timeline.get()).promises.map(({ kind }) => kind)).toContain("subscription_ends");
  await tenure.subscription.undoCancel();
  expect((await tenure.timeline.get()).promises.map(({ kind }) => kind)).toContain("renewal");
});

it("T1.2, T6.1, R2.7: invoices with their buyer and PDF, add-ons and gifts are read by a program", async () => {
  const tenure = await clientOf(customer);
  await market.services.runner.run(
    createAddOn,
    {
      key: "extra-seat",
      name: "Extra seat",
      description: { en: "One more person.", zh: "增加一名使用者。" },
      price: { amount: "10.00", currency: "USD" },
    },
    systemContext("test", null, "extra-seat"),
  );
  await buyAddOn(await actAs(market.services, customer.email), "extra-seat", 2);
  await market.runJobs();
  expect((await tenure.addOns.offered()).map(({ key, price }) => [key, price])).toEqual([
    ["extra-seat", usd("10.00")],
  ]);
  expect((await all(tenure.addOns.purchases())).map(({ state, total }) => [state, total])).toEqual([
    ["paid", usd("20.00")],
  ]);

  const given = await give(market, customer, { terms: 1 });
  expect(await tenure.gifts.get(given.giftId)).toMatchObject({ state: "offered", total: usd("20.00") });
  await redeem(market, friend, codeSentTo(market, given.to));
  const received = await (await clientOf(friend)).gifts.received();
  expect(received).toMatchObject([{ planId: "pro", terms: 1, renews: false }]);
  expect((await all(tenure.gifts.list())).map(({ state }) => state)).toEqual(["redeemed"]);

  // Newest first: the gift, two seats at $10.00, the plan.
  const invoices = await all(tenure.invoices.list());
  expect(invoices.map(({ total }) => total)).toEqual([usd("20.00"), usd("20.00"), usd("20.00")]);
  const [newest] = invoices;
  const invoice = await tenure.invoices.get(newest?.id ?? "");
  expect(invoice.buyer).toMatchObject({ fullName: "Ada Lovelace", city: "London", country: "GB" });
  const pdf = await tenure.invoices.pdf(invoice.id);
  expect(Buffer.from(pdf.base64, "base64").subarray(0, 5).toString()).toBe("%PDF-");
  // An order names its invoice; another account's program finds none of it.
  const orders = await all(tenure.orders.list());
  expect(orders.map((each) => each.invoice?.id)).toEqual(invoices.map(({ id }) => id));
  await expect((await clientOf(friend)).invoices.get(invoice.id)).rejects.toMatchObject({ status: 404 });
});

it("T1.2: billing details are their owner's: a program's key reads them on invoices only", async () => {
  const answer = await fetch(`${market.base}/v1/accounts/${customer.accountId}/billing`, {
    headers: { authorization: `Bearer ${await keyOf(customer)}` },
  });
  expect(answer.status).toBe(403);
});
