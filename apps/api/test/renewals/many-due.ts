import { expect } from "vitest";
import { writeDueSubscriptions } from "../../../../bench/src/due-subscriptions.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { ProductProcess } from "../refunds/killable.ts";
import type { Death } from "../refunds/killable-process.ts";
import type { LiveMarket } from "../support/live-market.ts";
import { until } from "../support/until.ts";

/** What renewing many came to. */
export interface Renewed {
  readonly kills: number;
  /** From the first worker's start until every term had begun. */
  readonly seconds: number;
}

/**
 * Lets worker processes renew that many subscriptions which are all due at once. Some are killed in the middle of their
 * work and replaced. Afterwards each was charged once, at the provider and in our books, for the term that follows.
 * @param deaths where processes die, one after the other; counted in the process that dies
 */
export async function renewMany(
  market: LiveMarket,
  subscriptions: number,
  workers: number,
  deaths: readonly Death[],
): Promise<Renewed> {
  const { database, stripe, mail, services } = market;
  const { sql } = database;
  const cards = stripe.control.saveCards(subscriptions);
  await writeDueSubscriptions(sql, market.proPriceId, cards);
  const settings = {
    databaseUrl: database.url,
    stripeUrl: stripe.url,
    smtpUrl: mail.url,
    leavesMails: true as const,
  };
  const living = new Set<ProductProcess>();
  const left = [...deaths];
  let kills = 0;
  let over = false;
  const began = performance.now();
  const start = async (): Promise<void> => {
    const process = await ProductProcess.boot(settings);
    if (over) return process.end();
    const death = left.shift() ?? null;
    living.add(process);
    process.start(death);
    void process.gone.then((signal) => {
      living.delete(process);
      if (signal === "SIGKILL" && !over) {
        kills += 1;
        void start();
      }
    });
  };
  await Promise.all(Array.from({ length: workers }, start));
  try {
    await until(
      `${subscriptions} renewals`,
      async () => {
        const [row] = await sql<{ paid: string }>(
          "SELECT count(*) AS paid FROM renewal WHERE state = 'paid'",
        );
        return Number(row?.paid) === subscriptions;
      },
      3_000_000,
      1000,
    );
  } finally {
    over = true;
  }
  const seconds = (performance.now() - began) / 1000;
  await Promise.all([...living].map((each) => each.end()));
  expect(kills).toBe(deaths.length);

  // At the provider: one payment of $20.00 by each customer, and no customer is left out.
  const captured = new Map<string, number>();
  for (const intent of stripe.control.paymentIntents()) {
    expect([intent.status, intent.amount]).toEqual(["succeeded", 2000]);
    const customer = typeof intent.customer === "string" ? intent.customer : "";
    captured.set(customer, (captured.get(customer) ?? 0) + 1);
  }
  expect(captured.size).toBe(subscriptions);
  expect([...captured.values()].filter((times) => times !== 1)).toEqual([]);

  // In our books: one payment, one second term that follows the first without a gap and is as long, and nothing else.
  const [books] = await sql(
    `SELECT (SELECT count(*) FROM payment WHERE purpose = 'order')::int AS payments,
            (SELECT count(*) FROM payment WHERE purpose <> 'order')::int AS surplus,
            (SELECT sum(amount_minor) FROM payment)::text AS cents,
            (SELECT count(*) FROM renewal)::int AS renewals,
            (SELECT count(*) FROM "order" WHERE kind = 'renewal' AND state = 'paid')::int AS orders,
            (SELECT count(*) FROM term)::int AS terms,
            (SELECT count(*) FROM term one JOIN term two ON two.subscription_id = one.subscription_id AND two.number = 2
              WHERE one.number = 1 AND two.starts_at = one.ends_at AND two.anchor_at = one.anchor_at
                AND two.ends_at = one.anchor_at + interval '2 months')::int AS following,
            (SELECT count(*) FROM subscription WHERE state = 'active')::int AS active`,
  );
  expect(books).toEqual({
    payments: subscriptions,
    surplus: 0,
    cents: String(subscriptions * 2000),
    renewals: subscriptions,
    orders: subscriptions,
    terms: 2 * subscriptions,
    following: subscriptions,
    active: subscriptions,
  });
  const report = await checkLedger(services.db);
  expect(isHealthy(report), JSON.stringify(report.findings.slice(0, 5))).toBe(true);
  return { kills, seconds };
}
