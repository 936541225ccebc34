import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import { GENESIS, linkHash, rowHash, type StoredAuditRow } from "./hash.ts";

/** What is wrong at one place of the audit trail. */
export interface AuditFinding {
  readonly kind:
    | "row_altered"
    | "row_missing"
    | "row_unchained"
    | "link_altered"
    | "link_missing"
    | "chain_broken"
    | "head_missing"
    | "usage_altered"
    | "renewals_altered";
  readonly sequence: string | null;
  readonly auditId: string | null;
}

/** The end of the chain: keep it outside the database, and a later cut or rewrite is found against it. */
export interface ChainHead {
  readonly sequence: string;
  readonly hash: string;
}

/** What verifying found; `findings` is empty for an untouched trail. */
export interface AuditReport {
  readonly rows: number;
  readonly head: ChainHead | null;
  readonly findings: readonly AuditFinding[];
}

const PAGE = 2000;
/** More findings than this say nothing new. */
const MAX_FINDINGS = 200;
/** The sequencer works each second; a row this old without a link was never going to get one. */
const UNCHAINED_AFTER_SECONDS = 60;

type LinkedRow = { [Column in keyof StoredAuditRow]: StoredAuditRow[Column] | null } & {
  sequence: bigint;
  audit_id: string;
  row_hash: string;
  previous_hash: string;
  hash: string;
  chained_at: Date;
};

/**
 * Recomputes the whole chain from the rows. Finds rows that were altered, deleted or exchanged, and links that were.
 * A cut tail, or a chain rewritten from some row on, shows only against a head that was kept elsewhere.
 * @param keptHead `sequence:hash` or a hash, as an earlier run printed it
 */
export async function verifyAudit(db: Database, keptHead: string | null = null): Promise<AuditReport> {
  const findings: AuditFinding[] = [];
  const find = (kind: AuditFinding["kind"], sequence: bigint | null, auditId: string | null) => {
    if (findings.length < MAX_FINDINGS)
      findings.push({ kind, sequence: sequence?.toString() ?? null, auditId });
  };
  const kept = keptHead === null ? null : parseHead(keptHead);
  let keptSeen = kept === null;
  let head: { sequence: bigint; hash: string } | null = null;
  let rows = 0;
  for (;;) {
    const after: bigint = head?.sequence ?? 0n;
    const page = await db.within(PLATFORM, (tx) => linksAfter(tx, after));
    for (const link of page) {
      rows += 1;
      const previous: { sequence: bigint; hash: string } = head ?? { sequence: 0n, hash: GENESIS };
      if (link.sequence !== previous.sequence + 1n) find("link_missing", previous.sequence + 1n, null);
      else if (link.previous_hash !== previous.hash) find("chain_broken", link.sequence, link.audit_id);
      checkLink(link, find);
      if (
        kept !== null &&
        link.hash === kept.hash &&
        (kept.sequence === null || kept.sequence === link.sequence)
      )
        keptSeen = true;
      head = { sequence: link.sequence, hash: link.hash };
    }
    if (page.length < PAGE) break;
  }
  for (const each of await db.within(PLATFORM, forgottenRows)) find("row_unchained", null, each.id);
  for (const each of await db.within(PLATFORM, alteredBatches)) find("usage_altered", null, each.id);
  for (const each of await db.within(PLATFORM, alteredRenewals)) find("renewals_altered", null, each.id);
  if (!keptSeen) find("head_missing", kept?.sequence ?? null, null);
  return {
    rows,
    head: head === null ? null : { sequence: head.sequence.toString(), hash: head.hash },
    findings,
  };
}

function checkLink(
  link: LinkedRow,
  find: (kind: AuditFinding["kind"], sequence: bigint, auditId: string) => void,
): void {
  const { sequence, audit_id, row_hash, previous_hash, hash, chained_at, ...row } = link;
  if (linkHash(previous_hash, row_hash) !== hash) find("link_altered", sequence, audit_id);
  if (row.id === null) {
    find("row_missing", sequence, audit_id);
    return;
  }
  if (recomputed(row as StoredAuditRow, { sequence, chainedAt: chained_at }) !== row_hash)
    find("row_altered", sequence, audit_id);
}

/** A row altered into something that has no canonical form is altered, not a crash. */
function recomputed(row: StoredAuditRow, place: Parameters<typeof rowHash>[1]): string | null {
  try {
    return rowHash(row, place);
  } catch {
    return null;
  }
}

const linksAfter = (tx: Tx, after: bigint) =>
  tx.$queryRaw<LinkedRow[]>`
    SELECT l.*, r.* FROM audit_link l LEFT JOIN audit_row r ON r.id = l.audit_id
     WHERE l.sequence > ${after} ORDER BY l.sequence LIMIT ${PAGE}`;

const forgottenRows = (tx: Tx) =>
  tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM audit_row r WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.audit_id = r.id)
       AND r.id < (lpad(to_hex((extract(epoch FROM clock_timestamp() - make_interval(secs => ${UNCHAINED_AFTER_SECONDS}::int)) * 1000)::bigint), 12, '0')
                   || repeat('0', 20))::uuid
     ORDER BY r.id LIMIT ${MAX_FINDINGS}`;

/** Batches of usage whose events are not what the batch's audit row has the digest of (usage/engine/changes.ts). */
const alteredBatches = (tx: Tx) =>
  tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM audit_row r LEFT JOIN LATERAL (
      SELECT string_agg(concat_ws('|', e.id, e.account_id, e.client_event_id, e.model_price_id, e.amount_nanos,
                                  e.plan_nanos, e.credit_nanos, e.debt_nanos) || E'\\n', '' ORDER BY e.id) AS lines
        FROM usage_event e WHERE e.batch_id = r.target_id::uuid) b ON true
     WHERE r.action = 'usage.batch'
       AND r.after->>'digest' <> encode(sha256(convert_to(coalesce(b.lines, ''), 'UTF8')), 'hex')
     LIMIT ${MAX_FINDINGS}`;

/** Batches of renewals that are not what their audit row has the digest of (renewals/write-batch.ts). */
const alteredRenewals = (tx: Tx) =>
  tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM audit_row r LEFT JOIN LATERAL (
      SELECT string_agg(concat_ws('|', n.id, n.subscription_id, n.number, n.plan_price_id, n.total_minor,
                                  tenure_iso(n.ends_at), d.digest) || E'\\n', '' ORDER BY n.id) AS lines
        FROM renewal n JOIN decision d ON d.id = n.decision_id WHERE n.batch_id = r.target_id::uuid) b ON true
     WHERE r.action = 'renewals.planned'
       AND r.after->>'digest' <> encode(sha256(convert_to(coalesce(b.lines, ''), 'UTF8')), 'hex')
     LIMIT ${MAX_FINDINGS}`;

/** @throws RangeError when the text is no head */
function parseHead(text: string): { sequence: bigint | null; hash: string } {
  const match = /^(?:(\d{1,18}):)?([0-9a-f]{64})$/.exec(text.trim());
  if (match?.[2] === undefined)
    throw new RangeError("A head is SEQUENCE:HASH as `tenure audit verify` printed it, or the hash alone.");
  return { sequence: match[1] === undefined ? null : BigInt(match[1]), hash: match[2] };
}
