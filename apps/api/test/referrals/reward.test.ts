import { beforeAll, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { decideReferrals } from "../../src/referrals/jobs.ts";
import { type Market, openMarket } from "../support/market.ts";
import { DAY_MS, decideDue, invitation } from "./world.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const REWARDED = { state: "rewarded", reason: null, lot: "open 500 500", mails: ["referral_rewarded"] };

it("R3.5: $5.00 come once the window of the invited customer's first order is closed, not a moment before", async () => {
  const { referred, look } = await invitation(market);
  expect(await look()).toMatchObject({ state: "invited", lot: null });
  const orderId = await referred.subscribe("pro");
  expect(await look()).toMatchObject({ state: "waiting" });
  const [due] = await market.database.sql<{ ms: string; now_ms: string }>(
    `SELECT extract(epoch FROM r.due_at - o.paid_at) * 1000 AS ms FROM referral r JOIN "order" o ON o.id = r.order_id
      WHERE o.id = $1`,
    [orderId],
  );
  // 24 hours are 86,400,000 ms; the last of them is still inside the window.
  expect(Number(due?.ms)).toBe(86_400_001);
  // A minute before, by the clock of the account that paid.
  await referred.later(DAY_MS - 60_000);
  await decideDue(market);
  expect(await look()).toMatchObject({ state: "waiting", lot: null });
  await referred.later(60_001);
  await decideDue(market);
  expect(await look()).toEqual(REWARDED);
  const report = await checkLedger(market.services.db);
  expect(isHealthy(report)).toBe(true);
});

it("R3.5: a second order, and a look of a hundred beats, give nothing more", async () => {
  const { referrer, referred, look } = await invitation(market);
  await referred.subscribe("pro");
  await referred.later(DAY_MS + 1000);
  for (let beat = 0; beat < 3; beat += 1) await decideDue(market);
  expect(await look()).toEqual(REWARDED);
  const [sum] = await market.database.sql<{ count: number }>(
    "SELECT count(*)::int AS count FROM credit_lot WHERE account_id = $1",
    [referrer.accountId],
  );
  expect(sum?.count).toBe(1);
});

it("R3.5: two workers at once give each of ten rewards exactly once", { tags: ["deep"] }, async () => {
  const referrer = await market.customer();
  const all = [];
  for (let number = 0; number < 10; number += 1) {
    const one = await invitation(market, referrer);
    await one.referred.subscribe("pro");
    await one.referred.later(DAY_MS + 1000);
    all.push(one);
  }
  await Promise.all([decideReferrals(market.services), decideReferrals(market.services)]);
  await market.runJobs();
  for (const one of all) expect((await one.look()).state).toBe("rewarded");
  const [books] = await market.database.sql<{ lots: number; journals: number; cents: number; mails: number }>(
    `SELECT (SELECT count(*)::int FROM credit_lot WHERE account_id = $1 AND kind = 'referral') AS lots,
            (SELECT count(*)::int FROM ledger_journal WHERE account_id = $1 AND kind = 'referral.rewarded') AS journals,
            (SELECT (sum(balance) / 10000000)::int FROM ledger_account WHERE account_id = $1) AS cents,
            (SELECT count(*)::int FROM notice WHERE account_id = $1 AND kind = 'referral_rewarded') AS mails`,
    [referrer.accountId],
  );
  // Ten times $5.00.
  expect(books).toEqual({ lots: 10, journals: 10, cents: 5000, mails: 10 });
});

it("R3.5: the same card, though the accounts know nothing of each other, is never paid", async () => {
  const { referrer, referred, look } = await invitation(market);
  await referrer.subscribe("pro", "4242424242424242");
  await referred.subscribe("pro", "4242424242424242");
  await referred.later(DAY_MS + 1000);
  await decideDue(market);
  expect(await look()).toEqual({ state: "refused", reason: "referral_same_person", lot: null, mails: [] });
});

it("R3.5: two cards of two people are paid", { tags: ["deep"] }, async () => {
  const { referrer, referred, look } = await invitation(market);
  await referrer.subscribe("pro", "4242424242424242");
  await referred.subscribe("pro", "4000000000007726");
  await referred.later(DAY_MS + 1000);
  await decideDue(market);
  expect((await look()).state).toBe("rewarded");
});

it.each<[string, (accounts: readonly string[]) => Promise<unknown>]>([
  [
    "the same device",
    ([referrer, referred]) =>
      market.database.sql(
        `INSERT INTO account_device (account_id, device_hash, first_seen_at) VALUES ($1, 'd1', now()), ($2, 'd1', now())`,
        [referrer, referred],
      ),
  ],
  [
    "the same tax id, written differently",
    ([referrer, referred]) =>
      market.database.sql(
        `UPDATE billing_details SET tax_id = CASE account_id WHEN $1::uuid THEN 'DE 812.526-315' ELSE 'de812526315' END
          WHERE account_id IN ($1::uuid, $2::uuid)`,
        [referrer, referred],
      ),
  ],
  [
    "the same mailbox",
    ([referrer, referred]) =>
      market.database.sql(
        `UPDATE billing_details SET email = CASE account_id WHEN $1::uuid THEN 'a.da@gmail.com' ELSE 'Ada+2@googlemail.com' END
          WHERE account_id IN ($1::uuid, $2::uuid)`,
        [referrer, referred],
      ),
  ],
  [
    "a member of both, even a former one",
    ([referrer, referred]) =>
      market.database.sql(
        `INSERT INTO member (account_id, login_id, role, ended_at)
         SELECT $2::uuid, login_id, 'member', now() FROM member WHERE account_id = $1::uuid`,
        [referrer, referred],
      ),
  ],
])("R3.5: %s is never paid", async (_, arrange) => {
  const { referrer, referred, look } = await invitation(market);
  await referred.subscribe("pro");
  await arrange([referrer.accountId, referred.accountId]);
  await referred.later(DAY_MS + 1000);
  await decideDue(market);
  expect(await look()).toMatchObject({ state: "refused", reason: "referral_same_person", lot: null });
});

it("T4.2: a suspended referrer waits; once active again, the reward comes", async () => {
  const { referrer, referred, look } = await invitation(market);
  await referred.subscribe("pro");
  await referred.later(DAY_MS + 1000);
  const set = (state: string) =>
    market.database.sql("UPDATE account SET state = $2 WHERE id = $1", [referrer.accountId, state]);
  await set("suspended");
  await decideDue(market);
  expect((await look()).state).toBe("waiting");
  await set("active");
  await decideDue(market);
  expect(await look()).toEqual(REWARDED);
});

it("an invitation by which nobody bought within 90 days lapses, and an order after that earns nothing", async () => {
  const { referrer, referred, referralId, look } = await invitation(market);
  await market.database.sql(
    "UPDATE referral SET created_at = created_at - interval '90 days 1 second' WHERE id = $1",
    [referralId],
  );
  await decideDue(market);
  expect(await look()).toMatchObject({ state: "refused", reason: "referral_lapsed" });
  await referred.subscribe("pro");
  await referred.later(DAY_MS + 1000);
  await decideDue(market);
  expect((await look()).state).toBe("refused");
  const audit = await market.database.sql<{ action: string }>(
    "SELECT action FROM audit_row WHERE account_id = $1 AND target_kind = 'referral'",
    [referrer.accountId],
  );
  expect(audit.map((row) => row.action)).toEqual(["referrals.lapse"]);
});
