import { expect, it } from "vitest";
import { openWorld } from "./world.ts";

// What the database itself refuses, whoever asks: the last word on T6.1. The rows are written as the owner of the
// database, so that nothing of the product stands between.
const world = await openWorld();
const { sql } = world.database;

const consent = async (accountId: string, loginId: string, kind = "auto_top_up") => {
  const [row] = await sql<{ id: string }>(
    `INSERT INTO consent (account_id, holder_period_id, login_id, kind, version, text_hash, language, given_at)
     SELECT $1, h.id, $2, $3, 'auto-top-up-1', 'x', 'en', tenure_now($1) FROM holder_period h
      WHERE h.account_id = $1 AND h.ended_at IS NULL RETURNING id`,
    [accountId, loginId, kind],
  );
  return row?.id ?? "";
};

it("T6.1: on without a consent, with another kind of consent, or with somebody else's, is impossible", async () => {
  const owner = await world.owner();
  const other = await world.owner();
  const card = await owner.card();
  const on = (consentId: string | null) =>
    sql(
      `INSERT INTO auto_top_up (account_id, state, amount_nanos, threshold_nanos, monthly_cap_nanos, payment_method_id, consent_id, updated_at)
       VALUES ($1, 'on', 1, 0, 1, $2, $3, tenure_now($1))`,
      [owner.accountId, card, consentId],
    );
  await expect(on(null)).rejects.toThrow(/T6.1|auto_top_up_consent/);
  await expect(on(await consent(owner.accountId, owner.loginId, "charge"))).rejects.toThrow("T6.1");
  await expect(on(await consent(other.accountId, other.loginId))).rejects.toThrow("T6.1");
  await on(await consent(owner.accountId, owner.loginId));
});

it("T6.1: other terms, or on again, take a consent of their own that was given for it", {
  tags: ["deep"],
}, async () => {
  const owner = await world.owner();
  const early = await consent(owner.accountId, owner.loginId);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await owner.agree();
  const update = (change: string) =>
    sql(`UPDATE auto_top_up SET ${change} WHERE account_id = $1`, [owner.accountId]);
  await expect(update("amount_nanos = amount_nanos - 1")).rejects.toThrow("new consent");
  await expect(update("monthly_cap_nanos = monthly_cap_nanos + 1")).rejects.toThrow("new consent");
  await expect(update("threshold_nanos = threshold_nanos + 1")).rejects.toThrow("new consent");
  await expect(update(`consent_id = '${early}'`)).rejects.toThrow("T6.1");
  await update("state = 'off'");
  await expect(update("state = 'on'")).rejects.toThrow("new consent");
  await expect(update(`state = 'on', consent_id = '${early}'`)).rejects.toThrow("T6.1");
});

it("C4.10: neither the card nor the consent of an earlier holder switches it on", async () => {
  const owner = await world.owner();
  const card = await owner.card();
  const old = await consent(owner.accountId, owner.loginId);
  await sql("UPDATE holder_period SET ended_at = now() WHERE account_id = $1", [owner.accountId]);
  await sql(
    `INSERT INTO holder_period (account_id, subject_id, started_at) SELECT account_id, subject_id, now() FROM holder_period WHERE account_id = $1`,
    [owner.accountId],
  );
  const fresh = await consent(owner.accountId, owner.loginId);
  for (const consentId of [old, fresh])
    await expect(
      sql(
        `INSERT INTO auto_top_up (account_id, state, amount_nanos, threshold_nanos, monthly_cap_nanos, payment_method_id, consent_id, updated_at)
         VALUES ($1, 'on', 1, 0, 1, $2, $3, tenure_now($1))`,
        [owner.accountId, card, consentId],
      ),
    ).rejects.toThrow("T6.1");
});

it("T6.1: a month is never charged beyond its cap, and an automatic order needs the switch on for its amount", async () => {
  const owner = await world.owner();
  await owner.agree();
  const charge = (nanos: string) =>
    sql(`UPDATE auto_top_up SET month = '2026-11-01', month_charged_nanos = ${nanos} WHERE account_id = $1`, [
      owner.accountId,
    ]);
  await expect(charge("monthly_cap_nanos + 1")).rejects.toThrow("monthly cap");
  await charge("monthly_cap_nanos");
  const order = (amount: string) =>
    sql(
      `INSERT INTO "order" (id, number, account_id, holder_period_id, kind, currency, amount_nanos, tax_nanos, total_minor,
                            policy_version, decision_id, provider, automatic, created_at, expires_at)
       SELECT uuidv7(), 'X-' || uuidv7(), o.account_id, o.holder_period_id, 'top_up', 'USD', ${amount}, 0, 2000,
              o.policy_version, o.decision_id, 'stripe', true, now(), now() + interval '1 hour'
         FROM "order" o WHERE o.account_id = $1 LIMIT 1`,
      [owner.accountId],
    );
  await expect(order("20000000001")).rejects.toThrow("T6.1");
  await order("20000000000");
  // One at a time.
  await expect(order("20000000000")).rejects.toThrow("order_automatic_pending");
  await sql(`UPDATE "order" SET state = 'failed' WHERE account_id = $1 AND automatic`, [owner.accountId]);
  await sql("UPDATE auto_top_up SET state = 'off' WHERE account_id = $1", [owner.accountId]);
  await expect(order("20000000000")).rejects.toThrow("T6.1");
});
