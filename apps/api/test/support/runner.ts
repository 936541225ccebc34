import type { PgBoss } from "pg-boss";
import type { CommandContext } from "../../src/command/command.ts";
import type { Probe } from "../../src/command/probe.ts";
import { type CommandRunner, createRunner } from "../../src/command/runner.ts";
import { createSigner, type Signer } from "../../src/decisions/store.ts";
import type { Outbox } from "../../src/jobs/outbox.ts";
import { createOutbox } from "../../src/jobs/queue.ts";
import type { TestDatabase } from "./database.ts";
import { testQueue } from "./queue.ts";

/** The signing key of tests; never one of the product. */
export const TEST_SIGNER: Signer = createSigner({ keyId: "test-1", secretKey: "11".repeat(32) });

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

/** The context of a command by an administrator on an account. */
export const byStaff = (
  accountId: string | null,
  idempotencyKey: string,
  staffId = "00000000-0000-4000-8000-00000000000a",
): CommandContext => ({
  actor: { kind: "staff", id: staffId },
  accountId,
  asPlatform: true,
  requestId: null,
  idempotencyKey,
});
