import { EFFECT_STEPS } from "@tenure/core/subject-changes";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { newKey } from "../../src/partners/create-key.ts";
import { hashKey } from "../../src/partners/read-key.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { readContents } from "../../src/subject-changes/effect/contents.ts";
import { type Customer, CENT_MODEL, openMarket } from "../support/market.ts";
import { type Person, signUp } from "../support/people.ts";
import { invitation } from "../referrals/world.ts";
import { topUp } from "../top-ups/till.ts";
import { digestOf, handOver, type OpenChange, openChange } from "./handover-world.ts";

const market = await openMarket();
const { database, services } = market;
const { sql } = database;

/** An account with some of everything, an old side that can sign in, and a change of it that everybody agreed to. */
interface World {
  readonly customer: Customer;
  readonly change: OpenChange;
  /** An owner of the old side who works with this account alone, and one who has another as well. */
  readonly olga: Person;
  readonly otto: Person;
  readonly ottosOtherAccount: string;
  readonly nora: Person;
  readonly holdId: string;
  readonly referralId: string;
  readonly oldKey: string;
}

async function openKey(accountId: string): Promise<string> {
  const key = newKey(false);
  await sql(
    `INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
     SELECT $1, id, 'gateway', 'tnr_test_old', $2, '{usage:write,wallet:read}', now() + interval '90 days'
       FROM holder_period WHERE account_id = $1 AND ended_at IS NULL`,
    [accountId, hashKey(key)],
  );
  return key;
}

async function openWorld({ overlapHours = 0 } = {}): Promise<World> {
  const customer = await market.customer();
  const { accountId } = customer;
  const [olga, otto, nora] = [
    await signUp(market, "olga"),
    await signUp(market, "otto"),
    await signUp(market, "nora"),
  ];
  await sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'owner'), ($1, $3, 'member')", [
    accountId,
    olga.loginId,
    otto.loginId,
  ]);
  const hooks = await olga.mutate("webhookEndpoints.create", { accountId, url: "https://old.example/hooks" });
  if (hooks.status !== 200) throw new Error(JSON.stringify(hooks.problem));
  const other = await market.customer();
  await sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'owner')", [
    other.accountId,
    otto.loginId,
  ]);
  await customer.subscribe("pro");
  await topUp(market, customer, "20");
  const holdId = await customer.hold(3);
  const { referralId } = await invitation(market, customer);
  const oldKey = await openKey(accountId);
  await sql("INSERT INTO referral_code (account_id, code, created_at) VALUES ($1, $2, now())", [
    accountId,
    accountId.slice(-8).toUpperCase(),
  ]);
  await sql(
    `INSERT INTO price_agreement (id, account_id, reference, models, discount_bps, effective_from, created_at)
     VALUES ($1, $3, 'frame contract 7', '{}', 1000, now() - interval '1 day', now()),
            ($2, $3, 'frame contract 8', '{}', 2000, now() + interval '9 days', now())`,
    [newId(), newId(), accountId],
  );
  await sql(
    `INSERT INTO subject_change_blocker (id, account_id, kind, state, raised_at, raised_by_kind, raised_by, reason, settled_at,
       settled_by, settled_reason)
     VALUES ($1, $2, 'credit_control', 'waived', now(), 'staff', 'x', 'credit line of 2025', now(), $1, 'ends with the change')`,
    [newId(), accountId],
  );
  await sql(
    `INSERT INTO auto_top_up (account_id, state, amount_nanos, threshold_nanos, monthly_cap_nanos, stopped_code, updated_at)
     VALUES ($1, 'stopped', 10000000000, 0, 20000000000, 'card_declined', now())`,
    [accountId],
  );
  await sql(
    `INSERT INTO data_export (id, account_id, login_id, state, files_total, created_at) VALUES ($1, $2, $3, 'preparing', 1, now())`,
    [newId(), accountId, olga.loginId],
  );
  const change = await openChange(market, accountId, nora.loginId, { overlapHours });
  return {
    customer,
    change,
    olga,
    otto,
    ottosOtherAccount: other.accountId,
    nora,
    holdId,
    referralId,
    oldKey,
  };
}

