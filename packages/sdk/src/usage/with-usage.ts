import { ConnectionError, TenureError } from "../errors.ts";
import type { AuthorizeParams, UsageResource } from "../resources/usage.ts";
import type { RequestOptions } from "../transport.ts";
import type { Counts, Instant, ServiceTier, SettledUsage, Tokens, UsageHold } from "../types.ts";
import type { UsageBuffer } from "./buffer.ts";

/** What a model request used, all of it so far. */
export interface Used {
  readonly tokens?: Tokens;
  readonly counts?: Counts;
  readonly serviceTier?: ServiceTier;
}

/** What a model call is given. */
export interface UsageRun {
  /** The promise that was made; null where Tenure was away and the call is let through. */
  readonly hold: UsageHold | null;
  /** Says what the request has used, all of it so far: the last word counts. */
  readonly report: (used: Used) => void;
}

/** A model request, and what to do where something fails. */
export type WithUsageParams = AuthorizeParams & {
  /** Your own name of the request: of the promise and of the usage event. Asked again, it has one effect. */
  readonly id: string;
  /**
   * While Tenure does not answer: refuse the request, or let it through and record it afterwards through the buffer. What no
   * credits cover then becomes the account's debt.
   */
  readonly onUnavailable: "deny" | "allow_and_record";
  /** Takes usage that could not be settled at once. */
  readonly buffer: UsageBuffer;
  /** What a request used that failed or was cut short before it reported; without it, nothing. */
  readonly estimate?: () => Used;
  /** Told what was settled. Usage that went to the buffer is not told. */
  readonly onSettled?: (settled: SettledUsage) => void;
};

/**
 * Promises what a model call may cost, runs it, and settles what it reported; a call that failed and reported nothing gives
 * the promise back. The caller gets the model's answer even where settling fails: the usage then waits in the buffer.
 * @throws RefusedError before the call, where the account cannot pay; ConnectionError or ServerError before the call, where
 *   Tenure is away and that means "deny"; TypeError after a call that succeeded and reported nothing; whatever the call throws
 */
export async function withUsage<Result>(
  usage: UsageResource,
  params: WithUsageParams,
  call: (run: UsageRun) => Promise<Result>,
  options?: RequestOptions,
): Promise<Result> {
  const run = await begin(usage, params, options);
  let result: Result;
  try {
    result = await call(run);
  } catch (error) {
    await run.end("cut_short");
    throw error;
  }
  await run.end("done");
  return result;
}

/**
 * The same for a call that streams. The promise is made when the first piece is asked for, and whatever ends the stream
 * settles it: its end, an error, or a reader that goes away. Report as you go: a stream that is cut short counts as what it
 * had reported.
 */
export async function* withUsageStream<Piece>(
  usage: UsageResource,
  params: WithUsageParams,
  call: (run: UsageRun) => AsyncIterable<Piece> | Promise<AsyncIterable<Piece>>,
  options?: RequestOptions,
): AsyncGenerator<Piece, void, undefined> {
  const run = await begin(usage, params, options);
  let end: "done" | "cut_short" = "cut_short";
  try {
    yield* await call(run);
    end = "done";
  } finally {
    await run.end(end);
  }
}

interface Running extends UsageRun {
  end(how: "done" | "cut_short"): Promise<void>;
}

async function begin(
  usage: UsageResource,
  params: WithUsageParams,
  options: RequestOptions | undefined,
): Promise<Running> {
  const { id, onUnavailable, buffer, estimate, onSettled, ...request } = params;
  let hold: UsageHold | null = null;
  try {
    hold = await usage.authorize(request, { ...options, idempotencyKey: id });
  } catch (error) {
    if (onUnavailable === "deny" || !isAway(error)) throw error;
  }
  let reported: Used | null = null;
  const startedAt: Instant = new Date().toISOString();

  /** Settles, or leaves it to the buffer: what was served is recorded in the end. */
  async function record(used: Used): Promise<void> {
    const event = { clientEventId: id, ...used };
    if (hold !== null) {
      // Not with the caller's signal: a reader that went away is no reason to lose what was served. Whatever fails, the buffer
      // records it later, or tells its owner that the server will never take it.
      const settled = await usage.settle(hold.holdId, { ...event, occurredAt: startedAt }).catch(() => null);
      if (settled !== null) {
        onSettled?.(settled);
        return;
      }
    }
    const { holdId } = hold ?? {};
    await buffer.add({
      ...event,
      model: request.model,
      occurredAt: startedAt,
      ...(holdId !== undefined && { holdId }),
    });
  }

  return {
    hold,
    report(used) {
      reported = used;
    },
    async end(how) {
      const used = reported ?? (how === "cut_short" ? (estimate?.() ?? null) : null);
      if (used !== null) return record(used);
      // A promise that cannot be given back now expires by itself.
      if (hold !== null) await usage.release(hold.holdId).catch(() => undefined);
      if (how === "done") throw new TypeError("the call reported no usage: call run.report()");
    },
  };
}

/** Whether nobody answered, or only to say that it cannot. A refusal is an answer. */
const isAway = (error: unknown): boolean =>
  error instanceof ConnectionError || (error instanceof TenureError && (error.status ?? 0) >= 500);
