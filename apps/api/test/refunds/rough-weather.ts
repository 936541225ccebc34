import { afterAll, expect } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { JOB_HANDLERS } from "../../src/jobs/handlers.ts";
import { startWorkers } from "../../src/jobs/workers.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { CENT_MODEL } from "../support/market.ts";
import { type LiveMarket, openLiveMarket, WEBHOOK_SECRET } from "../support/live-market.ts";
import { type Answer, openAccount, signUp } from "../support/people.ts";
import { until } from "../support/until.ts";
import { chanceOf } from "../payments/random.ts";
import { refundsAtStripe } from "./lives.ts";

const LOOK_MS = 200;
const STEP_MS = 180_000;

/** A customer's journey through the API, as it ended. */
interface Journey {
  readonly accountId: string;
  readonly orderId: string;
  readonly refundId: string;
  /** What the last preview promised, decimal. */
  readonly promised: string;
  readonly cents: number;
}

/**
 * Many customers sign up, buy, use and refund through the API, with the real queue and workers, while the provider
 * loses answers, refuses, stalls, and tells things twice, late and in the wrong order. Everything must end right.
 * @returns how many requests to the provider were struck by a fault
 */
export async function roughJourneys(seed: number, customers: number): Promise<number> {
  const market = await openLiveMarket({ faults: { profile: "rough", seed }, role: "worker" });
  const app = await createApp(market.services);
  const base = await app.listen({ port: 0, host: "127.0.0.1" });
  market.stripe.control.registerEndpoint({ url: `${base}/webhooks/stripe`, secret: WEBHOOK_SECRET });
  const workers = await startWorkers({ ...market.services, boss: market.boss }, JOB_HANDLERS);
  afterAll(async () => {
    await workers.stop();
    await app.close();
  });
  const test = { ...market, app, jobs: [], logText: () => "" };
  const chance = chanceOf(seed);
  const journeys = await Promise.all(
    Array.from({ length: customers }, (_, number) => journey(market, test, `c${number}`, chance.below(1200))),
  );
  await quiet(market);
  for (const each of journeys) await arrived(market, each);
  const { sql } = market.database;
  // Weather is nobody's business: no alert, no parked job, no notification that stayed a problem.
  expect(await sql("SELECT kind, reference, detail FROM operator_alert")).toEqual([]);
  expect(await sql("SELECT data FROM pgboss.job WHERE name = 'parked'")).toEqual([]);
  expect(await sql("SELECT type, problem FROM provider_event WHERE state = 'problem'")).toEqual([]);
  expect(market.stripe.control.counts().refunds).toBe(customers);
  const report = await checkLedger(market.database.db);
  expect(isHealthy(report), JSON.stringify(report)).toBe(true);
  return market.stripe.control.requests().filter((each) => each.fault !== null).length;
}

const ok = ({ status, data, problem }: Answer) => {
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(problem)}`);
  return data;
};

async function journey(
  market: LiveMarket,
  test: Parameters<typeof signUp>[0],
  name: string,
  cents: number,
): Promise<Journey> {
  const { sql } = market.database;
  const person = await signUp(test, name);
  const accountId = await openAccount(test, person);
  ok(
    await person.mutate("accounts.billing.update", {
      fullName: "Ada Lovelace",
      email: person.email,
      country: "GB",
      addressLine: "1 St James Square",
      city: "London",
      postalCode: "SW1Y 4JU",
      taxId: null,
    }),
  );
  const planPriceId = market.proPriceId;
  const { terms } = ok(await person.query("subscriptions.reviewPurchase", { planPriceId, language: "en" }));
  const { orderId } = ok(
    await person.mutate("subscriptions.purchase", { planPriceId, terms: agreedTo(terms) }),
  );
  const page = await until(
    "the payment page opens",
    async () =>
      (
        await sql<{ id: string | null }>(`SELECT provider_session_id AS id FROM "order" WHERE id = $1`, [
          orderId,
        ])
      )[0]?.id,
    STEP_MS,
    LOOK_MS,
  );
  market.stripe.control.payCheckout(page);
  await until(
    "the plan runs",
    async () => ok(await person.query("orders.get", { orderId }))["state"] === "paid",
    STEP_MS,
    LOOK_MS,
  );
  const { key } = ok(
    await person.mutate("partners.keys.create", { name: "gateway", scopes: ["usage:write"] }),
  );
  if (cents > 0) {
    const used = await test.app.inject({
      method: "POST",
      url: "/v1/usage/events",
      headers: { authorization: `Bearer ${String(key)}`, "idempotency-key": crypto.randomUUID() },
      payload: { events: [{ clientEventId: name, model: CENT_MODEL, tokens: { inputTokens: cents } }] },
    });
    expect(used.statusCode, used.body).toBeLessThan(300);
  }
  const preview = ok(await person.query("refunds.preview", { orderId }));
  const submitted = await person.mutate(
    "refunds.submit",
    { orderId, previewToken: preview["previewToken"] },
    { "idempotency-key": crypto.randomUUID() },
  );
  const refundId = String(ok(submitted)["refundId"]);
  await until(
    "the refund arrives",
    async () => ok(await person.query("refunds.get", { refundId }))["status"] === "refunded",
    STEP_MS,
    LOOK_MS,
  );
  return { accountId, orderId: String(orderId), refundId, promised: amountOf(preview["expected"]), cents };
}

const amountOf = (money: unknown): string =>
  money !== null && typeof money === "object" && "amount" in money ? String(money.amount) : "";

/** What the review showed and the purchase sends back: which terms were agreed to. */
function agreedTo(terms: unknown): object {
  if (terms === null || typeof terms !== "object") throw new Error("no terms");
  const { version, hash, language } = { version: "", hash: "", language: "", ...terms };
  return { version, hash, language };
}

async function arrived(market: LiveMarket, each: Journey): Promise<void> {
  // (2000 − used) × 95 %, down to the cent.
  const cents = Math.floor(((2000 - each.cents) * 95) / 100);
  expect(refundsAtStripe(market, each.orderId).map((refund) => [refund.amount, refund.status])).toEqual([
    [cents, "succeeded"],
  ]);
  expect(Number(each.promised)).toBe(cents / 100);
  const { sql } = market.database;
  const [row] = await sql<Record<string, unknown>>(
    `SELECT (SELECT string_agg(state, ',') FROM "order" WHERE account_id = $1) AS orders,
            (SELECT string_agg(state, ',') FROM subscription WHERE account_id = $1) AS subscriptions,
            (SELECT string_agg(kind, ',' ORDER BY kind) FROM notice WHERE account_id = $1 AND state = 'sent') AS notices,
            (SELECT count(*)::int FROM payment WHERE account_id = $1) AS payments`,
    [each.accountId],
  );
  expect(row).toEqual({
    orders: "paid",
    subscriptions: "ended",
    notices: "refund_completed,refund_submitted,subscription_started",
    payments: 1,
  });
}

async function quiet({ database, stripe }: LiveMarket): Promise<void> {
  await until(
    "everything is quiet",
    async () => {
      await stripe.control.deliverPending();
      const open = await database.sql(
        `SELECT 1 FROM notice WHERE state = 'queued' UNION ALL SELECT 1 FROM provider_event WHERE state = 'received'
         UNION ALL SELECT 1 FROM pgboss.job WHERE state IN ('created', 'active', 'retry')
           AND name IN ('notices.send', 'payments.apply_event', 'refunds.advance', 'orders.open_checkout')`,
      );
      return open.length === 0 && stripe.control.counts().pendingDeliveries === 0;
    },
    STEP_MS,
    LOOK_MS,
  );
}
