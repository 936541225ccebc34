import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sumNanos } from "@tenure/core/credits";
import { type Currency, fromMoney, isCurrency, toMoney } from "@tenure/core/money";
import { type Money, RefusedError, type Tenure, type UsageEventInput } from "@tenure/sdk";
import type { Trace, TraceRow } from "./trace-file.ts";

/** What is played, and how. */
export interface Replay {
  readonly tenure: Tenure;
  readonly trace: Trace;
  readonly model: string;
  /** Only the first so many requests; null plays all. */
  readonly limit: number | null;
  /** How many times faster than recorded; null plays as fast as the API answers. */
  readonly speed: number | null;
  /** So many requests at the end are authorised and never settled. */
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

/** What came of it. */
export interface ReplayTotals {
  readonly recorded: number;
  /** Recorded by an earlier run; nothing happened again. */
  readonly duplicates: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of all events of this file, those of earlier runs included. Null without any. */
  readonly value: Money | null;
  readonly planPart: Money | null;
  readonly creditPart: Money | null;
  readonly debtPart: Money | null;
  /** First rejections, one per code. */
  readonly rejected: number;
  readonly rejections: readonly { readonly code: string; readonly reason: string; readonly line: number }[];
  readonly holds: number;
  /** Why no further hold was opened; null when all were. */
  readonly holdRefused: string | null;
}

/** Events per request: large enough that the network does not matter, small enough that the account is not locked long. */
const BATCH = 500;

/**
 * Plays a trace through the public API. Event ids come from the file's content, the model and the line, so that a run
 * that was cut off, or a second one, has no double effect.
 */
export async function replayTrace(replay: Replay): Promise<ReplayTotals> {
  const rows = replay.trace.rows.slice(0, replay.limit ?? undefined);
  const settled = rows.slice(0, rows.length - Math.min(replay.inFlight, rows.length));
  const idOf = eventIds(replay.trace, replay.model);
  const anchorMs = replay.speed === null ? null : await anchorOf(replay.tenure, idOf, rows[0]);
  const sums = new Sums();
  const began = performance.now();
  for (let done = 0; done < settled.length; ) {
    const batch = await dueRows(settled.slice(done, done + BATCH), anchorMs, replay.speed);
    const answer = await replay.tenure.usage.record(
      batch.map((row) => eventOf(row, idOf(row), replay, anchorMs)),
    );
    answer.results.forEach((result, index) => sums.add(result, batch[index]));
    done += batch.length;
    const seconds = (performance.now() - began) / 1000;
    const rate = done / seconds;
    replay.onProgress({ done, total: rows.length, rate, secondsLeft: (rows.length - done) / rate });
  }
  const held = await holdRows(replay, rows.slice(settled.length), idOf);
  return { ...sums.totals(), ...held };
}

/** Names of events: the same file and model give the same ones. */
function eventIds({ digest }: Trace, model: string): (row: TraceRow) => string {
  const run = createHash("sha256").update(`${digest}\n${model}`).digest("hex").slice(0, 20);
  return (row) => `replay:${run}:${row.line}`;
}

/** When the first request counts as made: now, or when an earlier run of this file made it. Milliseconds since 1970. */
async function anchorOf(
  tenure: Tenure,
  idOf: (row: TraceRow) => string,
  first: TraceRow | undefined,
): Promise<number> {
  if (first === undefined) return Date.now();
  const { items } = await tenure.usage.list({ clientEventId: idOf(first), limit: 1 }).page();
  const [before] = items;
  return before === undefined ? Date.now() : Date.parse(before.occurredAt);
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
  clientEventId: string,
  { model, speed }: Replay,
  anchorMs: number | null,
): UsageEventInput => ({
  clientEventId,
  model,
  tokens: tokensOf(row),
  ...(anchorMs === null || speed === null
    ? {}
    : { occurredAt: new Date(anchorMs + Math.floor(row.offsetMs / speed)).toISOString() }),
});

const tokensOf = ({ inputTokens, outputTokens }: TraceRow) => ({ inputTokens, outputTokens });

async function holdRows(
  { tenure, model, onProgress, ...replay }: Replay,
  rows: readonly TraceRow[],
  idOf: (row: TraceRow) => string,
): Promise<Pick<ReplayTotals, "holds" | "holdRefused">> {
  let holds = 0;
  for (const row of rows) {
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
  if (holds > 0) {
    const total =
      replay.limit === null ? replay.trace.rows.length : Math.min(replay.limit, replay.trace.rows.length);
    onProgress({ done: total, total, rate: 0, secondsLeft: 0 });
  }
  return { holds, holdRefused: null };
}

/** Adds results up; amounts exactly, by core. */
class Sums {
  #currency: Currency | null = null;
  readonly #amounts = {
    value: [] as bigint[],
    planPart: [] as bigint[],
    creditPart: [] as bigint[],
    debtPart: [] as bigint[],
  };
  readonly #rejections = new Map<string, { code: string; reason: string; line: number }>();
  #counts = { recorded: 0, duplicates: 0, rejected: 0, inputTokens: 0, outputTokens: 0 };

  add(
    result: Awaited<ReturnType<Tenure["usage"]["record"]>>["results"][number],
    row: TraceRow | undefined,
  ): void {
    if (result.status === "rejected") {
      this.#counts.rejected += 1;
      if (!this.#rejections.has(result.code))
        this.#rejections.set(result.code, { code: result.code, reason: result.reason, line: row?.line ?? 0 });
      return;
    }
    const { event, duplicate } = result;
    this.#counts[duplicate ? "duplicates" : "recorded"] += 1;
    this.#counts.inputTokens += row?.inputTokens ?? 0;
    this.#counts.outputTokens += row?.outputTokens ?? 0;
    for (const part of ["value", "planPart", "creditPart", "debtPart"] as const)
      this.#amounts[part].push(this.#nanosOf(event[part]));
  }

  totals(): Omit<ReplayTotals, "holds" | "holdRefused"> {
    const money = (amounts: readonly bigint[]) =>
      this.#currency === null ? null : toMoney(sumNanos(amounts), this.#currency);
    return {
      ...this.#counts,
      value: money(this.#amounts.value),
      planPart: money(this.#amounts.planPart),
      creditPart: money(this.#amounts.creditPart),
      debtPart: money(this.#amounts.debtPart),
      rejections: [...this.#rejections.values()],
    };
  }

  #nanosOf({ amount, currency }: Money): bigint {
    if (!isCurrency(currency)) throw new Error(`unknown currency ${currency}`);
    this.#currency = currency;
    return fromMoney({ amount, currency });
  }
}
