import { type FieldError, TenureError } from "../errors.ts";
import { jittered, newKey, pause } from "../transport.ts";
import type { RecordedUsage, UsageEventInput, UsageResult } from "../types.ts";
import type { UsageResource } from "../resources/usage.ts";

/** How a buffer sends. */
export interface UsageBufferOptions {
  /** Longest wait of an event until it is sent; one second without it. */
  readonly flushIntervalMs?: number;
  /** Events in one request: 500 without it, 1,000 at most. */
  readonly maxBatchEvents?: number;
  /** Events that wait at most, 10,000 without it: `add` then waits until there is room. */
  readonly maxWaitingEvents?: number;
  /** Longest pause between attempts while the server is away; 30 seconds without it. */
  readonly maxPauseMs?: number;
  /** Told of an event that the server will never take, such as one of a model without a price. It has left the buffer. */
  readonly onRejected?: (event: UsageEventInput, result: UsageResult) => void;
  /** Told of each attempt that failed. Nothing is lost: the same events are sent again. */
  readonly onError?: (error: unknown, waitingEvents: number) => void;
}

/** Collects usage events and sends them in batches. */
export interface UsageBuffer {
  /** Events that the server has not answered for. */
  readonly waitingEvents: number;
  /**
   * Takes an event. Resolves at once while there is room, else when there is: that is what slows a producer down to what
   * the server takes. @throws TypeError after `close`
   */
  add(event: UsageEventInput): Promise<void>;
  /** Sends everything that waits now. @throws whatever the attempt failed with; the events still wait */
  flush(): Promise<void>;
  /**
   * Takes no more events and sends what waits, for as long as it takes or until the signal: call it before the program
   * ends. @returns the events that are still waiting then; keep them, and record them at the next start
   */
  close(options?: { readonly signal?: AbortSignal }): Promise<readonly UsageEventInput[]>;
}

/** What the server takes in one request. */
const MAX_BATCH_EVENTS = 1000;

interface Batch {
  readonly events: readonly UsageEventInput[];
  /** Kept as long as the batch is: however often it is sent, it has one effect. */
  readonly idempotencyKey: string;
}

/**
 * A buffer over `usage.record`. An event leaves it only when the server has answered for it: a batch whose answer was lost
 * is sent again as it was, under the same key, and the events' own ids make a second recording impossible. What waits is in
 * memory: a program does not end by itself while events wait, but one that is killed loses them; keep on disk what must
 * outlive that.
 * @throws TypeError when a setting cannot work
 */
