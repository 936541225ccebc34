import { expect, it } from "vitest";
import { lift, suspend } from "../../src/accounts/measures.ts";
import { endUnserved, resumeRenewal } from "../../src/renewals/put-aside.ts";
import { byStaff } from "../support/caller.ts";
import { type Person, signUp } from "../support/people.ts";
import { openWorld, type Subscriber } from "./world.ts";

const world = await openWorld();
const { services, database } = world;

/** Pro costs $20.00 a month. */
const PRO = 2000;
const NO_FUNDS = "4000000000009995";
const STOLEN = "4000000000009979";
const GOOD = "4242424242424242";
const OTHER = "4000000000007726";

/** Somebody whose renewal of 10 July was refused, and the owner at a browser. */
async function inArrears(card: string): Promise<{ ada: Subscriber; owner: Person }> {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await ada.cardIs(card);
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("past_due");
  return { ada, owner: await memberOf(ada, "owner") };
}

async function memberOf(ada: Subscriber, role: "owner" | "member"): Promise<Person> {
  const person = await signUp(world, role);
  await database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, $3)", [
    ada.accountId,
    person.loginId,
    role,
  ]);
  return person;
}

const sessionOf = (url: unknown): string => /checkout\/(cs_[^?]+)/.exec(String(url))?.[1] ?? "";

it("T2.2: pay now opens one page, however often it is pressed; paid with any card, the term is the one it would have been", async () => {
  const { ada, owner } = await inArrears(STOLEN);
  const pay = () => owner.mutate("subscriptions.payNow", { accountId: ada.accountId });
  const [first, again] = [await pay(), await pay()];
  expect(first.status).toBe(200);
  expect(again.data["url"]).toBe(first.data["url"]);
  const running = await owner.query("subscriptions.get", { accountId: ada.accountId });
  expect(running.data["subscription"]).toMatchObject({
    state: "past_due",
    pastDue: {
      renewalId: first.data["renewalId"],
      total: { amount: "20.00", currency: "USD" },
      // Nobody tries a stolen card again.
      nextTryAt: null,
      startsAt: "2027-07-10T08:00:00.000Z",
      endsAt: "2027-08-10T08:00:00.000Z",
      failure: { kind: "hard", code: "card_declined, stolen_card" },
      payable: true,
    },
  });
  world.stripe.control.payCheckout(sessionOf(first.data["url"]), GOOD);
  await world.beat();
  expect(await ada.state()).toBe("active");
  expect((await ada.terms())[1]).toBe("2: 2027-07-10T08:00:00.000Z – 2027-08-10T08:00:00.000Z");
  expect(await ada.captured()).toBe(2 * PRO);
  const nothing = await pay();
  expect([nothing.status, nothing.problem.detail]).toEqual([409, "Nothing is to be paid."]);
});

it("T2.2, T6.2: renewals are listed with every try and the provider's own words, and so is the order that was refused", {
  tags: ["deep"],
}, async () => {
  const { ada, owner } = await inArrears(NO_FUNDS);
  const order = async () => {
    const { data } = await owner.query("orders.list", { accountId: ada.accountId, limit: 10 });
    return (data["items"] as { kind: string; state: string; declined: unknown }[]).find(
      ({ kind }) => kind === "renewal",
    );
  };
  expect(await order()).toMatchObject({
    state: "pending",
    declined: {
      code: "card_declined, insufficient_funds",
      message: "Your card has insufficient funds.",
    },
  });
  await ada.cardIs(GOOD);
  await ada.at("2027-07-11T08:01:00Z");
  await world.beat();
  const { data } = await owner.query("subscriptions.renewals", { accountId: ada.accountId, limit: 1 });
  expect(data["items"]).toMatchObject([
    {
      number: 1,
      state: "paid",
      planId: "pro",
      interval: "month",
      total: { amount: "20.00", currency: "USD" },
      attempts: [
        {
          number: 1,
          kind: "off_session",
          state: "failed",
          failure: "soft",
          message: "Your card has insufficient funds.",
          method: "Visa •••• 4242",
        },
        { number: 2, kind: "off_session", state: "succeeded", failure: null, message: null },
      ],
    },
  ]);
  // Paid is paid: nothing is reproached afterwards.
  expect(await order()).toMatchObject({ state: "paid", declined: null });
});

it("T2.2: whoever may not pay sees what is unpaid and opens no page, and a stranger sees nothing", {
  tags: ["deep"],
}, async () => {
  const { ada } = await inArrears(STOLEN);
  const member = await memberOf(ada, "member");
  const { accountId } = ada;
  expect((await member.query("subscriptions.renewals", { accountId, limit: 5 })).status).toBe(200);
  expect((await member.mutate("subscriptions.payNow", { accountId })).status).toBe(403);
  const stranger = await signUp(world, "stranger");
  expect((await stranger.query("subscriptions.renewals", { accountId, limit: 5 })).status).toBe(404);
  expect((await stranger.mutate("subscriptions.payNow", { accountId })).status).toBe(404);
  expect(await ada.attempts()).toEqual(["off_session failed hard card_declined, stolen_card"]);
});

it("T2.2: a card that is added is charged at once, without waiting for the next day of the schedule", {
  tags: ["deep"],
}, async () => {
  const { ada, owner } = await inArrears(STOLEN);
  const added = await owner.mutate("paymentMethods.add", { accountId: ada.accountId });
  world.stripe.control.payCheckout(/cs_test_\w+/.exec(String(added.data["url"]))?.[0] ?? "", OTHER);
  // Jobs only: no sweep comes by.
  await world.runJobs();
  expect(await ada.state()).toBe("active");
  expect(await ada.attempts()).toEqual([
    "off_session failed hard card_declined, stolen_card",
    "off_session succeeded",
  ]);
  expect(await ada.captured()).toBe(2 * PRO);
});

