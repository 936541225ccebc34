import { createHash } from "node:crypto";
import { canonicalize, type Json } from "@tenure/core/decision";
import { beforeAll, describe, expect, it } from "vitest";
import { chainAudit } from "../../src/audit/chain.ts";
import { recordAudit } from "../../src/audit/record.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { writeRows } from "./write-rows.ts";

describe("the audit chain", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });

  it("is empty and whole before anything happened", async () => {
    expect(await verifyAudit(database.db)).toEqual({ rows: 0, head: null, findings: [] });
  });

  it("takes every row once, in order, whoever runs it at the same time", async () => {
    await writeRows(database, 60);
    const counts = await Promise.all(Array.from({ length: 6 }, () => chainAudit(database.db)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
    await writeRows(database, 5);
    expect(await chainAudit(database.db)).toBe(5);
    expect(await chainAudit(database.db)).toBe(0);
    const report = await verifyAudit(database.db);
    expect(report.findings).toEqual([]);
    expect(report.rows).toBe(65);
    expect(report.head?.sequence).toBe("65");
  });

  it("hashes as described: 0x00 before a row's canonical JSON, 0x01 before previous and row hash", async () => {
    const [first] = await database.sql<Record<string, unknown>>(
      `SELECT r.*, l.chained_at, l.sequence::text AS sequence, l.row_hash, l.hash FROM audit_link l JOIN audit_row r ON r.id = l.audit_id
        WHERE l.sequence = 1`,
    );
    if (first === undefined) throw new Error("no link");
    const { row_hash, hash, ...row } = first;
    const json: unknown = JSON.parse(JSON.stringify(row));
    const sha = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest("hex");
    const expected = sha(Buffer.from([0]), Buffer.from(canonicalize(json as Json)));
    expect(row_hash).toBe(expected);
    expect(hash).toBe(sha(Buffer.from([1]), Buffer.alloc(32), Buffer.from(expected, "hex")));
  });

  it("refuses a float at the change that wrote it, not at the sequencer", async () => {
    const write = database.db.within(PLATFORM, (tx) =>
      recordAudit(tx, {
        accountId: null,
        actor: { kind: "system", id: "x" },
        action: "test.float",
        targetKind: "thing",
        targetId: "1",
        after: { ratio: 0.5 },
        recordedAt: "2026-11-20T00:00:00.000Z",
      }),
    );
    await expect(write).rejects.toThrow(TypeError);
  });

  it("names a row that was never chained once it is older than a minute", async () => {
    // The id says when it was made: a minute and a half ago.
    const made = (Date.now() - 90_000).toString(16).padStart(12, "0");
    const id = `${made.slice(0, 8)}-${made.slice(8)}-7000-8000-000000000001`;
    await database.sql(
      `INSERT INTO audit_row (id, actor_kind, actor_id, action, target_kind, target_id, recorded_at)
       VALUES ($1, 'system', 'x', 'test.forgotten', 'thing', '1', now())`,
      [id],
    );
    expect((await verifyAudit(database.db)).findings).toEqual([
      { kind: "row_unchained", sequence: null, auditId: id },
    ]);
    expect(await chainAudit(database.db)).toBe(1);
    expect((await verifyAudit(database.db)).findings).toEqual([]);
  });

  it("takes rows of any age in a full pass", async () => {
    const id = "018f0000-0000-7000-8000-000000000001";
    await database.sql(
      `INSERT INTO audit_row (id, actor_kind, actor_id, action, target_kind, target_id, recorded_at)
       VALUES ($1, 'system', 'x', 'test.old', 'thing', '1', now())`,
      [id],
    );
    expect(await chainAudit(database.db)).toBe(0);
    expect(await chainAudit(database.db, { full: true })).toBe(1);
  });
});
