import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { RefusedError, type Tenure, type UsageEventInput } from "@tenure/sdk";
import { authorizeRows } from "./replay-holds.ts";
import { type ReplayTotals, Sums } from "./replay-sums.ts";
import type { Trace, TraceRow } from "./trace-file.ts";

/** What is played, and how. */
export interface Replay {
  /** One client per account; the requests of the trace are dealt out to them in turn. */
  readonly tenures: readonly Tenure[];
  readonly trace: Trace;
  readonly model: string;
  /** Only the first so many requests; null plays all. */
  readonly limit: number | null;
  /** How many times faster than recorded; null plays as fast as the API answers. */
  readonly speed: number | null;
  /** Whether each request is authorised before it runs and settled after it, instead of recorded in batches. */
  readonly authorize: boolean;
  /** So many requests at the end of each account are authorised and never settled. */
  readonly inFlight: number;
  readonly onProgress: (progress: Progress) => void;
}

/** How far it is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Requests per second so far. */
  readonly rate: number;
  readonly secondsLeft: number;
}

/** A replay on one of its accounts: its client, and which requests are its own. */
export interface AccountReplay {
  readonly tenure: Tenure;
  readonly model: string;
  readonly speed: number | null;
  readonly settled: readonly TraceRow[];
  readonly leftInFlight: readonly TraceRow[];
  readonly idOf: (row: TraceRow) => string;
  readonly sums: Sums;
  readonly onDone: (requests: number) => void;
}

/** Events per request: large enough that the network does not matter, small enough that the account is not locked long. */
const BATCH = 500;

/**
 * Plays a trace through the public API, on several accounts at once where several are given. Event ids come from the
 * file's content, the model and the line, so that a run that was cut off, or a second one, has no double effect.
 */
export async function replayTrace(replay: Replay): Promise<ReplayTotals> {
  const { tenures, trace, model, speed, authorize } = replay;
  const rows = trace.rows.slice(0, replay.limit ?? undefined);
  const began = performance.now();
  let done = 0;
  const onDone = (requests: number) => {
    done += requests;
    const rate = done / ((performance.now() - began) / 1000);
    replay.onProgress({ done, total: rows.length, rate, secondsLeft: (rows.length - done) / rate });
  };
  const sums = new Sums();
  const idOf = eventIds(trace, model);
  const held = await Promise.all(
    tenures.map(async (tenure, index) => {
      const own = rows.filter((_, place) => place % tenures.length === index);
      const settled = own.slice(0, own.length - Math.min(replay.inFlight, own.length));
      const leftInFlight = own.slice(settled.length);
      const part = { tenure, model, speed, settled, leftInFlight, idOf, sums, onDone };
      await (authorize ? authorizeRows(part) : recordRows(part));
      return holdRows(part);
    }),
  );
  return {
    ...sums.totals(),
    holds: held.reduce((all, each) => all + each.holds, 0),
    holdRefused: held.find((each) => each.holdRefused !== null)?.holdRefused ?? null,
  };
}

/** Names of events: the same file and model give the same ones. */
function eventIds({ digest }: Trace, model: string): (row: TraceRow) => string {
  const run = createHash("sha256").update(`${digest}\n${model}`).digest("hex").slice(0, 20);
  return (row) => `replay:${run}:${row.line}`;
}

/** Reports what was served, in batches of what is due. */
async function recordRows(replay: AccountReplay): Promise<void> {
  const { tenure, settled, speed, idOf, sums, onDone } = replay;
  const anchorMs = speed === null ? null : await anchorOf(tenure, idOf, settled[0], speed);
  for (let done = 0; done < settled.length; ) {
    const batch = await dueRows(settled.slice(done, done + BATCH), anchorMs, speed);
    const answer = await tenure.usage.record(batch.map((row) => eventOf(row, replay, anchorMs)));
    answer.results.forEach((result, index) => sums.add(result, batch[index]));
    done += batch.length;
    onDone(batch.length);
  }
}

/** When the trace counts as begun: now, or when an earlier run of this file began. Milliseconds since 1970. */
async function anchorOf(
  tenure: Tenure,
  idOf: (row: TraceRow) => string,
  first: TraceRow | undefined,
  speed: number,
): Promise<number> {
  if (first === undefined) return Date.now();
  const { items } = await tenure.usage.list({ clientEventId: idOf(first), limit: 1 }).page();
  const [before] = items;
  // An account's first request need not be the trace's.
  return before === undefined
    ? Date.now()
    : Date.parse(before.occurredAt) - Math.floor(first.offsetMs / speed);
}

/** The rows of a batch whose time has come; waits for the first of them. Without a pace, all. */
async function dueRows(
  batch: readonly TraceRow[],
  anchorMs: number | null,
  speed: number | null,
): Promise<readonly TraceRow[]> {
  const [first] = batch;
  if (anchorMs === null || speed === null || first === undefined) return batch;
  const dueAt = (row: TraceRow) => anchorMs + row.offsetMs / speed;
  await sleep(Math.max(0, dueAt(first) - Date.now()));
  const now = Date.now();
  return batch.filter((row) => row === first || dueAt(row) <= now);
}

/** Without a pace the event says no time: it counts when it arrives, and a second run says just the same. */
const eventOf = (
  row: TraceRow,
  { model, speed, idOf }: AccountReplay,
  anchorMs: number | null,
): UsageEventInput => ({
  clientEventId: idOf(row),
  model,
  tokens: { inputTokens: row.inputTokens, outputTokens: row.outputTokens },
  ...(anchorMs === null || speed === null
    ? {}
    : { occurredAt: new Date(anchorMs + Math.floor(row.offsetMs / speed)).toISOString() }),
});

/** Authorises the last requests and leaves them in flight; stops at the first refusal. */
async function holdRows({
  tenure,
  model,
  leftInFlight,
  idOf,
  onDone,
}: AccountReplay): Promise<Pick<ReplayTotals, "holds" | "holdRefused">> {
  let holds = 0;
  for (const row of leftInFlight) {
    try {
      await tenure.usage.authorize(
        { model, maxInputTokens: row.inputTokens, maxOutputTokens: row.outputTokens },
        { idempotencyKey: idOf(row) },
      );
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return { holds, holdRefused: error.message };
    }
    holds += 1;
  }
  if (holds > 0) onDone(holds);
  return { holds, holdRefused: null };
}
