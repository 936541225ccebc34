import type { CommandContext } from "./command.ts";

/** The context of a job's command: the job is the actor, the key says what must happen once. */
export const systemContext = (
  job: string,
  accountId: string | null,
  idempotencyKey: string,
): CommandContext => ({
  actor: { kind: "system", id: job },
  accountId,
  asPlatform: true,
  requestId: null,
  idempotencyKey,
});