/** What a key is answered by the hot door (authorise) and by the general one (its balance). */
async function ask(key: string): Promise<{ readonly hot: number; readonly general: number }> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const hot = await fetch(`${market.base}/v1/usage/authorize`, {
    method: "POST",
    headers: { ...headers, "idempotency-key": newId() },
    body: JSON.stringify({ model: CENT_MODEL, maxInputTokens: 1, maxOutputTokens: 0 }),
  });
  const general = await fetch(`${market.base}/v1/wallet`, { headers });
  return { hot: hot.status, general: general.status };
}

describe("the moment of effect", () => {
  let world: World;
  let contents: Awaited<ReturnType<typeof readContents>>;
  let counts: Record<string, unknown>;
  let at: Date;
  const accountId = () => world.customer.accountId;
  beforeAll(async () => {
    world = await openWorld();
    contents = await services.db.within(PLATFORM, async (tx) =>
      readContents(tx, world.customer.accountId, new Date().toISOString()),
    );
    // Both doors know the old key before.
    expect(await ask(world.oldKey)).toEqual({ hot: 201, general: 200 });
    expect((await ask(world.change.preparedKey)).general).toBe(401);
    const done = await handOver(market, world.change);
    at = new Date(done.at);
    counts = done.counts;
    await market.runJobs();
  });

  it("finds everything that is in the account (C4.1, C4.2, C4.10)", () => {
    // 20 dollars of top-up, by the shipped policy 1 dollar bonus on it would be a line of its own: both kinds pass.
    expect(contents.credits.paidNanos).toBe(20_000_000_000n);
    expect(contents.subscription?.planId).toBe("pro");
    expect([
      contents.priceTerms.length,
      contents.creditLines.length,
      contents.partnerships.length,
      contents.accountLinks.length,
      contents.members.length,
      contents.apiKeys.length,
      contents.paymentMethods.length,
      contents.autoTopUps.length,
      contents.referralLinks.length,
      contents.webhooks.length,
    ]).toEqual([2, 1, 0, 1, 3, 1, 1, 1, 1, 1]);
    // Three cents of the hold: one token costs one cent.
    expect(contents.openHolds).toEqual([{ id: world.holdId, heldNanos: 30_000_000n }]);
    expect(contents.continuing).toEqual([contents.subscription?.id]);
  });

  it("carries out every step, and the audit row says how much each did (C4.1, invariant 32)", async () => {
    expect(Object.keys(counts)).toEqual(EFFECT_STEPS);
    expect(counts).toMatchObject({
      close_holder_period: 1,
      open_holder_period: 1,
      keep_usage_holds: 2,
      end_price_terms: 2,
      end_credit_lines: 1,
      end_account_links: 1,
      end_members: 3,
      end_api_keys: 1,
      start_prepared_keys: 1,
      end_payment_methods: 1,
      end_auto_top_up: 1,
      hide_billing_details: 1,
      end_referral_links: 1,
      end_webhooks: 1,
      replace_recovery_channels: 1,
      give_control: 1,
    });
    const [row] = await sql<{ after: unknown }>(
      "SELECT after FROM audit_row WHERE action = 'test.hand_over' AND account_id = $1",
      [accountId()],
    );
    expect(row?.after).toEqual(counts);
  });

  it("leaves no moment without a holder, and none with two (invariant 27)", async () => {
    const periods = await sql<{ subject_id: string; started_at: Date; ended_at: Date | null }>(
      "SELECT subject_id, started_at, ended_at FROM holder_period WHERE account_id = $1 ORDER BY started_at",
      [accountId()],
    );
    expect(periods.map(({ ended_at }) => ended_at)).toEqual([at, null]);
    expect(periods[1]).toMatchObject({ subject_id: world.change.toSubjectId, started_at: at });
  });

  it("ends the old side's sessions and memberships in the next request, and spares other accounts (C4.5)", async () => {
    const [olga, otto, nora] = await Promise.all(
      [world.olga, world.otto, world.nora].map((person) =>
        person.query("accounts.get", { accountId: accountId() }),
      ),
    );
    expect([olga?.status, otto?.status, nora?.status]).toEqual([401, 404, 200]);
    expect(nora?.data).toMatchObject({ role: "owner" });
    const { status } = await world.otto.query("accounts.get", { accountId: world.ottosOtherAccount });
    expect(status).toBe(200);
  });

  it("ends keys at once and lets the prepared ones begin, at both doors (C4.10)", async () => {
    expect(await ask(world.oldKey)).toEqual({ hot: 401, general: 401 });
    expect(await ask(world.change.preparedKey)).toEqual({ hot: 201, general: 200 });
    const [key] = await sql<{ days: number; own: boolean }>(
      `SELECT extract(day FROM expires_at - created_at)::int AS days, p.ended_at IS NULL AS own
         FROM api_key k JOIN holder_period p ON p.id = k.holder_period_id WHERE key_hash = $1`,
      [hashKey(world.change.preparedKey)],
    );
    expect(key).toEqual({ days: 30, own: true });
  });

  it("ends cards, automatic top-up, agreed prices, ties and links (C4.2, C4.10)", async () => {
    const [state] = await sql<Record<string, unknown>>(
      `SELECT (SELECT count(*)::int FROM payment_method WHERE account_id = $1 AND ended_at IS NULL) AS cards,
              (SELECT state FROM auto_top_up WHERE account_id = $1) AS top_up,
              (SELECT array_agg(ends_at = greatest($2, effective_from)) FROM price_agreement WHERE account_id = $1) AS prices,
              (SELECT ended_at FROM subject_change_blocker WHERE account_id = $1) AS tie,
              (SELECT state || ' ' || reason FROM referral WHERE id = $3) AS referral,
              (SELECT code <> $4 FROM referral_code WHERE account_id = $1) AS code,
              (SELECT state FROM data_export WHERE account_id = $1) AS file`,
      [accountId(), at, world.referralId, accountId().slice(-8).toUpperCase()],
    );
    expect(state).toEqual({
      cards: 0,
      top_up: "off",
      prices: [true, true],
      tie: at,
      referral: "refused referral_holder_changed",
      code: true,
      file: "failed",
    });
    // The provider was told to forget the card: its job ran and did not fail.
    expect(market.failed).toEqual([]);
  });

  it("ends the old holder's webhook addresses: nothing that waited goes there, and nothing new (C4.10)", async () => {
    const told = () =>
      sql<{ endpoint: string; delivery: string; count: number }>(
        `SELECT w.state AS endpoint, d.state AS delivery, count(*)::int AS count FROM webhook_endpoint w
           JOIN webhook_delivery d ON d.endpoint_id = w.id WHERE w.account_id = $1 GROUP BY 1, 2`,
        [accountId()],
      );
    const before = await told();
    expect(before.map(({ endpoint, delivery }) => [endpoint, delivery])).toEqual([["ended", "canceled"]]);
    // Of its own time or of the new holder's.
    const events = await sql(
      "SELECT webhook_tell(account_id, id, 'order', 'paid', 'order', $2) FROM holder_period WHERE account_id = $1",
      [accountId(), newId()],
    );
    expect([events.length, await told()]).toEqual([2, before]);
  });

  it("keeps the old holder's address and card from the new, and beside its period (C4.10)", async () => {
    const { data } = await world.nora.query("accounts.billing.get", { accountId: accountId() });
    expect(data["details"]).toBeNull();
    const former = await sql<{ full_name: string }>(
      `SELECT f.full_name FROM former_billing_details f JOIN holder_period p ON p.id = f.holder_period_id
        WHERE f.account_id = $1 AND p.ended_at = $2`,
      [accountId(), at],
    );
    expect(former).toEqual([{ full_name: "Ada Lovelace" }]);
    for (const procedure of ["invoices.list", "paymentMethods.list", "notices.list", "orders.list"]) {
      const answer = await world.nora.query(procedure, { accountId: accountId() });
      const text = JSON.stringify(answer.data);
      expect([procedure, answer.status]).toEqual([procedure, 200]);
      for (const theirs of ["4242", "Ada", "St James", world.customer.email, world.olga.email])
        expect([procedure, theirs, text.includes(theirs)]).toEqual([procedure, theirs, false]);
    }
  });

  it("passes the wallet, the running plan and the requests in flight as they are (C4.1, C4.6)", async () => {
    const after = await services.db.within(PLATFORM, async (tx) =>
      readContents(tx, accountId(), new Date().toISOString()),
    );
    expect(after.credits).toEqual(contents.credits);
    expect(after.subscription).toEqual(contents.subscription);
    expect(after.openHolds.map(({ id }) => id)).toContain(world.holdId);
    await world.customer.settle(world.holdId, 2);
  });

  it("makes a customer of its own with the new holder's first payment, and leaves the old one alone (C4.10)", async () => {
    const customers = async () => {
      const rows = await sql<{ id: string | null }>(
        "SELECT stripe_customer_id AS id FROM holder_period WHERE account_id = $1 ORDER BY started_at",
        [accountId()],
      );
      return rows.map(({ id }) => id);
    };
    const [old, none] = await customers();
    expect([old, none]).toEqual([expect.stringMatching(/^cus_/), null]);
    const entered = await world.nora.mutate("accounts.billing.update", {
      accountId: accountId(),
      fullName: "Grace Hopper",
      email: world.nora.email,
      country: "GB",
      addressLine: "2 Other Street",
      city: "Leeds",
      postalCode: "LS1 1AA",
    });
    expect(entered.status).toBe(200);
    const { loginId } = world.nora;
    const asNora = { ...world.customer.as(), actor: { kind: "login" as const, id: loginId } };
    await topUp(
      market,
      { ...world.customer, loginId, as: () => ({ ...asNora, idempotencyKey: newId() }) },
      "20",
    );
    const [oldAfter, fresh] = await customers();
    expect(oldAfter).toBe(old);
    expect(fresh).toMatch(/^cus_/);
    expect(fresh).not.toBe(old);
    const { data } = await world.nora.query("invoices.list", { accountId: accountId() });
    expect(data["items"]).toEqual([expect.objectContaining({ buyerName: "Grace Hopper" })]);
  });

  it("writes to both sides without a name of the other, and to the old side a link of its own", async () => {
    const letters = await sql<{ kind: string; recipient: string; text: string; account_id: string | null }>(
      "SELECT kind, recipient, text, account_id FROM notice WHERE dedupe_key LIKE 'handover:%' ORDER BY kind, recipient",
    );
    expect(letters.map(({ kind, account_id }) => [kind, account_id])).toEqual([
      ["subject_change_effective_new", accountId()],
      ["subject_change_effective_old", null],
      ["subject_change_effective_old", null],
    ]);
    expect(letters[0]?.recipient).toBe(world.nora.email);
    expect(letters.slice(1).map(({ recipient }) => recipient)).toEqual(
      [world.customer.email, world.olga.email].toSorted(),
    );
  });
});

