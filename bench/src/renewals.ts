import pg from "pg";
import { seedPlans } from "../../apps/api/src/catalog/seed-plans.ts";
import { createRunner } from "../../apps/api/src/command/runner.ts";
import { NO_PROBE } from "../../apps/api/src/command/probe.ts";
import { openDatabase } from "../../apps/api/src/db/database.ts";
import { createSigner } from "../../apps/api/src/decisions/store.ts";
import { NO_TAX } from "../../apps/api/src/orders/tax.ts";
import { planBatch, type PlanServices, renewSubscriptions } from "../../apps/api/src/renewals/plan.ts";
import type { Api } from "./api-process.ts";
import { writeDueSubscriptions } from "./due-subscriptions.ts";
import { cpuSeconds } from "./proc.ts";
import type { Server } from "./server.ts";

/** What planning renewals came to, and what PostgreSQL needs for the same rows alone. */
export interface RenewalFigures {
  readonly subscriptions: number;
  /** Due subscriptions found, decided and written, one process, nothing else running. */
  readonly plannedPerSecond: number;
  /** The same decisions, orders and renewals copied by INSERT … SELECT, a hundred to a transaction. */
  readonly insertedPerSecond: number;
  /** Processor time per second of planning: of this process and of PostgreSQL. */
  readonly cores: { readonly planner: number; readonly postgres: number };
}

const DATABASE = "renewals";
const PER_BATCH = 100;

/** Measures how fast due subscriptions are found and decided; no provider is asked for anything. */
export async function measureRenewals(
  server: Server,
  openApi: (database: string) => Promise<Api>,
  subscriptions: number,
): Promise<RenewalFigures> {
  await server.createDatabase(DATABASE);
  // Starting it once applies the migrations and makes the queues; then it must not plan by itself.
  await (await openApi(DATABASE)).stop();
  const client = new pg.Client({ connectionString: server.url(DATABASE) });
  await client.connect();
  const db = openDatabase(server.url(DATABASE), { connections: 3 });
  try {
    const signer = createSigner({ keyId: "bench", secretKey: "11".repeat(32) });
    const outbox = { enqueue: async () => {}, enqueueIn: async () => {}, enqueueAll: async () => {} };
    const runner = createRunner({ db, outbox, signer });
    const services: PlanServices = { db, runner, signer, outbox, tax: NO_TAX, probe: NO_PROBE };
    await seedPlans(runner);
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM plan_price WHERE plan_id = 'pro' AND "interval" = 'month' AND currency = 'USD'`,
    );
    const cards = Array.from({ length: subscriptions }, (_, at) => ({
      customerId: `cus_bench_${at}`,
      methodId: `pm_bench_${at}`,
    }));
    await writeDueSubscriptions((text, values) => client.query(text, values), rows[0]?.id ?? "", cards);
    // Compiled and connected, as a worker is that has run for a while.
    for (let batch = 0; batch < 5; batch += 1) await planBatch(services, PER_BATCH);
    await client.query("CHECKPOINT");
    const used = () => ({ planner: cpuSeconds(process.pid, false), postgres: cpuSeconds(server.pid, true) });
    const [before, began] = [used(), performance.now()];
    let planned = 0;
    // The job as workers run it, until it finds nothing.
    for (let more = 1; more > 0; planned += more) more = await renewSubscriptions(services);
    const seconds = (performance.now() - began) / 1000;
    const after = used();
    if (planned !== subscriptions - 5 * PER_BATCH)
      throw new Error(`${planned} renewals were planned of ${subscriptions} that were due`);
    return {
      subscriptions,
      plannedPerSecond: planned / seconds,
      insertedPerSecond: await copyRows(client, subscriptions),
      cores: {
        planner: (after.planner - before.planner) / seconds,
        postgres: (after.postgres - before.postgres) / seconds,
      },
    };
  } finally {
    await client.end();
    await db.close();
  }
}

/** Copies what was written into tables of the same columns, checks and indexes. @returns renewals per second */
async function copyRows(client: pg.Client, subscriptions: number): Promise<number> {
  for (const table of ["decision", '"order"', "renewal"])
    await client.query(`CREATE TABLE ${copyOf(table)} (LIKE ${table} INCLUDING ALL)`);
  await client.query(`CREATE TABLE renewal_place AS
    SELECT id, order_id, decision_id, (row_number() OVER (ORDER BY id) - 1) / ${PER_BATCH} AS batch FROM renewal`);
  await client.query("CREATE INDEX ON renewal_place (batch)");
  await client.query("ANALYZE renewal_place");
  await client.query("CHECKPOINT");
  const began = performance.now();
  for (let batch = 0; batch < subscriptions / PER_BATCH; batch += 1)
    await client.query({
      name: "copy",
      text: `WITH place AS MATERIALIZED (SELECT * FROM renewal_place WHERE batch = $1),
        decisions AS (INSERT INTO ${copyOf("decision")}
          SELECT each.* FROM place JOIN decision each ON each.id = place.decision_id),
        orders AS (INSERT INTO ${copyOf('"order"')} SELECT each.* FROM place JOIN "order" each ON each.id = place.order_id)
        INSERT INTO ${copyOf("renewal")} SELECT each.* FROM place JOIN renewal each ON each.id = place.id`,
      values: [batch],
    });
  const seconds = (performance.now() - began) / 1000;
  const { rows } = await client.query<{ copied: string }>(
    `SELECT count(*) AS copied FROM ${copyOf("renewal")}`,
  );
  if (Number(rows[0]?.copied) !== subscriptions) throw new Error("not every row was copied");
  return subscriptions / seconds;
}

const copyOf = (table: string): string => `copy_of_${table.replaceAll('"', "")}`;
