import { AppError } from "../../src/errors/app-error.ts";
import type { UsageEngine } from "../../src/usage/engine/types.ts";

/** One wish for a hold; others wish something else for the same one. */
export interface Task {
  readonly accountId: string;
  readonly holdId: string;
  readonly wish: "settle" | "release";
}

const HANDS = 10;

/** Does tasks, several at a time. @returns how each ended: `done`, a problem's code, or what else was thrown */
export async function endings(engine: UsageEngine, tasks: readonly Task[]): Promise<string[]> {
  const waiting = [...tasks];
  const ended: string[] = [];
  await Promise.all(
    Array.from({ length: HANDS }, async () => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        const { accountId, holdId, wish } = task;
        const caller = {
          accountId,
          actor: { kind: "api_key" as const, id: "00000000-0000-7000-8000-000000000001" },
          checkKey: false,
        };
        const asked =
          wish === "release"
            ? engine.release(caller, { holdId })
            : engine.settle(caller, { holdId, tokens: { inputTokens: 600, outputTokens: 0 } });
        ended.push(
          await asked.then(
            () => "done",
            (error: unknown) => (error instanceof AppError ? error.code : String(error)),
          ),
        );
      }
    }),
  );
  return ended;
}
