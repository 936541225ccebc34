import { randomUUID } from "node:crypto";
import type { PgBoss } from "pg-boss";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { listParkedJobs, unparkJobs } from "../../src/jobs/parked.ts";
import { createOutbox, openQueue } from "../../src/jobs/queue.ts";
import { startWorkers, type Workers } from "../../src/jobs/workers.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { handlersWith } from "../support/job-handlers.ts";
import { quietLog } from "../support/quiet-log.ts";
import { until } from "../support/until.ts";

describe("workers", () => {
  let database: TestDatabase;
  const running: { workers: Workers; boss: PgBoss }[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterEach(async () => {
    for (const { workers, boss } of running.splice(0)) {
      await workers.stop();
      await boss.stop({ graceful: false });
    }
  });

  async function start(own: Parameters<typeof handlersWith>[0]) {
    const log = quietLog();
    const boss = await openQueue(database.url, { role: "worker", log });
    const workers = await startWorkers({ db: database.db, boss, log }, handlersWith(own));
    running.push({ workers, boss });
    return { boss, log, outbox: createOutbox(boss) };
  }
  const alerts = () =>
    database.sql<{ kind: string; reference: string; detail: { problem: string }; resolved_at: Date | null }>(
      "SELECT kind, reference, detail, resolved_at FROM operator_alert ORDER BY opened_at",
    );

  it("run each of 200 jobs once between two of them, right after the commit", {
    tags: ["deep"],
  }, async () => {
    const seen: string[] = [];
    const handler = {
      "notices.send": async (_: unknown, { noticeId }: { noticeId: string }) => void seen.push(noticeId),
    };
    const { outbox } = await start(handler);
    await start(handler);
    const ids = Array.from({ length: 200 }, () => randomUUID());
    await database.db.within(PLATFORM, async (tx) => {
      for (const noticeId of ids) await outbox.enqueue(tx, "notices.send", { noticeId });
    });
    await until("200 jobs", async () => seen.length >= 200, 10_000);
    expect(seen).toHaveLength(200);
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  it("run a failed job again, later each time, and leave its neighbours alone", {
    tags: ["deep"],
  }, async () => {
    const attempts = new Map<string, number>();
    const { outbox } = await start({
      "refunds.advance": async (_: unknown, { refundId }: { refundId: string }) => {
        attempts.set(refundId, (attempts.get(refundId) ?? 0) + 1);
        if (refundId === failing && attempts.get(refundId) === 1) throw new Error("not yet");
      },
    });
    const failing = randomUUID();
    const fine = randomUUID();
    await database.db.within(PLATFORM, async (tx) => {
      await outbox.enqueue(tx, "refunds.advance", { refundId: failing });
      await outbox.enqueue(tx, "refunds.advance", { refundId: fine });
    });
    await until("the second attempt", async () => attempts.get(failing) === 2);
    expect(attempts.get(fine)).toBe(1);
  });

  it("park a job whose payload cannot be read, with an alert, and go on", { tags: ["deep"] }, async () => {
    const seen: string[] = [];
    const { boss, outbox } = await start({
      "orders.open_checkout": async (_: unknown, { orderId }: { orderId: string }) => void seen.push(orderId),
    });
    const good = randomUUID();
    await boss.send("orders.open_checkout", { orderId: "no uuid", extra: 1 }, { singletonKey: randomUUID() });
    await database.db.within(PLATFORM, (tx) => outbox.enqueue(tx, "orders.open_checkout", { orderId: good }));
    await until("the good job", async () => seen.includes(good));
    const [alert] = await until("the alert", async () => {
      const open = await alerts();
      return open.length > 0 && open;
    });
    expect(alert).toMatchObject({ kind: "job_parked", reference: "orders.open_checkout", resolved_at: null });
    expect(alert?.detail.problem).toContain("unreadable payload");
    const [parked] = await listParkedJobs(database.db);
    expect(parked).toMatchObject({ job: "orders.open_checkout", payload: { orderId: "no uuid", extra: 1 } });
    expect(seen).toEqual([good]);
  });

  it("park a job that failed for good, and run it after a person put it back; the alert is then resolved", {
    tags: ["deep"],
  }, async () => {
    let mended = false;
    let done = false;
    const { boss } = await start({
      "payments.apply_event": async () => {
        if (!mended) throw new Error("the provider is unknown");
        done = true;
      },
    });
    const providerEventId = randomUUID();
    await boss.send(
      "payments.apply_event",
      { providerEventId },
      { singletonKey: randomUUID(), retryLimit: 0 },
    );
    const alert = await until("the alert", async () =>
      (await alerts()).find((each) => each.reference === "payments.apply_event"),
    );
    expect(alert.detail.problem).toBe("the provider is unknown");
    mended = true;
    const parked = (await listParkedJobs(database.db)).filter((each) => each.job === "payments.apply_event");
    expect(
      await unparkJobs(
        boss,
        parked.map((each) => each.id),
      ),
    ).toBe(1);
    await until("the second life of the job", async () => done);
    await until("the resolved alert", async () =>
      (await alerts()).some((each) => each.reference === "payments.apply_event" && each.resolved_at !== null),
    );
  });

  it("keep the schedules: short beats run by themselves, once per beat, and the hourly ones are registered", async () => {
    let beats = 0;
    const own = { "orders.expire": async () => void (beats += 1) };
    const { boss } = await start(own);
    await start(own);
    await until("a beat", async () => beats > 0, 10_000);
    expect(beats).toBeLessThanOrEqual(3);
    expect((await boss.getSchedules()).map(({ name, cron, timezone }) => ({ name, cron, timezone }))).toEqual(
      [
        { name: "distributors.sweep", cron: "23 * * * *", timezone: "UTC" },
        { name: "ledger.check", cron: "17 3 * * *", timezone: "UTC" },
        { name: "payments.catch_up", cron: "7,22,37,52 * * * *", timezone: "UTC" },
        { name: "price_changes.sweep", cron: "27 * * * *", timezone: "UTC" },
        { name: "reconciliations.nightly", cron: "41 2 * * *", timezone: "UTC" },
        { name: "refund_cases.remind", cron: "13 * * * *", timezone: "UTC" },
        { name: "refunds.reconcile", cron: "7 * * * *", timezone: "UTC" },
        { name: "subjects.ask", cron: "*/10 * * * *", timezone: "UTC" },
        { name: "subjects.sweep", cron: "41 4 * * *", timezone: "UTC" },
        { name: "webhook_endpoints.forget", cron: "53 4 * * *", timezone: "UTC" },
      ],
    );
  });

  it("keep one alert open while a schedule fails, and close it when it works again", {
    tags: ["deep"],
    timeout: 60_000,
  }, async () => {
    let broken = true;
    await start({
      "usage.expire_holds": async () => {
        if (broken) throw new Error("cannot expire");
      },
    });
    const alert = async () => (await alerts()).filter((each) => each.reference === "usage.expire_holds");
    const [open] = await until("the alert", async () => (await alert()).length > 0 && alert(), 25_000);
    expect(open).toMatchObject({
      kind: "schedule_failing",
      resolved_at: null,
      detail: { problem: "cannot expire" },
    });
    broken = false;
    await until("its end", async () => (await alert())[0]?.resolved_at !== null, 25_000);
    expect(await alert()).toHaveLength(1);
    expect((await listParkedJobs(database.db)).filter((each) => each.job === "usage.expire_holds")).toEqual(
      [],
    );
  });
});
