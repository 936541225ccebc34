import fc from "fast-check";
import { chainAudit } from "../../src/audit/chain.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import type { TestDatabase } from "../support/database.ts";

const ROW_COLUMNS = [
  "account_id",
  "holder_period_id",
  "actor_kind",
  "actor_id",
  "action",
  "target_kind",
  "target_id",
  "reason",
  "before",
  "after",
  "decision_id",
  "request_id",
  "recorded_at",
  "id",
] as const;
const LINK_COLUMNS = ["sequence", "audit_id", "row_hash", "previous_hash", "hash", "chained_at"] as const;

/** What somebody with the owner's rights might do to the trail. */
type Tampering =
  | {
      readonly kind: "alter_row";
      readonly at: number;
      readonly column: (typeof ROW_COLUMNS)[number];
      readonly salt: number;
    }
  | {
      readonly kind: "alter_link";
      readonly at: number;
      readonly column: (typeof LINK_COLUMNS)[number];
      readonly salt: number;
    }
  | { readonly kind: "delete_row"; readonly at: number }
  | { readonly kind: "delete_both"; readonly at: number }
  | { readonly kind: "swap"; readonly at: number; readonly with: number }
  | { readonly kind: "cut_tail"; readonly at: number };

/** Any tampering with a trail of `rows` rows. */
export const anyTampering = (rows: number): fc.Arbitrary<Tampering> => {
  const at = fc.integer({ min: 1, max: rows });
  const salt = fc.nat(1_000_000);
  return fc.oneof(
    fc.record({ kind: fc.constant("alter_row" as const), at, column: fc.constantFrom(...ROW_COLUMNS), salt }),
    fc.record({
      kind: fc.constant("alter_link" as const),
      at,
      column: fc.constantFrom(...LINK_COLUMNS),
      salt,
    }),
    fc.record({ kind: fc.constant("delete_row" as const), at }),
    fc.record({ kind: fc.constant("delete_both" as const), at }),
    fc.record({ kind: fc.constant("swap" as const), at, with: at }).filter((each) => each.at !== each.with),
    fc.record({ kind: fc.constant("cut_tail" as const), at }),
  );
};

/** The statements of a tampering; every one really changes what is stored. */
function statements(change: Tampering): string[] {
  const row = `(SELECT audit_id FROM audit_link WHERE sequence = ${change.at})`;
  const uuid = (salt: number) => `('00000000-0000-4000-8000-' || lpad('${salt}', 12, '0'))::uuid`;
  switch (change.kind) {
    case "alter_row": {
      const { column, salt } = change;
      const value =
        column === "before" || column === "after"
          ? `coalesce("${column}", '{}'::jsonb) || '{"tampered": ${salt}}'::jsonb`
          : column === "recorded_at"
            ? `recorded_at + interval '${salt + 1} milliseconds'`
            : column.endsWith("id") && !["actor_id", "target_id", "request_id"].includes(column)
              ? uuid(salt)
              : `coalesce("${column}", '') || '~${salt}'`;
      return [`UPDATE audit_row SET "${column}" = ${value} WHERE id = ${row}`];
    }
    case "alter_link": {
      const { column, salt, at } = change;
      const value =
        column === "sequence"
          ? `1000000 + ${salt}`
          : column === "audit_id"
            ? uuid(salt)
            : column === "chained_at"
              ? `chained_at + interval '${salt + 1} milliseconds'`
              : `translate(${column}, '0123456789abcdef', '123456789abcdef0')`;
      return [`UPDATE audit_link SET ${column} = ${value} WHERE sequence = ${at}`];
    }
    case "delete_row":
      return [`DELETE FROM audit_row WHERE id = ${row}`];
    case "delete_both":
      return [
        `DELETE FROM audit_row WHERE id = ${row}`,
        `DELETE FROM audit_link WHERE sequence = ${change.at}`,
      ];
    case "swap":
      // The contents of two rows change places; ids and links stay.
      return [
        `UPDATE audit_row r SET target_id = o.target_id, actor_id = o.actor_id, reason = o.reason, "before" = o."before",
                "after" = o."after", recorded_at = o.recorded_at, request_id = o.request_id
           FROM audit_link lr, audit_link lo, audit_row o
          WHERE lr.sequence IN (${change.at}, ${change.with}) AND lo.sequence = ${change.at} + ${change.with} - lr.sequence
            AND r.id = lr.audit_id AND o.id = lo.audit_id`,
      ];
    case "cut_tail":
      return [
        `DELETE FROM audit_row WHERE id IN (SELECT audit_id FROM audit_link WHERE sequence >= ${change.at})`,
        `DELETE FROM audit_link WHERE sequence >= ${change.at}`,
      ];
  }
}

/**
 * Tampers as the owner, verifies against the head kept before, and puts everything back from the copies.
 * @returns whether it was found, first as it lies there, then again after the sequencer has run once more
 */
export async function isDetected(
  database: TestDatabase,
  keptHead: string,
  change: Tampering,
): Promise<boolean> {
  for (const statement of statements(change)) await database.sql(statement);
  const atOnce = await verifyAudit(database.db, keptHead);
  await chainAudit(database.db, { full: true });
  const afterwards = await verifyAudit(database.db, keptHead);
  await database.sql("TRUNCATE audit_row, audit_link");
  await database.sql("INSERT INTO audit_row SELECT * FROM kept_row");
  await database.sql("INSERT INTO audit_link SELECT * FROM kept_link");
  return atOnce.findings.length > 0 && afterwards.findings.length > 0;
}

/** Keeps copies of the trail to put back after each tampering. @returns the head to keep */
export async function keepTrail(database: TestDatabase): Promise<string> {
  await chainAudit(database.db, { full: true });
  await database.sql("CREATE TABLE kept_row AS SELECT * FROM audit_row");
  await database.sql("CREATE TABLE kept_link AS SELECT * FROM audit_link");
  const { head } = await verifyAudit(database.db);
  if (head === null) throw new Error("no head");
  return `${head.sequence}:${head.hash}`;
}