export function usageBuffer(usage: UsageResource, options: UsageBufferOptions = {}): UsageBuffer {
  const {
    flushIntervalMs = 1_000,
    maxBatchEvents = 500,
    maxWaitingEvents = 10_000,
    maxPauseMs = 30_000,
    onRejected,
    onError,
  } = options;
  if (!Number.isInteger(maxBatchEvents) || maxBatchEvents < 1 || maxBatchEvents > MAX_BATCH_EVENTS)
    throw new TypeError(`maxBatchEvents is not between 1 and ${MAX_BATCH_EVENTS}`);
  if (!Number.isInteger(maxWaitingEvents) || maxWaitingEvents < maxBatchEvents)
    throw new TypeError("maxWaitingEvents is less than one batch");
  if (!(flushIntervalMs >= 0) || !(maxPauseMs > 0)) throw new TypeError("a time is not positive");

  const waiting: UsageEventInput[] = [];
  let batch: Batch | null = null;
  let sending: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  let closed = false;
  let rooms: (() => void)[] = [];

  const count = () => waiting.length + (batch?.events.length ?? 0);

  /** Sends one batch. Leaves it as it is when that fails. */
  async function sendOne(): Promise<void> {
    batch ??= { events: waiting.splice(0, maxBatchEvents), idempotencyKey: newKey() };
    const { events, idempotencyKey } = batch;
    if (events.length === 0) {
      batch = null;
      return;
    }
    const answer = await answered(usage, events, idempotencyKey);
    batch = null;
    failures = 0;
    const free = rooms;
    rooms = [];
    for (const resume of free) resume();
    for (const [place, result] of answer.results.entries()) {
      const event = events[place];
      if (result.status === "rejected" && event !== undefined) onRejected?.(event, result);
    }
  }

  /** Sends until nothing waits that waited at the beginning. One at a time: the server gets no more than it answers. */
  async function sendAll(): Promise<void> {
    for (let left = count(); left > 0; ) {
      left -= batch?.events.length ?? Math.min(waiting.length, maxBatchEvents);
      await sendOne();
    }
  }

  const running = (): Promise<void> => {
    sending ??= sendAll()
      .catch((error: unknown) => {
        failures += 1;
        onError?.(error, count());
        throw error;
      })
      .finally(() => {
        sending = null;
        if (count() > 0) schedule();
      });
    return sending;
  };

  /** Sends by itself: soon, or after a pause that grows with each failure. */
  function schedule(): void {
    if (timer !== null || sending !== null) return;
    const full = waiting.length >= maxBatchEvents && failures === 0;
    const waitMs = failures > 0 ? Math.min(maxPauseMs, jittered(failures - 1)) : full ? 0 : flushIntervalMs;
    timer = setTimeout(() => {
      timer = null;
      running().catch(() => undefined);
    }, waitMs);
  }

  function hurry(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  return {
    get waitingEvents() {
      return count();
    },
    async add(event) {
      while (!closed && count() >= maxWaitingEvents) {
        schedule();
        await new Promise<void>((resolve) => rooms.push(resolve));
      }
      if (closed) throw new TypeError("the buffer is closed");
      waiting.push(event);
      if (waiting.length >= maxBatchEvents && failures === 0 && sending === null) hurry();
      schedule();
    },
    async flush() {
      hurry();
      // What is under way may have begun before the newest event came.
      if (sending !== null) await sending;
      if (count() > 0) {
        hurry();
        await running();
      }
    },
    async close({ signal } = {}) {
      closed = true;
      for (const resume of rooms.splice(0)) resume();
      for (let attempt = 0; count() > 0 && signal?.aborted !== true; attempt += 1) {
        hurry();
        try {
          await (sending ?? running());
        } catch {
          hurry();
          await pause(Math.min(maxPauseMs, jittered(attempt)), signal).catch(() => undefined);
        }
      }
      hurry();
      return [...(batch?.events ?? []), ...waiting];
    },
  };
}

/** Records a batch. Where one event spoils all of it, each is sent by itself, so that it spoils itself alone. */
async function answered(
  usage: UsageResource,
  events: readonly UsageEventInput[],
  idempotencyKey: string,
): Promise<RecordedUsage> {
  try {
    return await usage.record(events, { idempotencyKey });
  } catch (error) {
    if (!isAboutTheEvents(error)) throw error;
    const [event, second] = events;
    if (event !== undefined && second === undefined)
      return {
        recorded: 0,
        rejected: 1,
        results: [
          {
            status: "rejected",
            clientEventId: event.clientEventId,
            code: error.code,
            reason: error.message,
            help: "",
            fields: "errors" in error ? (error.errors as readonly FieldError[]).map(({ path }) => path) : [],
          },
        ],
      };
    const results: UsageResult[] = [];
    for (const [place, each] of events.entries())
      results.push(...(await answered(usage, [each], `${idempotencyKey}-${place}`)).results);
    const rejected = results.filter(({ status }) => status === "rejected").length;
    return { recorded: results.length - rejected, rejected, results };
  }
}

/** Whether the server says no to what is in the batch. A key without rights, or a server that is away, may come right. */
const isAboutTheEvents = (error: unknown): error is TenureError =>
  error instanceof TenureError && [400, 409, 413].includes(error.status ?? 0);
