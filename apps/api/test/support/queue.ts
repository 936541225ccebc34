import type { PgBoss } from "pg-boss";
import { afterAll } from "vitest";
import { openQueue } from "../../src/jobs/queue.ts";
import { quietLog } from "./quiet-log.ts";

/** The queue of a test's database; closed after the file. */
export async function testQueue(url: string, role: "worker" | "sender" = "sender"): Promise<PgBoss> {
  const boss = await openQueue(url, { role, log: quietLog() });
  afterAll(() => boss.stop({ graceful: false }));
  return boss;
}
