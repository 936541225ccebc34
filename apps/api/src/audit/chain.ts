import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import { GENESIS, linkHash, rowHash, type StoredAuditRow } from "./hash.ts";

/** Advisory lock of the sequencer; held for one transaction, so a crash gives it back. */
const SEQUENCER_LOCK = 7_364_021_118;
const BATCH = 1000;

/**
 * Ids begin with the time they were made, and a transaction ends within half a minute. Rows of the last minutes are
 * therefore all that can be new; the rest is looked at only by a full pass.
 */
const RECENT_MINUTES = 10;
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
    const count = await db.within(PLATFORM, (tx) => chainBatch(tx, full));
    if (count === null) return chained;
    chained += count;
    if (count < BATCH) break;
  }
  if (full) lastFullPassMs = startedMs;
  return chained;
}

/** @returns how many were chained, or null when another sequencer is at work */
async function chainBatch(tx: Tx, full: boolean): Promise<number | null> {
  const [lock] = await tx.$queryRaw<{ got: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${SEQUENCER_LOCK}::bigint) AS got`;
  if (lock?.got !== true) return null;
  const rows = await unchained(tx, full);
  if (rows.length === 0) return 0;
  const [head] = await tx.$queryRaw<{ sequence: bigint; hash: string }[]>`
    SELECT sequence, hash FROM audit_link ORDER BY sequence DESC LIMIT 1`;
  const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT tenure_now() AS now`;
  if (clock === undefined) throw new Error("the database clock did not answer");
  let sequence = head?.sequence ?? 0n;
  let previousHash = head?.hash ?? GENESIS;
  const links = rows.map((row) => {
    sequence += 1n;
    const hashOfRow = rowHash(row, { sequence, chainedAt: clock.now });
    const hash = linkHash(previousHash, hashOfRow);
    const link = { sequence, auditId: row.id, rowHash: hashOfRow, previousHash, hash, chainedAt: clock.now };
    previousHash = hash;
    return link;
  });
  await tx.auditLink.createMany({ data: links });
  return rows.length;
}

const unchained = (tx: Tx, full: boolean) =>
  full
    ? tx.$queryRaw<StoredAuditRow[]>`
        SELECT r.* FROM audit_row r WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.audit_id = r.id)
         ORDER BY r.id LIMIT ${BATCH}`
    : tx.$queryRaw<StoredAuditRow[]>`
        SELECT r.* FROM audit_row r WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.audit_id = r.id)
           AND r.id >= (lpad(to_hex((extract(epoch FROM clock_timestamp() - make_interval(mins => ${RECENT_MINUTES}::int)) * 1000)::bigint), 12, '0')
                        || repeat('0', 20))::uuid
         ORDER BY r.id LIMIT ${BATCH}`;
