import { signatureHeader } from "./signature.ts";
import type { Notification } from "./tables.ts";
import type { World } from "./world.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before the eight attempts, one after the other: payments.md §3. After the last, only inquiry helps. */
export const RESEND_AFTER_MILLIS = [
  0,
  2 * MINUTE,
  10 * MINUTE,
  10 * MINUTE,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  15 * HOUR,
] as const;

export interface DelivererOptions {
  readonly clientId: string;
  readonly privateKey: () => string;
  /** Where notifications go instead of the origin they were asked for; null: there. */
  readonly notifyOrigin: () => string | null;
  /** Real milliseconds a receiver has to answer. */
  readonly timeoutMillis: number;
}

/** Sends notifications until they are acknowledged in the documented words. */
export class NotificationDeliverer {
  readonly #world: World;
  readonly #options: DelivererOptions;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #calls = new Set<AbortController>();
  #timer: NodeJS.Timeout | undefined;
  #look: NodeJS.Immediate | undefined;
  #paused = false;
  #closed = false;

  constructor(world: World, options: DelivererOptions) {
    this.#world = world;
    this.#options = options;
    world.clock.onJump((jumpMillis) => {
      // Set back, the clock must not strand what was planned on the later time.
      if (jumpMillis < 0)
        for (const each of this.#pending())
          world.store.put("notification", { ...each, dueAtMillis: each.dueAtMillis + jumpMillis });
      this.wake();
    });
  }

  get paused(): boolean {
    return this.#paused;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.wake();
  }

  /** Looks for what is due soon; call it after every change. */
  wake(): void {
    if (this.#closed || this.#paused || this.#look !== undefined) return;
    this.#look = setImmediate(() => {
      this.#look = undefined;
      clearTimeout(this.#timer);
      if (this.#closed || this.#paused) return;
      const now = this.#world.clock.now();
      const waiting = this.#pending().filter((each) => !this.#underWay.has(each.id));
      for (const each of waiting) if (each.dueAtMillis <= now) void this.#start(each);
      const later = waiting.map((each) => each.dueAtMillis).filter((due) => due > now);
      if (later.length === 0) return;
      const next = later.reduce((soonest, due) => Math.min(soonest, due), Number.POSITIVE_INFINITY);
      this.#timer = setTimeout(() => this.wake(), Math.min(next - now + 1, HOUR));
    });
  }

  /** Sends everything pending now, whatever its time. @returns how many were attempted */
  async deliverNow(only?: ReadonlySet<string>): Promise<number> {
    const chosen = this.#pending().filter((each) => only === undefined || only.has(each.id));
    await Promise.all(chosen.map((each) => this.#underWay.get(each.id) ?? this.#start(each)));
    return chosen.length;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#look);
    for (const call of this.#calls) call.abort(new Error("the sandbox is closing"));
    await Promise.allSettled(this.#underWay.values());
  }

  #pending(): Notification[] {
    return this.#world.store.all("notification").filter((each) => each.state === "pending");
  }

  #start(told: Notification): Promise<void> {
    const done = this.#attempt(told).finally(() => {
      this.#underWay.delete(told.id);
      this.wake();
    });
    this.#underWay.set(told.id, done);
    return done;
  }

  async #attempt(told: Notification): Promise<void> {
    const answer = await this.#post(told);
    if (this.#closed && answer.status === null) return; // not counted: the next start delivers it
    const { store, clock } = this.#world;
    const attempts = told.attempts + 1;
    const pause = RESEND_AFTER_MILLIS[attempts];
    store.put("notification", {
      ...told,
      attempts,
      state: answer.acknowledged ? "acknowledged" : pause === undefined ? "exhausted" : "pending",
      dueAtMillis: clock.now() + (pause ?? 0),
      behindNext: false,
      lastStatus: answer.status,
      lastError: answer.error,
    });
    if (!answer.acknowledged) return;
    // A later one has arrived: those that were to come after it may go now.
    for (const held of this.#pending())
      if (held.behindNext && held.id !== told.id)
        store.put("notification", { ...held, behindNext: false, dueAtMillis: clock.now() });
  }

  async #post(told: Notification): Promise<{
    readonly status: number | null;
    readonly acknowledged: boolean;
    readonly error: string | null;
  }> {
    const abandon = new AbortController();
    const timer = setTimeout(
      () => abandon.abort(new Error("no answer in time")),
      this.#options.timeoutMillis,
    );
    this.#calls.add(abandon);
    // The machine's time, not the simulated one: receivers compare it with their own clock.
    const time = new Date().toISOString();
    const asked = new URL(told.url);
    const url = new URL(asked.pathname, this.#options.notifyOrigin() ?? asked.origin);
    const message = {
      path: asked.pathname,
      clientId: this.#options.clientId,
      time,
      body: told.body,
    };
    try {
      const response = await fetch(url, {
        method: "POST",
        body: told.body,
        redirect: "manual",
        headers: {
          "content-type": "application/json; charset=UTF-8",
          "client-id": this.#options.clientId,
          "request-time": time,
          signature: signatureHeader(message, this.#options.privateKey()),
        },
        signal: abandon.signal,
      });
      const acknowledged = response.status === 200 && isAcknowledgement(await response.text());
      return {
        status: response.status,
        acknowledged,
        error: acknowledged ? null : "not acknowledged",
      };
    } catch (error) {
      const reason =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      return { status: null, acknowledged: false, error: reason };
    } finally {
      clearTimeout(timer);
      this.#calls.delete(abandon);
    }
  }
}

/** Only these words end the sending; a bare 200 does not. */
function isAcknowledgement(body: string): boolean {
  try {
    const read: { result?: { resultCode?: unknown; resultStatus?: unknown } } = JSON.parse(body);
    return read.result?.resultCode === "SUCCESS" && read.result.resultStatus === "S";
  } catch {
    return false;
  }
}
