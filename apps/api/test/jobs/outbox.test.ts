import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import type { Outbox } from "../../src/jobs/outbox.ts";
import { createOutbox } from "../../src/jobs/queue.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { testQueue } from "../support/queue.ts";

const NOTICE = "01900000-0000-7000-8000-000000000001";

describe("the outbox", () => {
  let database: TestDatabase;
  let outbox: Outbox;
  beforeAll(async () => {
    database = await freshDatabase();
    outbox = createOutbox(await testQueue(database.url));
  });
  const waiting = (name: string) =>
    database.sql<{ data: unknown; start_after: Date }>(
      "SELECT data, start_after FROM pgboss.job WHERE name = $1 AND state = 'created' ORDER BY created_on",
      [name],
    );

  it("adds a job exactly when the transaction commits", async () => {
    await database.db.within(PLATFORM, (tx) => outbox.enqueue(tx, "notices.send", { noticeId: NOTICE }));
    expect((await waiting("notices.send")).map((row) => row.data)).toEqual([{ noticeId: NOTICE }]);
  });

  it("leaves nothing when the transaction rolls back", async () => {
    const failed = database.db.within(PLATFORM, async (tx) => {
      await outbox.enqueue(tx, "refunds.advance", { refundId: NOTICE });
      throw new Error("the change failed");
    });
    await expect(failed).rejects.toThrow("the change failed");
    expect(await waiting("refunds.advance")).toEqual([]);
  });

  it("adds two jobs without a key, though their payloads are equal", async () => {
    await database.db.within(PLATFORM, async (tx) => {
      await outbox.enqueue(tx, "orders.open_checkout", { orderId: NOTICE });
      await outbox.enqueue(tx, "orders.open_checkout", { orderId: NOTICE });
    });
    expect(await waiting("orders.open_checkout")).toHaveLength(2);
  });

  it("adds no second job while one with the same key waits, and brings that one forward", async () => {
    const key = { singletonKey: `refund:${NOTICE}` };
    const enqueue = (startAfterSeconds: number) =>
      database.db.within(PLATFORM, (tx) =>
        outbox.enqueue(tx, "refunds.advance", { refundId: NOTICE }, { ...key, startAfterSeconds }),
      );
    await enqueue(3600);
    await enqueue(7200);
    const [late] = await waiting("refunds.advance");
    expect((late?.start_after.getTime() ?? 0) - Date.now()).toBeLessThan(3_601_000);
    await enqueue(0);
    const rows = await waiting("refunds.advance");
    expect(rows).toHaveLength(1);
    expect((rows[0]?.start_after.getTime() ?? 0) - Date.now()).toBeLessThan(1000);
  });

  it("keeps a waiting job back until the change that relies on it has committed", async () => {
    const boss = await testQueue(database.url);
    const key = { singletonKey: "held" };
    await database.db.within(PLATFORM, (tx) => outbox.enqueue(tx, "usage.expire_holds", {}, key));
    await database.db.within(PLATFORM, async (tx) => {
      await outbox.enqueue(tx, "usage.expire_holds", {}, key);
      // Were it handed out now, it would run without seeing this transaction's change.
      expect(await boss.fetch("usage.expire_holds")).toEqual([]);
    });
    expect(await boss.fetch("usage.expire_holds")).toHaveLength(1);
  });
});
