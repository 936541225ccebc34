import { beforeAll, expect, it } from "vitest";
import { defaultPaymentMethod } from "../../src/payment-methods/default.ts";
import { warnExpiringCards } from "../../src/payment-methods/warn-expiring.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { type Market, openMarket } from "../support/market.ts";
import { openAccount, type Person, signUp } from "../support/people.ts";

const VISA = "4242424242424242";
const OTHER = "4000000000007726";
let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

interface CardShown {
  readonly id: string;
  readonly label: string;
  readonly isDefault: boolean;
  readonly neededBySubscription: boolean;
  readonly validity: string;
  readonly expMonth: number;
  readonly expYear: number;
}
const cardsOf = async (person: Person) =>
  (await person.query("paymentMethods.list", {})).data as unknown as CardShown[];

/** Opens the page and adds a card on it, as a browser does. @returns the id of the page's row */
async function add(person: Person, card: string): Promise<string> {
  const opened = await person.mutate("paymentMethods.add", {});
  expect(opened.problem).toEqual({});
  const session = /cs_test_\w+/.exec(String(opened.data["url"]))?.[0] ?? "";
  market.stripe.control.payCheckout(session, card);
  return String(opened.data["setupId"]);
}

async function owner(): Promise<{ person: Person; accountId: string }> {
  const person = await signUp(market, "cora");
  return { person, accountId: await openAccount(market, person) };
}

const charged = async (accountId: string) => {
  const [period] = await market.database.sql<{ id: string }>(
    "SELECT id FROM holder_period WHERE account_id = $1 AND ended_at IS NULL",
    [accountId],
  );
  return market.services.db.within(PLATFORM, (tx) => defaultPaymentMethod(tx, period?.id ?? ""));
};

it("adds cards without paying; the first is the default until another is chosen, and removing it makes the other the default", async () => {
  const { person, accountId } = await owner();
  const first = await add(person, VISA);
  await market.runJobs();
  expect((await person.query("paymentMethods.setup", { setupId: first })).data).toEqual({
    state: "saved",
    label: "Visa •••• 4242",
  });
  await add(person, OTHER);
  await market.runJobs();
  const cards = await cardsOf(person);
  expect(cards.map(({ label, isDefault }) => [label, isDefault])).toEqual([
    ["Visa •••• 7726", false],
    ["Visa •••• 4242", true],
  ]);
  expect(cards[0]).toMatchObject({ expMonth: 12, expYear: 2034, validity: "valid" });
  const [second, old] = cards;
  await person.mutate("paymentMethods.setDefault", { accountId, paymentMethodId: second?.id });
  expect((await charged(accountId))?.label).toBe("Visa •••• 7726");
  await person.mutate("paymentMethods.remove", { accountId, paymentMethodId: second?.id });
  expect((await charged(accountId))?.id).toBe(old?.id);
  // Nothing was charged by any of it.
  expect(await market.database.sql("SELECT 1 FROM payment WHERE account_id = $1", [accountId])).toEqual([]);
});

it("asks the provider when the browser is back first, and hears it twice without a second card", {
  tags: ["deep"],
}, async () => {
  const { person, accountId } = await owner();
  const setupId = await add(person, VISA);
  const before = await Promise.all([
    person.query("paymentMethods.setup", { setupId }),
    person.query("paymentMethods.setup", { setupId }),
  ]);
  expect(before.map(({ data }) => data["state"])).toEqual(["saved", "saved"]);
  expect(await market.runJobs()).toEqual([]);
  expect(await cardsOf(person)).toHaveLength(1);
  // The same card added anew is one card.
  await add(person, VISA);
  await market.runJobs();
  expect(await cardsOf(person)).toHaveLength(1);
  expect((await charged(accountId))?.label).toBe("Visa •••• 4242");
});

it("C4.10: belongs to the holder who added it, even where the page is answered after the account changed hands", async () => {
  const { person, accountId } = await owner();
  const setupId = await add(person, VISA);
  const [subject] = await market.database.sql<{ id: string }>(
    "INSERT INTO subject (kind, display_name) VALUES ('company', 'Next Ltd') RETURNING id",
  );
  await market.database.sql("UPDATE holder_period SET ended_at = now() WHERE account_id = $1", [accountId]);
  await market.database.sql(
    "INSERT INTO holder_period (account_id, subject_id, started_at) VALUES ($1, $2, now())",
    [accountId, subject?.id],
  );
  await market.runJobs();
  expect((await person.query("paymentMethods.setup", { setupId })).data["state"]).toBe("saved");
  expect(await cardsOf(person)).toEqual([]);
  expect(await charged(accountId)).toBeNull();
});

it("T2.2: the only card of a plan that renews cannot be removed; once it is cancelled it can", async () => {
  const customer = await market.customer();
  await customer.subscribe("pro");
  const { sql } = market.database;
  const [card] = await sql<{ id: string }>("SELECT id FROM payment_method WHERE account_id = $1", [
    customer.accountId,
  ]);
  const { removePaymentMethod } = await import("../../src/payment-methods/remove.ts");
  const remove = () =>
    market.services.runner.run(removePaymentMethod, { paymentMethodId: card?.id }, customer.as());
  await expect(remove()).rejects.toThrow("add another one first");
  expect(
    await sql("SELECT 1 FROM payment_method WHERE id = $1 AND ended_at IS NULL", [card?.id]),
  ).toHaveLength(1);
  await sql(
    "UPDATE subscription SET state = 'canceling', canceled_at = now(), last_term_number = 1 WHERE account_id = $1",
    [customer.accountId],
  );
  await remove();
  expect(await sql("SELECT 1 FROM payment_method WHERE id = $1 AND ended_at IS NULL", [card?.id])).toEqual(
    [],
  );
});

it("tells of an expiring card once, by the account's own clock, however many workers look", async () => {
  const customer = await market.customer();
  await customer.subscribe("pro");
  await market.runJobs();
  const { sql } = market.database;
  // 12/2030 ends on 1 January 2031; on 15 December 2030 that is 17 days away.
  await sql("UPDATE payment_method SET exp_year = 2030, exp_month = 12 WHERE account_id = $1", [
    customer.accountId,
  ]);
  expect(await warnExpiringCards(market.services)).toBe(0);
  await customer.later(Date.parse("2030-12-15T00:00:00Z") - Date.now());
  const told = await Promise.all([warnExpiringCards(market.services), warnExpiringCards(market.services)]);
  expect(told[0] + told[1]).toBe(1);
  expect(await warnExpiringCards(market.services)).toBe(0);
  const notices = await sql<{ subject: string }>(
    "SELECT subject FROM notice WHERE account_id = $1 AND kind = 'card_expiring'",
    [customer.accountId],
  );
  expect(notices).toEqual([{ subject: "Visa •••• 4242 expires in 12/2030" }]);
});

// Last: it moves the clock of the provider.
it("a card that its bank refuses is not kept, and a page that is closed says so", async () => {
  const { person } = await owner();
  const setupId = await add(person, "4000000000000002");
  expect((await person.query("paymentMethods.setup", { setupId })).data["state"]).toBe("open");
  const [row] = await market.database.sql<{ id: string }>(
    "SELECT provider_session_id AS id FROM card_setup WHERE id = $1",
    [setupId],
  );
  market.stripe.control.advanceClock(2 * 3_600_000);
  await market.runJobs();
  expect(row?.id).toMatch(/^cs_test_/);
  expect((await person.query("paymentMethods.setup", { setupId })).data).toEqual({
    state: "expired",
    label: null,
  });
  expect(await cardsOf(person)).toEqual([]);
});
