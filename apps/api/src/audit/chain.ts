import { type RunSql, sqlOf, type Statement } from "../db/batch.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { GENESIS, linkHash, rowHash, type StoredAuditRow } from "./hash.ts";

/** Advisory lock of the sequencer; held for one transaction, so a crash gives it back. */
const SEQUENCER_LOCK = 7_364_021_118;
const BATCH = 1000;

/**
 * Ids begin with the time they were made, and a transaction ends within half a minute. Rows of the last minutes are
 * therefore all that can be new, clocks that differ included; the rest is looked at only by a full pass. More minutes
 * would cost: under load a hundred rows come in each second, and each second all of the recent ones are walked.
 */
const RECENT_MINUTES = 3;
const FULL_PASS_EVERY_MS = 10 * 60_000;

/** When this process last looked at all rows. A process that restarts looks again: a pass too many does no harm. */
let lastFullPassMs = 0;

/**
 * Appends every audit row that is not yet in the chain. One sequencer works at a time; another returns at once.
 * @param options.full looks at all rows, not only those of the last minutes
 * @returns how many rows were chained
 */
export async function chainAudit(db: Database, options: { full?: boolean } = {}): Promise<number> {
  const startedMs = performance.timeOrigin + performance.now();
  const full = options.full === true || startedMs - lastFullPassMs > FULL_PASS_EVERY_MS;
  let chained = 0;
  for (;;) {
    // All rows there are, the planner knows how to compare best; the recent ones are few, and are asked for each second.
    const count = full
      ? await db.within(PLATFORM, (tx) => chainBatch(sqlOf(tx), ALL))
      : await db.batch((sql) => chainBatch(sql, RECENT));
    if (count === null) return chained;
    chained += count;
    if (count < BATCH) break;
  }
  if (full) lastFullPassMs = startedMs;
  return chained;
}

const LOCK: Statement = {
  name: "audit-lock",
  text: `SELECT pg_try_advisory_xact_lock(${SEQUENCER_LOCK}::bigint) AS got`,
};
const HEAD: Statement = {
  name: "audit-head",
  text: `SELECT tenure_now() AS now, (SELECT json_build_object('sequence', sequence::text, 'hash', hash) FROM audit_link
                                       ORDER BY sequence DESC LIMIT 1) AS head`,
};
const unchained = (name: string, among: string): Statement => ({
  name,
  text: `SELECT r.* FROM audit_row r WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.audit_id = r.id) AND ${among}
          ORDER BY r.id LIMIT ${BATCH}`,
});
const ALL = unchained("audit-all", "true");
const RECENT = unchained(
  "audit-recent",
  `r.id >= (lpad(to_hex((extract(epoch FROM clock_timestamp() - make_interval(mins => ${RECENT_MINUTES})) * 1000)::bigint), 12, '0')
            || repeat('0', 20))::uuid`,
);
const LINK: Statement = {
  name: "audit-link",
  text: `INSERT INTO audit_link (sequence, audit_id, row_hash, previous_hash, hash, chained_at)
         SELECT sequence, audit_id, row_hash, previous_hash, hash, $6::timestamptz
           FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::text[])
             AS link (sequence, audit_id, row_hash, previous_hash, hash)`,
};

/** @returns how many were chained, or null when another sequencer is at work */
async function chainBatch(sql: RunSql, among: Statement): Promise<number | null> {
  const [lock] = await sql<{ got: boolean }>(LOCK, []);
  if (lock?.got !== true) return null;
  const rows = await sql<StoredAuditRow>(among, []);
  if (rows.length === 0) return 0;
  const [at] = await sql<{ now: Date; head: { sequence: string; hash: string } | null }>(HEAD, []);
  if (at === undefined) throw new Error("the database clock did not answer");
  let sequence = BigInt(at.head?.sequence ?? 0);
  let previousHash = at.head?.hash ?? GENESIS;
  const links = rows.map((row) => {
    sequence += 1n;
    const hashOfRow = rowHash(row, { sequence, chainedAt: at.now });
    const hash = linkHash(previousHash, hashOfRow);
    const link = { sequence: sequence.toString(), auditId: row.id, hashOfRow, previousHash, hash };
    previousHash = hash;
    return link;
  });
  await sql(LINK, [
    links.map((each) => each.sequence),
    links.map((each) => each.auditId),
    links.map((each) => each.hashOfRow),
    links.map((each) => each.previousHash),
    links.map((each) => each.hash),
    at.now,
  ]);
  return rows.length;
}