describe("what goes wrong half-way", () => {
  it("leaves nothing when the last step fails (C4.1, invariant 25)", async () => {
    const world = await openWorld();
    const before = await digestOf(market, world.customer.accountId);
    await expect(handOver(market, world.change, { fail: true })).rejects.toThrow("the last step failed");
    expect(await digestOf(market, world.customer.accountId)).toBe(before);
    expect(await ask(world.oldKey)).toEqual({ hot: 201, general: 200 });
  });
});

describe("an overlap of keys (C4.10)", () => {
  it("lets earlier keys work until it is over, and not a millisecond longer", async () => {
    const world = await openWorld({ overlapHours: 2 });
    const { at } = await handOver(market, world.change, { overlapHours: 2 });
    expect(await ask(world.oldKey)).toEqual({ hot: 201, general: 200 });
    const [key] = await sql<{ expires_at: Date; revoked_at: Date | null }>(
      "SELECT expires_at, revoked_at FROM api_key WHERE key_hash = $1",
      [hashKey(world.oldKey)],
    );
    expect(key).toEqual({ expires_at: new Date(Date.parse(at) + 2 * 3_600_000), revoked_at: null });
    await world.customer.later(2 * 3_600_000);
    expect(await ask(world.oldKey)).toEqual({ hot: 401, general: 401 });
  });
});
