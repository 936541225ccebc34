import { setTimeout as sleep } from "node:timers/promises";
import type { JobLog } from "./queue.ts";

/** Something done over and over; `stop` waits for the turn that is under way. */
export interface Loop {
  stop(): Promise<void>;
}

/** Repeats `turn`, `everyMs` after the last one ended. A failed turn is logged and the next one tries again. */
export function startLoop(name: string, everyMs: number, log: JobLog, turn: () => Promise<unknown>): Loop {
  const stopping = new AbortController();
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await turn();
      } catch (error) {
        if (!stopping.signal.aborted)
          log.error({ err: error, loop: name }, "a background loop failed; it tries again");
      }
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