it("T2.2: another card that is made the default is charged at once", { tags: ["deep"] }, async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  const owner = await memberOf(ada, "owner");
  const { accountId } = ada;
  const [first] = await database.sql<{ id: string }>("SELECT id FROM payment_method WHERE account_id = $1", [
    accountId,
  ]);
  const added = await owner.mutate("paymentMethods.add", { accountId });
  world.stripe.control.payCheckout(/cs_test_\w+/.exec(String(added.data["url"]))?.[0] ?? "", OTHER);
  await world.runJobs();
  const [second] = await database.sql<{ id: string; provider_method_id: string }>(
    "SELECT id, provider_method_id FROM payment_method WHERE account_id = $1 AND id <> $2",
    [accountId, first?.id],
  );
  const choose = (paymentMethodId: string | undefined) =>
    owner.mutate("paymentMethods.setDefault", { accountId, paymentMethodId });
  await choose(second?.id);
  world.stripe.control.changeCard(second?.provider_method_id ?? "", STOLEN);
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("past_due");
  await choose(first?.id);
  await world.runJobs();
  expect(await ada.state()).toBe("active");
  expect(await ada.captured()).toBe(2 * PRO);
});

it("T4.2, T2.2: while the account is suspended nothing is charged; lifted, what is due is charged at once", {
  tags: ["deep"],
}, async () => {
  const { ada } = await inArrears(NO_FUNDS);
  const by = () => byStaff(ada.accountId, crypto.randomUUID());
  await services.runner.run(
    suspend,
    { ground: "payment_fraud", reason: "Card testing.", evidenceRefs: ["case 7"] },
    by(),
  );
  await ada.cardIs(GOOD);
  await ada.at("2027-07-12T09:00:00Z");
  await world.beat();
  expect(await ada.attempts()).toHaveLength(1);
  await services.runner.run(lift, { reason: "It was the owner." }, by());
  await world.runJobs();
  expect(await ada.state()).toBe("active");
  expect(await ada.captured()).toBe(2 * PRO);
  // Nothing is in arrears: lifting again wakes nobody.
  expect(await ada.renewals()).toMatchObject([{ state: "paid", next_at: null }]);
});

it("T2.2: what cannot be decided is put aside with an alert and keeps nobody else waiting", {
  tags: ["deep"],
}, async () => {
  const [broken, late, ada] = [
    await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" }),
    await world.subscriber(),
    await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" }),
  ];
  // A zone that this platform does not know; and a live account, on the real clock, that nobody looked after for months.
  await database.sql("UPDATE subscription SET time_zone = 'Atlantis/Poseidonis' WHERE id = $1", [
    broken.subscriptionId,
  ]);
  await broken.at("2027-07-10T08:00:01Z");
  await database.sql("ALTER TABLE term DISABLE TRIGGER term_is_kept");
  await database.sql(
    `UPDATE term SET anchor_at = anchor_at - interval '4 months', starts_at = starts_at - interval '4 months',
            ends_at = ends_at - interval '4 months' WHERE subscription_id = $1`,
    [late.subscriptionId],
  );
  await database.sql("ALTER TABLE term ENABLE TRIGGER term_is_kept");
  await database.sql("UPDATE account SET livemode = true WHERE id = $1", [late.accountId]);
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  expect(await ada.terms()).toHaveLength(2);
  for (const each of [broken, late]) {
    expect(await each.terms()).toHaveLength(1);
    expect(await each.captured()).toBe(PRO);
  }
  const alerts = await database.sql<{ reference: string; problem: string }>(
    "SELECT reference, detail->>'problem' AS problem FROM operator_alert WHERE kind = 'renewal_impossible' AND resolved_at IS NULL ORDER BY id",
  );
  const problemOf = (each: Subscriber) =>
    alerts.find(({ reference }) => reference === each.subscriptionId)?.problem;
  expect(alerts).toHaveLength(2);
  expect(problemOf(broken)).toMatch(/zone/i);
  expect(problemOf(late)).toContain("over already");
  // Looked at again by nobody, so that there is one alert and not one a minute.
  await world.beat();
  expect(
    await database.sql("SELECT 1 FROM subscription WHERE id = ANY($1) AND renews_at IS NOT NULL", [
      [broken.subscriptionId, late.subscriptionId],
    ]),
  ).toEqual([]);

  // What the operator does: mended, it is charged once; what was not served ends the plan, and is never charged.
  const operator = (each: Subscriber) => byStaff(each.accountId, crypto.randomUUID());
  const { subscriptionId } = broken;
  await database.sql("UPDATE subscription SET time_zone = 'UTC' WHERE id = $1", [subscriptionId]);
  await services.runner.run(resumeRenewal, { subscriptionId }, operator(broken));
  await services.runner.run(endUnserved, { subscriptionId: late.subscriptionId }, operator(late));
  await world.runJobs();
  await world.beat();
  expect(await broken.terms()).toHaveLength(2);
  expect(await broken.captured()).toBe(2 * PRO);
  expect([await late.state(), await late.captured()]).toEqual(["ended", PRO]);
  expect(await late.mails()).toContain("plan_ended_at_term");
  expect(
    await database.sql(
      "SELECT 1 FROM operator_alert WHERE kind = 'renewal_impossible' AND resolved_at IS NULL",
    ),
  ).toEqual([]);
  // Of one that renews nothing was put aside.
  await expect(services.runner.run(endUnserved, { subscriptionId }, operator(broken))).rejects.toThrow(
    "No renewal of this subscription was put aside.",
  );
});
