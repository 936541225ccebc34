import { expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { publishKey } from "../../src/decisions/store.ts";
import { replayStoredDecisions } from "../../src/decisions/replay-stored.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { openWorld } from "./world.ts";

const world = await openWorld();
const { services } = world;

/** Pro costs $20.00 a month. */
const PRO = 2000;

it("T2.2, T2.3: bought on 31 January it renews on 28 February, 31 March and 30 April, each once", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: "2027-01-31T10:30:00Z" });
  await ada.at("2027-02-28T10:29:00Z");
  await world.beat();
  expect(await ada.terms()).toHaveLength(1);
  for (const end of ["2027-02-28T10:30:01Z", "2027-03-31T10:30:01Z", "2027-04-30T10:30:01Z"]) {
    await ada.at(end);
    await world.beat();
    await world.beat();
  }
  expect(await ada.terms()).toEqual([
    "1: 2027-01-31T10:30:00.000Z – 2027-02-28T10:30:00.000Z",
    "2: 2027-02-28T10:30:00.000Z – 2027-03-31T10:30:00.000Z",
    "3: 2027-03-31T10:30:00.000Z – 2027-04-30T10:30:00.000Z",
    "4: 2027-04-30T10:30:00.000Z – 2027-05-31T10:30:00.000Z",
  ]);
  // The purchase and three renewals.
  expect(await ada.captured()).toBe(4 * PRO);
  expect(await ada.mails()).toEqual(["subscription_renewed", "subscription_renewed", "subscription_renewed"]);
  expect(await ada.state()).toBe("active");
});

it("T2.3: in New York a renewal at half past two moves over the hour that 14 March does not have, and back", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ zone: "America/New_York", boughtAt: "2027-02-14T07:30:00Z" });
  await ada.at("2027-04-14T06:30:01Z");
  await world.beat();
  // 02:30 EST is 07:30 UTC; on 14 March it is 03:30 EDT, also 07:30 UTC; from April on 02:30 EDT, 06:30 UTC.
  expect(await ada.terms()).toEqual([
    "1: 2027-02-14T07:30:00.000Z – 2027-03-14T07:30:00.000Z",
    "2: 2027-03-14T07:30:00.000Z – 2027-04-14T06:30:00.000Z",
    "3: 2027-04-14T06:30:00.000Z – 2027-05-14T06:30:00.000Z",
  ]);
});

it("T2.3: a year from 29 February ends on 28 February, and on 29 February again where there is one", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ interval: "year", boughtAt: "2028-02-29T12:00:00Z" });
  await ada.at("2032-02-29T12:00:01Z");
  await world.beat();
  expect(await ada.terms()).toEqual([
    "1: 2028-02-29T12:00:00.000Z – 2029-02-28T12:00:00.000Z",
    "2: 2029-02-28T12:00:00.000Z – 2030-02-28T12:00:00.000Z",
    "3: 2030-02-28T12:00:00.000Z – 2031-02-28T12:00:00.000Z",
    "4: 2031-02-28T12:00:00.000Z – 2032-02-29T12:00:00.000Z",
    "5: 2032-02-29T12:00:00.000Z – 2033-02-28T12:00:00.000Z",
  ]);
});

it("T2.2: no funds: tried again after 1, 3 and 5 days, given up after 7, then Free", async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await ada.cardIs("4000000000009995");
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("past_due");
  const [renewal] = await ada.renewals();
  const since = renewal?.past_due_since?.getTime() ?? 0;
  const day = 86_400_000;
  expect((renewal?.next_at?.getTime() ?? 0) - since).toBe(day);
  expect(await ada.mail("renewal_failed")).toContain(
    "Your card has insufficient funds. (card_declined, insufficient_funds)",
  );
  for (const days of [0.9, 1, 2.9, 3, 4, 5, 6.9]) {
    await ada.at(new Date(since + days * day + 1000).toISOString());
    await world.beat();
  }
  // The first charge and the three tries of the policy.
  expect(await ada.attempts()).toEqual(
    Array(4).fill("off_session failed soft card_declined, insufficient_funds"),
  );
  expect(await ada.state()).toBe("past_due");
  await ada.at(new Date(since + 7 * day).toISOString());
  await world.beat();
  expect(await ada.state()).toBe("ended");
  expect((await ada.renewals()).map(({ state }) => state)).toEqual(["lapsed"]);
  expect(await ada.captured()).toBe(PRO);
  expect(await ada.mails()).toEqual([
    "renewal_failed",
    "renewal_failed",
    "renewal_failed",
    "renewal_failed_last",
    "plan_lapsed",
  ]);
});

