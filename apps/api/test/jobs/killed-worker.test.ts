import { setTimeout as sleep } from "node:timers/promises";
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { createOutbox } from "../../src/jobs/queue.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { testQueue } from "../support/queue.ts";
import { until } from "../support/until.ts";
import { program, programEnv } from "../support/program.ts";

describe("a worker that dies", () => {
  let database: TestDatabase;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    await database.sql(
      "CREATE TABLE ran (job text, worker text, what text, at timestamptz DEFAULT clock_timestamp())",
    );
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  });
  async function startWorker(name: string, holdMs: number): Promise<ChildProcess> {
    const child = spawn(
      process.execPath,
      [await program("test/jobs/worker-process.ts"), database.url, name, String(holdMs)],
      { env: programEnv(), stdio: ["ignore", "pipe", "inherit"] },
    );
    children.push(child);
    if (child.stdout === null) throw new Error("no output");
    await once(child.stdout, "data");
    return child;
  }
  const ran = (job: string) =>
    database.sql<{ worker: string; what: string; at: Date }>(
      "SELECT worker, what, at FROM ran WHERE job = $1 ORDER BY at",
      [job],
    );
  async function enqueue(): Promise<string> {
    const noticeId = randomUUID();
    const outbox = createOutbox(await testQueue(database.url));
    await database.db.within(PLATFORM, (tx) => outbox.enqueue(tx, "notices.send", { noticeId }));
    return noticeId;
  }

  it("by SIGKILL: another runs its job within 90 seconds, and not while the first still lived", {
    tags: ["deep"],
    timeout: 120_000,
  }, async () => {
    const first = await startWorker("first", 600_000);
    const job = await enqueue();
    await until("the first start", async () => (await ran(job)).length === 1);
    await startWorker("second", 0);
    // The first lives and proves it: the job stays its own.
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    expect((await ran(job)).map((row) => row.worker)).toEqual(["first"]);
    first.kill("SIGKILL");
    const killed = performance.now();
    const rows = await until(
      "the second run",
      async () => {
        const now = await ran(job);
        return now.some((row) => row.what === "end") && now;
      },
      90_000,
    );
    expect(rows.map(({ worker, what }) => `${worker} ${what}`)).toEqual([
      "first start",
      "second start",
      "second end",
    ]);
    expect(performance.now() - killed).toBeLessThan(90_000);
  });

  it("by SIGTERM: ends what it is doing first, and takes nothing new", { tags: ["deep"] }, async () => {
    const worker = await startWorker("polite", 1500);
    const job = await enqueue();
    await until("the start", async () => (await ran(job)).length === 1);
    const exited = once(worker, "exit");
    const stopping = worker.stdout === null ? null : once(worker.stdout, "data");
    worker.kill("SIGTERM");
    expect(String(await stopping)).toBe("stopping\n");
    // A look for work that was under way may still come back with a job; what is enqueued later may not be taken.
    await sleep(500);
    const late = await enqueue();
    await exited;
    expect((await ran(job)).map((row) => row.what)).toEqual(["start", "end"]);
    expect(await ran(late)).toEqual([]);
    expect(worker.exitCode).toBe(0);
  });
});
