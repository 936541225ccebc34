import { expect, it } from "vitest";
import { recordBounce } from "../../src/bounces/record.ts";
import { systemContext } from "../../src/command/system.ts";
import { newId } from "../../src/db/ids.ts";
import { affectedPage } from "../../src/price-changes/affected.ts";
import { schedulePriceChange } from "../../src/price-changes/schedule.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { policyAt } from "@tenure/core/policy";
import { byStaff } from "../support/caller.ts";
import { openWorld, type Subscriber } from "../renewals/world.ts";

const world = await openWorld();
const { services, database, stripe } = world;

/** Plans a monthly price for everybody from 1 February 2027 on. Pro costs $20.00, Max $100.00 before. */
async function raise(planId: "pro" | "max", dollars: string): Promise<string> {
  const { answer } = await services.runner.run(
    schedulePriceChange,
    {
      planId,
      interval: "month",
      price: { amount: dollars, currency: "USD" },
      includedUsage: { amount: "40.00", currency: "USD" },
      name: "Pro",
      features: ["all_models"],
      appliesFrom: "2027-02-01T00:00:00.000Z",
    },
    byStaff(null, newId()),
  );
  return answer.priceChangeId;
}

/** What the provider captured from somebody, oldest first, in cents. */
const charges = (ada: Subscriber): number[] =>
  stripe.control
    .paymentIntents()
    .filter((intent) => intent.metadata["accountId"] === ada.accountId && intent.status === "succeeded")
    .map((intent) => intent.amount_received);

const notices = (ada: Subscriber) =>
  database.sql<{ id: string; renewal_at: Date; accepted_at: Date | null; sent_at: Date | null }>(
    `SELECT n.id, c.renewal_at, c.accepted_at, n.sent_at FROM price_change_notice c JOIN notice n ON n.id = c.notice_id
      WHERE c.account_id = $1 ORDER BY c.attempt`,
    [ada.accountId],
  );

it("T3.2: the provider is asked for a raised price where its notice was in time; late or come back, for the old one", {
  tags: ["deep"],
}, async () => {
  const buy = () => world.subscriber({ boughtAt: "2027-01-10T08:00:00Z" });
  const [told, late, bounced] = [await buy(), await buy(), await buy()];
  // 30 days before the renewal of 10 February is 11 January, 08:00.
  await told.at("2027-01-11T07:59:00Z");
  await late.at("2027-01-11T08:01:00Z");
  await bounced.at("2027-01-11T07:59:00Z");
  await raise("pro", "25.00");
  await world.beat();
  const [notice] = await notices(bounced);
  await services.runner.run(
    recordBounce,
    { noticeId: notice?.id ?? "", status: "5.1.1" },
    systemContext("bounces", bounced.accountId, newId()),
  );
  await world.beat();
  expect((await notices(late))[0]?.renewal_at.toISOString()).toBe("2027-03-10T08:00:00.000Z");

  for (const each of [told, late, bounced]) await each.at("2027-02-10T08:00:01Z");
  await world.beat();
  expect([charges(told), charges(late), charges(bounced)]).toEqual([
    [2000, 2500],
    [2000, 2000],
    [2000, 2000],
  ]);
  const kept = async (ada: Subscriber) => {
    const [row] = await database.sql<{ why: string | null }>(
      "SELECT kept_price->>'why' AS why FROM renewal WHERE account_id = $1",
      [ada.accountId],
    );
    return row?.why;
  };
  expect([await kept(told), await kept(late), await kept(bounced)]).toEqual([null, "late", "bounced"]);
  // Staying is recorded on the notice that counted, with the payment.
  expect((await notices(told))[0]?.accepted_at?.toISOString().slice(0, 10)).toBe("2027-02-10");
  expect((await notices(late))[0]?.accepted_at).toBeNull();

  for (const each of [told, late, bounced]) await each.at("2027-03-10T08:00:01Z");
  await world.beat();
  // A month later the notice of the second is old enough. The third has none: its only address does not work.
  expect([charges(told), charges(late), charges(bounced)]).toEqual([
    [2000, 2500, 2500],
    [2000, 2000, 2500],
    [2000, 2000, 2000],
  ]);
  // Everybody's terms: nobody's price changed within one.
  const dear = await database.sql(
    `SELECT 1 FROM term t JOIN "order" o ON o.id = t.order_id JOIN plan_price p ON p.id = t.plan_price_id
      WHERE o.amount_nanos <> p.amount_nanos`,
  );
  expect(dear).toEqual([]);
});

