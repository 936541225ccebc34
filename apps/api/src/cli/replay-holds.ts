import { setTimeout as sleep } from "node:timers/promises";
import { RefusedError } from "@tenure/sdk";
import type { AccountReplay } from "./replay-trace.ts";
import type { TraceRow } from "./trace-file.ts";

/** Requests of one account under way at once: what a gateway's connections to one customer come to. */
const AT_ONCE = 32;

/**
 * Plays requests as a gateway lets them through: asks for the most each can cost when its time comes, and settles what
 * it used. What is refused is not served. A request whose id was settled by an earlier run answers as then.
 */
export async function authorizeRows(replay: AccountReplay): Promise<void> {
  const { settled, speed } = replay;
  const began = performance.now();
  const waiting = [...settled];
  const hands = Array.from({ length: Math.min(AT_ONCE, settled.length) }, async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      if (speed !== null) await sleep(Math.max(0, began + row.offsetMs / speed - performance.now()));
      await authorizeRow(replay, row);
      replay.onDone(1);
    }
  });
  await Promise.all(hands);
}

async function authorizeRow({ tenure, model, idOf, sums }: AccountReplay, row: TraceRow): Promise<void> {
  const id = idOf(row);
  const { inputTokens, outputTokens } = row;
  try {
    const hold = await tenure.usage.authorize(
      { model, maxInputTokens: inputTokens, maxOutputTokens: outputTokens },
      { idempotencyKey: id },
    );
    // A hold that has ended was asked for before; only then is it worth looking whether its usage was told, too.
    const before =
      hold.state === "open" ? [] : (await tenure.usage.list({ clientEventId: id, limit: 1 }).page()).items;
    const { event } = await tenure.usage.settle(
      hold.holdId,
      { clientEventId: id, tokens: { inputTokens, outputTokens } },
      { idempotencyKey: `${id}:settle` },
    );
    sums.addEvent(event, row, before.length > 0);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    sums.addRejection({ code: error.code, reason: error.message }, row);
  }
}
