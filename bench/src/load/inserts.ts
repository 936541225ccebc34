import { randomUUID } from "node:crypto";
import type pg from "pg";
import { withConnections } from "./connections.ts";
import { closedLoop } from "./closed-loop.ts";
import type { JobOf, Marks, Measured } from "./protocol.ts";

/** Columns that no two rows or no two batches may share; all others are sent as they were recorded. */
const OWN = ["id", "client_event_id", "batch_id"] as const;

interface Column {
  readonly name: string;
  /** As `format_type` writes it, such as `timestamp(3) with time zone`. */
  readonly type: string;
}

/**
 * Inserts copies of usage events that the API recorded before, under fresh ids: the same columns, values and keys, with
 * nothing rated, checked or added up. Arrays that do not change are written once, so that the client costs little.
 */
export const inserts = (job: JobOf<"inserts">, marks: Marks): Promise<Measured> =>
  withConnections(job.databaseUrl, job.connections, async (connectionOf) => {
    const first = connectionOf(0);
    const columns = await columnsOf(first);
    const batches = await recordedBatches(first, columns, job);
    const names = columns.map((each) => each.name).join(", ");
    const text =
      job.rows === 1
        ? `INSERT INTO bench_event (${names}) VALUES (${columns.map((each, at) => `$${at + 1}::${each.type}`).join(", ")})`
        : `INSERT INTO bench_event (${names}) SELECT * FROM unnest(${columns
            .map((each, at) => `$${at + 1}::${each.type}[]`)
            .join(", ")})`;
    return closedLoop(
      job,
      async (connection, turn) => {
        const recorded = batches[connection % batches.length] ?? [];
        const fresh = freshIds(job.rows, `${connection}-${turn}`);
        await connectionOf(connection).query({
          name: "insert",
          text,
          values: columns.map(({ name }, at) =>
            name === "id" || name === "client_event_id" || name === "batch_id" ? fresh[name] : recorded[at],
          ),
        });
        return job.rows;
      },
      marks,
    );
  });

async function columnsOf(client: pg.Client): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
      WHERE attrelid = 'bench_event'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  );
  for (const own of OWN)
    if (!rows.some((each) => each.name === own)) throw new Error(`usage_event has no column ${own}`);
  return rows;
}

/** Values of recorded events, column by column, as text that PostgreSQL wrote: one batch of one account each. */
async function recordedBatches(
  client: pg.Client,
  columns: readonly Column[],
  { rows, connections }: JobOf<"inserts">,
): Promise<readonly (readonly (string | null)[])[]> {
  const values = columns.map(({ name }) => (rows === 1 ? `min(${name}::text)` : `array_agg(${name})::text`));
  const { rows: found } = await client.query<{ columns: (string | null)[] }>(
    `SELECT ARRAY[${values.join(", ")}] AS columns FROM (
       SELECT *, row_number() OVER (PARTITION BY batch_id ORDER BY id) AS position FROM usage_event
        WHERE batch_id IN (SELECT batch_id FROM usage_event GROUP BY batch_id HAVING count(*) >= $1 LIMIT $2)) AS events
      WHERE position <= $1 GROUP BY batch_id`,
    [rows, connections],
  );
  if (found.length === 0) throw new Error(`no recorded batch of ${rows} events to copy`);
  return found.map((each) => each.columns);
}

/** Ids of one statement, in the order in which they are made: as array texts, or as they are for one row. */
function freshIds(rows: number, prefix: string): Record<(typeof OWN)[number], string> {
  const batch = randomUUID();
  const time = Date.now().toString(16).padStart(12, "0");
  // Version 7: time first, then what tells rows apart, so that keys grow at the end of their index as the API's do.
  const id = (row: number) =>
    `${time.slice(0, 8)}-${time.slice(8)}-7${row.toString(16).padStart(3, "0")}-8${batch.slice(20, 23)}-${batch.slice(24)}`;
  const event = (row: number) => `raw-${batch.slice(0, 8)}-${prefix}-${row}`;
  if (rows === 1) return { id: id(0), client_event_id: event(0), batch_id: batch };
  const all = Array.from({ length: rows }, (_, row) => row);
  return {
    id: `{${all.map(id).join(",")}}`,
    client_event_id: `{${all.map(event).join(",")}}`,
    batch_id: `{${all.map(() => batch).join(",")}}`,
  };
}
