import type { PgBoss } from "pg-boss";
import type { Probe } from "../../src/command/probe.ts";
import { type CommandRunner, createRunner } from "../../src/command/runner.ts";
import type { Outbox } from "../../src/jobs/outbox.ts";
import { createOutbox } from "../../src/jobs/queue.ts";
import type { TestDatabase } from "./database.ts";
import { TEST_SIGNER } from "./caller.ts";
import { testQueue } from "./queue.ts";

/** The real runner on a test's database, with the real queue. */
export interface TestRunner {
  readonly runner: CommandRunner;
  readonly outbox: Outbox;
  readonly boss: PgBoss;
}

/** Builds the runner a test runs commands through. */
export async function testRunner({ db, url }: TestDatabase, probe?: Probe): Promise<TestRunner> {
  const boss = await testQueue(url);
  const outbox = createOutbox(boss);
  const runner = createRunner({ db, signer: TEST_SIGNER, outbox, ...(probe === undefined ? {} : { probe }) });
  return { runner, outbox, boss };
}
