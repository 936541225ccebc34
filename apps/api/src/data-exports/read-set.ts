import { ofAccount } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";
import type { DataSet } from "./data-sets.ts";

/** Rows per reading: one page of these is in memory at a time. */
const PAGE_ROWS = 1_000;

/** One row of a data set, columns in order. */
export type DataRow = Readonly<Record<string, unknown>>;

/**
 * The rows of a data set in pages, each in a short transaction within the account's own scope: row security shows the
 * file nothing that the account may not see. What is written while it is read may be missing, never half there.
 */
export async function* readSet(
  { db }: Pick<Services, "db">,
  { columns, from, where, key }: DataSet,
  accountId: string,
): AsyncGenerator<DataRow[]> {
  const list = Object.entries(columns)
    .map(([name, sql]) => `${sql} AS "${name}"`)
    .join(", ");
  let after = "";
  for (;;) {
    const start: string = after;
    const rows = await db.within(ofAccount(accountId), (tx) =>
      // Names and expressions are this folder's own; what comes from outside is a parameter.
      tx.$queryRawUnsafe<(Record<string, unknown> & { cursor: string })[]>(
        `SELECT ${key} AS cursor, ${list} FROM ${from} WHERE ${where} AND ${key} > $2 ORDER BY ${key} LIMIT ${PAGE_ROWS}`,
        accountId,
        start,
      ),
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.cursor;
    yield rows.map(({ cursor: _, ...row }) => row);
    if (rows.length < PAGE_ROWS) return;
  }
}
