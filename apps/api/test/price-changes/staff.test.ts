import { expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { openMarket } from "../support/market.ts";
import { type Person, signUp, staff } from "../support/people.ts";

const market = await openMarket();
const DAY = 86_400_000;

/** The next version of the monthly price of Ultra, forty days from now. */
const draft = (amount: string) => ({
  planId: "ultra",
  interval: "month",
  price: { amount, currency: "USD" },
  includedUsage: { amount: "400.00", currency: "USD" },
  name: "Ultra",
  features: ["all_models"],
  appliesFrom: new Date(Date.now() + 40 * DAY).toISOString(),
});
interface Affected {
  readonly id: string;
  readonly notice: { readonly state: string; readonly attempt: number } | null;
}
const affected = async (admin: Person, priceChangeId: string) =>
  (await admin.query("priceChanges.affected", { priceChangeId, draft: null, limit: 50 })).data[
    "items"
  ] as Affected[];

it("T3.2: a notice that reached nobody is sent again to the address as it is now; one that arrived is not", {
  tags: ["deep"],
}, async () => {
  const admin = await staff(market, "administrator");
  const reviewer = await staff(market, "reviewer");
  const [ada, deaf] = [await market.customer(), await market.customer()];
  await ada.subscribe("ultra");
  await deaf.subscribe("ultra");
  const address = (email: string) =>
    market.database.sql(
      `WITH billed AS (UPDATE billing_details SET email = $2 WHERE account_id = $3)
       UPDATE auth_user SET email = $2 WHERE id = $1`,
      [deaf.loginId, email, deaf.accountId],
    );
  await address(`${newId()}@refused.example`);
  const planned = await admin.mutate("priceChanges.schedule", draft("240.00"));
  const priceChangeId = String(planned.data["priceChangeId"]);
  await market.runJobs();
  const [subscription] = await market.database.sql<{ id: string }>(
    "SELECT id FROM subscription WHERE account_id = $1",
    [deaf.accountId],
  );
  const subscriptionId = subscription?.id ?? "";
  const fates = async () =>
    Object.fromEntries(
      (await affected(admin, priceChangeId)).map(({ id, notice }) => [
        id === subscriptionId ? "deaf" : "ada",
        `${notice?.state} ${notice?.attempt}`,
      ]),
    );
  expect(await fates()).toEqual({ ada: "accepted 1", deaf: "failed 1" });

  const again = (id: string, who = admin) =>
    who.mutate("priceChanges.tellAgain", { priceChangeId, subscriptionId: id });
  expect((await again(subscriptionId, reviewer)).status).toBe(403);
  await address(`${newId()}@example.com`);
  expect((await again(subscriptionId)).data).toEqual({ told: true });
  // Under way: pressed once more, nothing is sent twice.
  expect((await again(subscriptionId)).data).toEqual({ told: false });
  await market.runJobs();
  expect(await fates()).toEqual({ ada: "accepted 1", deaf: "accepted 2" });
  expect((await again(subscriptionId)).data).toEqual({ told: false });
  expect((await again(newId())).status).toBe(404);
});

it("T1.1: a price in another currency is added once, can be paid to its last digit, and its usage is in the same", async () => {
  const admin = await staff(market, "administrator");
  const add = (more: object) =>
    admin.mutate("plans.addPrice", {
      planId: "pro",
      interval: "month",
      price: { amount: "1500", currency: "JPY" },
      includedUsage: { amount: "3000", currency: "JPY" },
      features: ["all_models"],
      ...more,
    });
  // Yen have no minor unit; usage in dollars is no usage of a price in yen; nothing is sold for nothing.
  for (const wrong of [
    { price: { amount: "1500.5", currency: "JPY" } },
    { price: { amount: "0", currency: "JPY" } },
    { includedUsage: { amount: "40", currency: "USD" } },
    { includedUsage: { amount: "-1", currency: "JPY" } },
    { planId: "free" },
  ])
    expect((await add(wrong)).status, JSON.stringify(wrong)).toBe(400);
  const { data } = await add({});
  const plans = (await admin.query("plans.list")).data["plans"] as {
    id: string;
    versions: { id: string; state: string; price: { amount: string; currency: string } }[];
  }[];
  const pro = plans.find(({ id }) => id === "pro");
  expect(pro?.versions.find(({ id }) => id === data["planPriceId"])).toMatchObject({
    state: "in_force",
    price: { amount: "1500", currency: "JPY" },
  });
  expect((await add({})).status).toBe(409);
  const person = await signUp(market, "nobody");
  expect((await person.mutate("plans.addPrice", {})).status).toBe(403);
  // The same of a change of a price.
  const mixed = { ...draft("250.00"), planId: "pro", includedUsage: { amount: "400", currency: "EUR" } };
  expect((await admin.query("priceChanges.preview", mixed)).status).toBe(400);
});
