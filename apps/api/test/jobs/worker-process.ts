import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, PLATFORM } from "../../src/db/database.ts";
import { openQueue } from "../../src/jobs/queue.ts";
import { startWorkers } from "../../src/jobs/workers.ts";
import { handlersWith } from "../support/job-handlers.ts";
import { quietLog } from "../support/quiet-log.ts";

// A worker in a process of its own, so that a test can kill it: notes each start and end of a job in the table `ran`.
const [url, name, holdMs] = process.argv.slice(2);
if (url === undefined || name === undefined) throw new Error("usage: worker-process.ts URL NAME HOLD_MS");
const log = quietLog();
const db = openDatabase(url, { connections: 3 });
const boss = await openQueue(url, { role: "worker", log });
const note = (noticeId: string, what: string) =>
  db.within(
    PLATFORM,
    (tx) => tx.$executeRaw`INSERT INTO ran (job, worker, what) VALUES (${noticeId}, ${name}, ${what})`,
  );
const workers = await startWorkers(
  { db, boss, log },
  handlersWith({
    "notices.send": async (_services, { noticeId }) => {
      await note(noticeId, "start");
      await sleep(Number(holdMs));
      await note(noticeId, "end");
    },
  }),
);
const stop = async () => {
  const stopped = workers.stop();
  process.stdout.write("stopping\n");
  await stopped;
  await boss.stop();
  await db.close();
  process.exit(0);
};
process.on("SIGTERM", () => void stop());
process.stdout.write("ready\n");
