import type { Command } from "commander";
import { openQueue } from "../jobs/queue.ts";
import { listParkedJobs, unparkJobs } from "../jobs/parked.ts";
import { queueCounts } from "../jobs/counts.ts";
import { withDatabase } from "./database.ts";
import { print, printJson } from "./print.ts";
import { asTable } from "./table.ts";

/** `tenure jobs list` and `tenure jobs retry` */
export function jobCommands(program: Command): void {
  const jobs = program.command("jobs").description("background jobs");
  jobs
    .command("list")
    .description("what waits, runs and was parked; parked jobs failed for good and wait for a person")
    .option("--json", "as JSON")
    .action((options: { json?: boolean }) =>
      withDatabase(async ({ db }) => {
        const queues = await queueCounts(db);
        const parked = await listParkedJobs(db);
        if (options.json === true) {
          printJson({ queues, parked });
          return;
        }
        print(
          asTable(
            ["job", "waiting", "running", "failed"],
            queues.map((each) => [each.job, `${each.waiting}`, `${each.running}`, `${each.failed}`]),
          ),
        );
        for (const each of parked)
          print(`parked  ${each.id}  ${each.job}  after ${each.attempts} attempts: ${each.problem}`);
        if (parked.length > 0) print("`tenure jobs retry ID` puts one back, after its cause was mended.");
      }),
    );
  jobs
    .command("retry")
    .description("put parked jobs back into their queues")
    .argument("[ids...]", "ids as `tenure jobs list` prints them; all parked jobs without")
    .action((ids: string[]) =>
      withDatabase(async ({ url }) => {
        const log = { info() {}, warn() {}, error() {} };
        const boss = await openQueue(url, { role: "sender", log, connections: 1 });
        try {
          print(`${await unparkJobs(boss, ids.length === 0 ? undefined : ids)} jobs put back.`);
        } finally {
          await boss.stop({ graceful: false });
        }
      }),
    );
}
