import type { Customer, Market } from "../../support/market.ts";
import { orderTopUp } from "../../top-ups/till.ts";
import type { Rail } from "./rail.ts";

/** What the kit needs of the market it runs in. */
export interface World {
  readonly market: Market;
  readonly rail: Rail;
  /** Ends the work once at each of these moments, or at every one: what a killed process leaves behind. Null: never. */
  dieAt(moments: readonly string[] | "everywhere" | null): void;
  /** Moments at which it ended since it was told to. */
  died(): readonly string[];
}

/** What goes wrong in a life: from the start, and whenever jobs are about to come back after a fault. */
export interface Weather {
  start?(rail: Rail): void;
  again?(rail: Rail): void;
}

/** 40.00 of either currency: below the first step of the bonus, so that both rails buy the same. */
const AMOUNT = "40";

/** Enough for every job to come back after every fault of a test. */
const ROUNDS = 40;

/** Asks under one key until it is answered: a caller that was cut off asks again. */
export async function insisted<T>(customer: Customer, ask: (again: Customer) => Promise<T>): Promise<T> {
  const key = crypto.randomUUID();
  const again: Customer = { ...customer, as: () => customer.as(key) };
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask(again);
    } catch (error) {
      if (tries === ROUNDS) throw error;
    }
  }
}

/** Orders credits. @returns the order's id */
export const ordered = ({ market, rail }: World, customer: Customer): Promise<string> =>
  insisted(
    customer,
    async (again) => (await orderTopUp(market, again, AMOUNT, rail.currency, rail.method)).orderId,
  );

/** Whether an order is paid. */
export async function isPaid(market: Market, orderId: string): Promise<boolean> {
  const rows = await market.database.sql(`SELECT 1 FROM "order" WHERE id = $1 AND state = 'paid'`, [orderId]);
  return rows.length > 0;
}

/** The hosted page of an order; one that could not be opened yet is opened by its job. */
export async function sessionOf(market: Market, orderId: string): Promise<string> {
  const [row] = await market.database.sql<{ session: string | null }>(
    `SELECT provider_session_id AS session FROM "order" WHERE id = $1`,
    [orderId],
  );
  if (row?.session == null) throw new Error("no page");
  return row.session;
}

/** Everything that is due, and what the queue brings back after a fault. */
export async function runAll({ market, rail }: World, weather: Weather): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await market.runJobs();
    if (market.failed.length === 0) return;
    // Keys are forgotten of refunds: a page that was not opened yet must not meet another day.
    if (market.failed.some(({ name }) => name === "refunds.advance")) weather.again?.(rail);
    market.jobs.push(...market.failed.splice(0));
  }
}

/** What the schedules do where a notification was lost: orders whose time is over and refunds that stand still are looked up. */
export async function sweep(world: World, customer: Customer, weather: Weather): Promise<void> {
  await customer.later(2 * 3_600_000);
  world.market.jobs.push({ name: "orders.expire", payload: {} }, { name: "refunds.reconcile", payload: {} });
  await runAll(world, weather);
}

/** First column of what SQL finds of an account, in order. */
export const wordsOf = async (
  { database }: Market,
  { accountId }: Customer,
  sql: string,
): Promise<string[]> =>
  (await database.sql<{ word: string }>(sql, [accountId])).map(({ word }) => word).sort();
