import type { CommandContext } from "../command/command.ts";
import { type CommandRunner, createRunner } from "../command/runner.ts";
import { newId } from "../db/ids.ts";
import type { Signer } from "../decisions/store.ts";
import { createOutbox, type JobLog, openQueue } from "../jobs/queue.ts";
import type { OpenedDatabase } from "./database.ts";

/** Commands from here change facts; what needs a signed decision has a door of its own. */
const SIGNS_NOTHING: Signer = {
  get key(): never {
    throw new Error("the command line signs no decisions");
  },
  get publicKey(): never {
    throw new Error("the command line signs no decisions");
  },
};

/** What the queue says in the background goes where errors go. */
const toStandardError: JobLog = {
  info: () => {},
  warn: (_fields, message) => void process.stderr.write(`${message}\n`),
  error: (_fields, message) => void process.stderr.write(`${message}\n`),
};

/** Runs work with a command runner on an opened database. */
export async function withRunner<T>(
  { url, db }: OpenedDatabase,
  work: (runner: CommandRunner) => Promise<T>,
): Promise<T> {
  const boss = await openQueue(url, { role: "sender", log: toStandardError, connections: 1 });
  try {
    return await work(createRunner({ db, signer: SIGNS_NOTHING, outbox: createOutbox(boss) }));
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** The context of a command given by hand: the operator at the command line is the actor. */
export const byOperator = (accountId: string | null = null): CommandContext => ({
  actor: { kind: "system", id: "command-line" },
  accountId,
  asPlatform: true,
  requestId: null,
  idempotencyKey: newId(),
});
