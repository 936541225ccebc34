import type pg from "pg";
import type { SqlExecutor } from "../jobs/outbox.ts";
import type { Tx } from "./database.ts";
import { withRetry } from "./retry.ts";

/** A query of ours. By its name the plain driver prepares it once per connection; null: it is not worth that. */
export interface Statement {
  readonly name: string | null;
  readonly text: string;
}

/**
 * Runs a statement in a transaction, whichever driver that is of. Integers of eight bytes come as `bigint` from one and
 * as text from the other: `BigInt` reads both.
 */
export type RunSql = <Row extends object>(
  statement: Statement,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

/** The transaction of a command, seen so. */
export const sqlOf =
  (tx: Tx): RunSql =>
  <Row extends object>({ text }: Statement, values: readonly unknown[]) =>
    tx.$queryRawUnsafe<Row[]>(text, ...values);

/** A batch's transaction, as the queue sees it. */
export const executorOf = (sql: RunSql): SqlExecutor => ({
  executeSql: async (text, values = []) => ({ rows: [...(await sql({ name: null, text }, values))] }),
});

/**
 * Begins a batch: as the application role and for the platform, in the transaction itself, since a pooler would drop what
 * a connection set. The plans are made once per connection, perhaps while the tables are still empty, where reading all of
 * a table looks cheap and stays in the plan until somebody analyses it. Row security misleads the planner besides: it
 * takes one row in two hundred for visible, where a batch sees them all. Everything that a batch asks has an index, so
 * nothing else is considered.
 */
export const BEGIN_BATCH = `BEGIN;
SELECT set_config('role', 'tenure_app', true), set_config('tenure.scope', 'platform', true),
       set_config('tenure.account_id', '', true), set_config('plan_cache_mode', 'force_generic_plan', true),
       set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)`;

/**
 * Runs a batch in one transaction of the plain driver, again after serialisation failures and deadlocks: for what is read
 * and written by the hundred, where each query's way through Prisma and its planning cost as much as the query.
 */
export const inBatch = <T>(pool: pg.Pool, work: (sql: RunSql) => Promise<T>): Promise<T> =>
  withRetry(async () => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(BEGIN_BATCH);
      const result = await work(
        async <Row extends object>({ name, text }: Statement, values: readonly unknown[]) =>
          (await client.query<Row>({ ...(name === null ? {} : { name }), text, values: [...values] })).rows,
      );
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  });