it("T2.2, T2.3: a new card is charged at once, and the term is the one it would have been", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await ada.cardIs("4000000000009979");
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  // Stolen: never again with this card.
  expect(await ada.attempts()).toEqual(["off_session failed hard card_declined, stolen_card"]);
  expect(await ada.mails()).toEqual(["renewal_failed_last"]);
  await ada.at("2027-07-13T09:00:00Z");
  await world.beat();
  expect(await ada.attempts()).toHaveLength(1);
  const { accountId } = ada;
  const url =
    /http:\/\/tenure\.test(\/pay\/renewals\/\S+)/.exec(await ada.mail("renewal_failed_last"))?.[1] ?? "";
  const opened = await world.app.inject({ method: "GET", url });
  expect(opened.statusCode).toBe(303);
  const session = /checkout\/(cs_[^?]+)/.exec(String(opened.headers.location))?.[1] ?? "";
  world.stripe.control.payCheckout(session, "4242424242424242");
  await world.beat();
  expect(await ada.state()).toBe("active");
  expect((await ada.terms())[1]).toBe("2: 2027-07-10T08:00:00.000Z – 2027-08-10T08:00:00.000Z");
  expect(await ada.captured()).toBe(2 * PRO);
  // The card of the page is the card of the next renewal.
  await ada.at("2027-08-10T08:00:01Z");
  await world.beat();
  expect(await ada.terms()).toHaveLength(3);
  expect(accountId).not.toBe("");
});

it("T2.2: a card that asks for its customer is confirmed on the page of the e-mail, 3-D Secure and all", async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z", language: "zh" });
  await ada.cardIs("4000002760003184");
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  expect(await ada.attempts()).toEqual(["off_session failed authentication authentication_required"]);
  const text = await ada.mail("renewal_action_needed");
  expect(text).toContain("确认付款");
  const url = /http:\/\/tenure\.test(\/pay\/renewals\/\S+)/.exec(text)?.[1] ?? "";
  expect((await world.app.inject({ method: "GET", url: `${url.slice(0, -1)}_` })).statusCode).toBe(404);
  const [first, second] = [
    await world.app.inject({ method: "GET", url }),
    await world.app.inject({ method: "GET", url }),
  ];
  // Opened twice it is one page.
  expect(second.headers.location).toBe(first.headers.location);
  const session = /checkout\/(cs_[^?]+)/.exec(String(first.headers.location))?.[1] ?? "";
  const asked = world.stripe.control.payCheckout(session, "4000002760003184");
  expect(asked.kind).toBe("authenticate");
  if (asked.kind === "authenticate") world.stripe.control.authenticate(asked.intentId, "complete");
  await world.beat();
  expect(await ada.state()).toBe("active");
  expect(await ada.attempts()).toEqual([
    "off_session failed authentication authentication_required",
    "page succeeded",
  ]);
  expect(await ada.captured()).toBe(2 * PRO);
});

it("T2.2: a page that was opened is closed before a card is charged: nobody pays twice", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await ada.cardIs("4000000000009995");
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  const url = /http:\/\/tenure\.test(\/pay\/renewals\/\S+)/.exec(await ada.mail("renewal_failed"))?.[1] ?? "";
  const opened = await world.app.inject({ method: "GET", url });
  const session = /checkout\/(cs_[^?]+)/.exec(String(opened.headers.location))?.[1] ?? "";
  await ada.cardIs("4242424242424242");
  await ada.at("2027-07-11T08:01:00Z");
  await world.beat();
  expect(await ada.attempts()).toEqual([
    "off_session failed soft card_declined, insufficient_funds",
    "page closed",
    "off_session succeeded",
  ]);
  expect(world.stripe.control.payCheckout(session).kind).toBe("closed");
  await world.beat();
  expect(await ada.captured()).toBe(2 * PRO);
});

