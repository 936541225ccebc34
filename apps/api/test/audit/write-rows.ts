import { recordAudit } from "../../src/audit/record.ts";
import { PLATFORM } from "../../src/db/database.ts";
import type { TestDatabase } from "../support/database.ts";

/** Writes audit rows, each in a transaction of its own. */
export async function writeRows(database: TestDatabase, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    await database.db.within(PLATFORM, (tx) =>
      recordAudit(tx, {
        accountId: null,
        actor: { kind: "system", id: `job-${at}` },
        action: "test.changed",
        targetKind: "thing",
        targetId: `thing-${at}`,
        reason: at % 2 === 0 ? null : `reason ${at}`,
        before: { state: "open", amountNanos: String(at) },
        after: { state: "closed", amountNanos: String(at + 1) },
        requestId: `request-${at}`,
        recordedAt: new Date(1_795_000_000_000 + at * 1000).toISOString(),
      }),
    );
}
