// A process of its own that settles and releases holds: `node resolve-process.ts DATABASE_URL`. Says "ready", reads its
// tasks as one line of JSON, does them ten at a time and prints how each ended.
import { createInterface } from "node:readline";
import { createUsageEngine } from "../../src/usage/engine/engine.ts";
import { TEST_SIGNER } from "../support/caller.ts";
import { outboxOf } from "../support/outbox.ts";
import { endings, type Task } from "./resolve-task.ts";

const engine = createUsageEngine({
  databaseUrl: process.argv[2] ?? "",
  signer: TEST_SIGNER,
  outbox: outboxOf(async () => {}),
});
process.stdout.write("ready\n");
const { value } = await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next();
// The parent's own words, one line of JSON.
const tasks = JSON.parse(String(value)) as Task[];
process.stdout.write(`${JSON.stringify(await endings(engine, tasks))}\n`);
await engine.close();
process.stdin.destroy();