it("T2.2: without a card it waits for one, told by an e-mail, and ends with the grace", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await world.database.sql("UPDATE payment_method SET ended_at = now() WHERE account_id = $1", [
    ada.accountId,
  ]);
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("past_due");
  expect(await ada.attempts()).toEqual([]);
  await ada.at("2027-07-17T08:01:00Z");
  await world.beat();
  expect(await ada.state()).toBe("ended");
  expect(await ada.mails()).toEqual(["renewal_card_missing", "plan_lapsed"]);
});

it("T2.5: cancelled too late it renews exactly once, at the old price, and ends", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await ada.at("2027-07-09T09:00:00Z");
  await services.runner.run(
    cancel(services.tax),
    { reason: null, comment: null, confirmedEndsAt: null },
    ada.as(),
  );
  for (const instant of ["2027-07-10T08:00:01Z", "2027-08-10T08:00:01Z", "2027-09-10T08:00:01Z"]) {
    await ada.at(instant);
    await world.beat();
  }
  expect(await ada.terms()).toHaveLength(2);
  expect(await ada.captured()).toBe(2 * PRO);
  expect(await ada.state()).toBe("ended");
  expect(await ada.mails()).toEqual([
    "subscription_canceled_late",
    "subscription_renewed_last",
    "subscription_ended",
  ]);
});

it("T2.5: the last renewal that fails is in arrears like any other, and canceling again once it is paid", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await ada.at("2027-07-09T09:00:00Z");
  await services.runner.run(
    cancel(services.tax),
    { reason: null, comment: null, confirmedEndsAt: null },
    ada.as(),
  );
  await ada.cardIs("4000000000009995");
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("past_due");
  await ada.cardIs("4242424242424242");
  await ada.at("2027-07-11T08:01:00Z");
  await world.beat();
  expect(await ada.state()).toBe("canceling");
  await ada.at("2027-08-10T08:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("ended");
  expect(await ada.captured()).toBe(2 * PRO);
});

it("T2.4: cancelled in arrears it ends at once, and nothing is tried any more", async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await ada.cardIs("4000000000009995");
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  await services.runner.run(
    cancel(services.tax),
    { reason: null, comment: null, confirmedEndsAt: null },
    ada.as(),
  );
  await ada.cardIs("4242424242424242");
  await ada.at("2027-07-12T08:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("ended");
  expect((await ada.renewals()).map(({ state }) => state)).toEqual(["dropped"]);
  expect(await ada.captured()).toBe(PRO);
});

it("T2.1, T2.2: while past due the included usage is shut; paid, it is there again", async () => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await ada.hold(1);
  await ada.cardIs("4000000000009995");
  await ada.at("2027-07-10T08:00:01Z");
  await world.beat();
  await expect(ada.hold(1)).rejects.toThrow("insufficient_funds");
  await ada.cardIs("4242424242424242");
  await ada.at("2027-07-11T08:01:00Z");
  await world.beat();
  await ada.hold(1);
});

it("T2.2: a clock that jumps a year renews term after term, each once; and everything decided replays", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: "2027-01-31T10:30:00Z" });
  await ada.at("2028-01-31T10:30:01Z");
  await world.beat();
  // Twelve ends of a term lie in that year, the last at its very end.
  expect(await ada.terms()).toHaveLength(13);
  expect((await ada.terms())[12]).toBe("13: 2028-01-31T10:30:00.000Z – 2028-02-29T10:30:00.000Z");
  expect(await ada.captured()).toBe(13 * PRO);
  await services.db.within(PLATFORM, (tx) => publishKey(tx, services.signer));
  expect((await replayStoredDecisions(services.db)).findings).toEqual([]);
  const altered = async () =>
    (await verifyAudit(services.db)).findings.filter(({ kind }) => kind === "renewals_altered").length;
  expect(await altered()).toBe(0);
  await world.database.sql(
    "UPDATE renewal SET total_minor = total_minor + 1 WHERE id = (SELECT id FROM renewal ORDER BY id LIMIT 1)",
  );
  expect(await altered()).toBe(1);
});
