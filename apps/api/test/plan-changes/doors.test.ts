import { policyAt } from "@tenure/core/policy";
import { expect, it } from "vitest";
import { termsOf } from "../../src/subscriptions/terms-text.ts";
import { submit } from "../refunds/door.ts";
import { type Person, signUp, staff } from "../support/people.ts";
import { type Customer, openMarket } from "../support/market.ts";
import { changing, DAY, refusalsOf } from "./changing.ts";

const market = await openMarket();
const plans = changing(market);
const terms = termsOf(policyAt(new Date().toISOString()), "en");

async function ownerOf({ accountId }: Customer): Promise<Person> {
  const person = await signUp(market, "owner");
  await market.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'owner')", [
    accountId,
    person.loginId,
  ]);
  return person;
}

const consents = async ({ accountId }: Customer, since: Date) =>
  (
    await market.database.sql<{ kind: string }>(
      "SELECT kind FROM consent WHERE account_id = $1 AND given_at > $2 ORDER BY kind",
      [accountId, since],
    )
  ).map(({ kind }) => kind);

it("T1.2, T1.4: previewed and made at a browser: the saved card is charged what stood there, once under one key", async () => {
  const ada = await plans.subscriber();
  // $30.00 of the $40.00 included are used: a quarter is left, so $5.00 of the $20.00 are credited.
  await ada.use(3000);
  const { now } = await plans.subscription(ada);
  const owner = await ownerOf(ada);
  const { accountId } = ada;
  const planPriceId = await plans.price("max");
  const preview = await owner.query("subscriptions.previewChange", { accountId, planPriceId });
  expect(preview.data).toMatchObject({
    planId: "max",
    outcome: {
      applies: "now",
      total: { amount: "95.00" },
      credit: { amount: "5.00" },
      renewal: { amount: "100.00" },
    },
    savedCard: "Visa •••• 4242",
  });
  const asked = {
    accountId,
    planPriceId,
    terms,
    payWith: "saved_card",
    confirmed: { total: { amount: "95.00", currency: "USD" }, appliesAt: null },
  };
  for (const _ of [1, 2])
    expect(
      (await owner.mutate("subscriptions.change", asked, { "idempotency-key": "one-upgrade-of-ada" })).data,
    ).toMatchObject({ applies: "now", payment: "paid", problem: null, checkoutUrl: null });
  expect(plans.cash(ada)).toEqual({ in: 2000 + 9500, out: 0 });
  expect(await consents(ada, now)).toEqual(["charge", "renewal", "terms"]);
});

it("T1.2, T2.6: to Free nothing is charged, so no charge is agreed to; taken back at the browser it is gone", {
  tags: ["deep"],
}, async () => {
  const ada = await plans.subscriber();
  const { now } = await plans.subscription(ada);
  const owner = await ownerOf(ada);
  const { accountId } = ada;
  const planPriceId = await plans.price("free");
  await owner.mutate("subscriptions.change", { accountId, planPriceId, terms });
  expect(await consents(ada, now)).toEqual([]);
  const waiting = async () =>
    ((await owner.query("subscriptions.get", { accountId })).data["subscription"] as Record<string, unknown>)[
      "scheduledChange"
    ];
  expect(await waiting()).toMatchObject({ planId: "free", price: { amount: "0.00" } });
  await owner.mutate("subscriptions.takeBackChange", { accountId });
  expect(await waiting()).toBeNull();
});

it("T2.6: a cancelled plan names the change that comes back when the cancellation is taken back", {
  tags: ["deep"],
}, async () => {
  const ada = await plans.subscriber("max");
  const owner = await ownerOf(ada);
  const { accountId } = ada;
  await plans.make(ada, "pro");
  const preview = await owner.query("subscriptions.previewCancellation", { accountId });
  expect(preview.data["outcome"]).toMatchObject({ renewsAs: null, drops: { planId: "pro" } });
  await plans.cancel(ada);
  const { data } = await owner.query("subscriptions.get", { accountId });
  expect(data["subscription"]).toMatchObject({
    scheduledChange: null,
    cancellation: { renewals: 0, droppedChange: { planId: "pro", price: { amount: "20.00" } } },
  });
});

it("R6.1: staff see the chain of terms: how each began, what it cost and what came back of it", {
  tags: ["deep"],
}, async () => {
  const ada = await plans.subscriber();
  await ada.later(10 * DAY);
  const { orderId } = await plans.upgrade(ada, "max");
  await submit(market.services, ada.as(), orderId);
  await market.runJobs();
  await plans.make(ada, "free");
  const reviewer = await staff(market, "reviewer");
  const { data } = await reviewer.query("subscriptions.history", { accountId: ada.accountId });
  expect(data["terms"]).toMatchObject([
    {
      number: 2,
      planId: "max",
      began: "upgraded",
      state: "given_up",
      price: { amount: "100.00" },
      // Ten of thirty days are gone: $13.33 are credited and $86.67 paid, of which 95 % came back.
      credited: { amount: "13.33" },
      paid: { amount: "86.67" },
      refunds: [{ status: "refunded", final: { amount: "82.33" } }],
      suspends: { number: 1 },
    },
    { number: 1, planId: "pro", began: "bought", state: "running", price: { amount: "20.00" }, refunds: [] },
  ]);
  expect(data["changes"]).toMatchObject([{ planId: "free", state: "scheduled" }]);
  const owner = await ownerOf(ada);
  expect((await owner.query("subscriptions.history", { accountId: ada.accountId })).status).toBe(403);
});

it("T1.1: nobody changes to a plan that was taken off sale; whoever has it keeps it", async () => {
  const [ada, ben] = [await plans.subscriber("pro"), await plans.subscriber("max")];
  await market.database.sql("UPDATE plan SET on_sale = false WHERE id = 'max'");
  try {
    expect(await refusalsOf(plans.make(ada, "max"))).toContain("plan_not_for_sale");
    expect((await plans.subscription(ben)).state).toBe("active");
  } finally {
    await market.database.sql("UPDATE plan SET on_sale = true WHERE id = 'max'");
  }
  expect(await refusalsOf(plans.make(ada, "max"))).toEqual([]);
});
