import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "../../src/audit/verify.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { anyTampering, isDetected, keepTrail } from "./tampering.ts";
import { writeRows } from "./write-rows.ts";

const ROWS = 40;

describe("verifying the audit trail", () => {
  let database: TestDatabase;
  let head: string;
  beforeAll(async () => {
    database = await freshDatabase();
    await writeRows(database, ROWS);
    head = await keepTrail(database);
  });

  it("finds every alteration, deletion, exchange and cut by the owner of the database", async () => {
    await fc.assert(
      fc.asyncProperty(anyTampering(ROWS), (change) => isDetected(database, head, change)),
      { seed: 20261120, numRuns: 60 },
    );
    expect((await verifyAudit(database.db, head)).findings).toEqual([]);
  });

  it("finds a cut tail only against a head kept elsewhere, and says so by name", async () => {
    await database.sql(
      "DELETE FROM audit_row WHERE id IN (SELECT audit_id FROM audit_link WHERE sequence > 30)",
    );
    await database.sql("DELETE FROM audit_link WHERE sequence > 30");
    expect((await verifyAudit(database.db)).findings).toEqual([]);
    expect((await verifyAudit(database.db, head)).findings).toEqual([
      { kind: "head_missing", sequence: "40", auditId: null },
    ]);
  });

  it("refuses a head that is none, instead of finding nothing", async () => {
    await expect(verifyAudit(database.db, "40:abc")).rejects.toThrow(RangeError);
  });
});