it("T3.2: a raise that was refused by the bank stays what was announced, and is paid once", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: "2027-01-10T08:00:00Z", plan: "max" });
  await ada.at("2027-01-10T09:00:00Z");
  await raise("max", "120.00");
  await world.beat();
  await ada.cardIs("4000000000009995");
  await ada.at("2027-02-10T08:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("past_due");
  expect((await notices(ada))[0]?.accepted_at).toBeNull();
  // The mail comes back while the renewal is unpaid: it had counted when the term ended, and a person is told.
  await services.runner.run(
    recordBounce,
    { noticeId: (await notices(ada))[0]?.id ?? "", status: "5.1.1" },
    systemContext("bounces", ada.accountId, newId()),
  );
  await ada.cardIs("4242424242424242");
  await ada.at("2027-02-11T08:01:00Z");
  await world.beat();
  expect(charges(ada)).toEqual([10_000, 12_000]);
  const alerts = await database.sql<{ charged: boolean }>(
    "SELECT (detail->>'raiseCharged')::boolean AS charged FROM operator_alert WHERE kind = 'notice_bounced' AND account_id = $1 ORDER BY id",
    [ada.accountId],
  );
  expect(alerts).toEqual([{ charged: false }, { charged: true }]);
});

it("T3.2, T2.3: a term whose end was moved is foretold at its own end, in the list as in the mail", {
  tags: ["deep"],
}, async () => {
  // A month of somebody else's gift lies behind what was paid for; and a term that a bounced refund kept for 5 days.
  const [given, kept] = [
    await world.subscriber({ boughtAt: "2027-01-10T08:00:00Z" }),
    await world.subscriber({ boughtAt: "2027-01-10T08:00:00Z" }),
  ];
  await database.sql(
    `INSERT INTO term (id, account_id, subscription_id, order_id, plan_price_id, number, anchor_at, starts_at, ends_at, included_nanos)
     SELECT gen_random_uuid(), t.account_id, t.subscription_id, $2, t.plan_price_id, 2, t.anchor_at, t.ends_at,
            t.ends_at + interval '28 days', 0 FROM term t WHERE t.subscription_id = $1`,
    [given.subscriptionId, await giftOrder(given)],
  );
  await database.sql("ALTER TABLE term DISABLE TRIGGER term_is_kept");
  await database.sql("UPDATE term SET ends_at = ends_at + interval '5 days' WHERE subscription_id = $1", [
    kept.subscriptionId,
  ]);
  await database.sql("ALTER TABLE term ENABLE TRIGGER term_is_kept");
  await given.at("2027-01-12T08:00:00Z");
  await kept.at("2027-01-12T08:00:00Z");
  const version = 100;
  const rows = await services.db.within(PLATFORM, (tx) =>
    affectedPage(
      tx,
      {
        planId: "pro",
        interval: "month",
        currency: "USD",
        version,
        amountNanos: 99_000_000_000n,
        appliesFrom: "2027-02-01T00:00:00.000Z",
      },
      policyAt("2027-01-12T08:00:00Z"),
      { after: null, limit: 100 },
    ),
  );
  const of = (ada: Subscriber) => rows.find(({ subscriptionId }) => subscriptionId === ada.subscriptionId);
  // 10 February + 28 days of the gift; 10 + 5 February, which is more than 30 days after 12 January.
  expect(of(given)).toMatchObject({ kind: "renewing", firstRenewalAt: "2027-03-10T08:00:00.000Z" });
  expect(of(kept)).toMatchObject({
    kind: "renewing",
    firstRenewalAt: "2027-02-15T08:00:00.000Z",
    tooSoon: false,
  });
});

async function giftOrder(ada: Subscriber): Promise<string> {
  const id = newId();
  await database.sql(
    `INSERT INTO "order" SELECT (jsonb_populate_record(o, jsonb_build_object('id', $2::text, 'number', 'GIFT-1', 'gift', true,
            'provider_session_id', NULL, 'total_minor', 0, 'amount_nanos', 0))).* FROM "order" o WHERE o.id = $1`,
    [ada.orderId, id],
  );
  return id;
}
