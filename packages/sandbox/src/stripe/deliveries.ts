import { signatureHeader } from "./signature.ts";
import type { Delivery, StoredEvent } from "./tables.ts";
import type { World } from "./world.ts";

/** Stripe retries for three days. */
const GIVE_UP_AFTER_MILLIS = 3 * 24 * 60 * 60 * 1000;
const MAX_ATTEMPTS = 20;
const LONGEST_PAUSE_MILLIS = 60 * 60 * 1000;

export interface DeliveryOptions {
  /** Pause before the first retry, simulated milliseconds; doubles up to an hour. */
  readonly retryAfterMillis: number;
  /** Real milliseconds an endpoint has to answer. */
  readonly timeoutMillis: number;
  /** Deliveries under way at once. */
  readonly concurrency: number;
}

/** Settled deliveries remembered for the control page; the table keeps only what is still to do. */
const REMEMBERED = 500;

/** At-least-once delivery of events to the registered endpoints, in the background. */
export class Deliverer {
  readonly #world: World;
  readonly #options: DeliveryOptions;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #calls = new Set<AbortController>();
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  #look: NodeJS.Immediate | undefined;
  #due: string[] = [];
  /** Deliveries that wait for a later event, as of the latest look. */
  #held: string[] = [];
  #paused = false;
  #settled: Delivery[] = [];

  constructor(world: World, options: DeliveryOptions) {
    this.#world = world;
    this.#options = options;
    world.clock.onJump((jumpMillis) => this.#afterJump(jumpMillis));
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Deliveries that reached their endpoint, latest last; of this process only. */
  get settled(): readonly Delivery[] {
    return this.#settled;
  }

  /** Holds everything back until `resume` or `deliverNow`. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.wake();
  }

  /** Looks for due deliveries soon; call it after every change. */
  wake(): void {
    if (this.#closed || this.#paused || this.#look !== undefined) return;
    this.#look = setImmediate(() => {
      this.#look = undefined;
      this.#findDue();
    });
  }

  #findDue(): void {
    clearTimeout(this.#timer);
    const now = this.#world.clock.now();
    const waiting = this.#pending().filter((delivery) => !this.#underWay.has(delivery.id));
    this.#due = waiting.filter((delivery) => delivery.dueAtMillis <= now).map((delivery) => delivery.id);
    this.#held = waiting.filter((delivery) => delivery.behindNext).map((delivery) => delivery.id);
    this.#startDue();
    const later = waiting.filter((delivery) => delivery.dueAtMillis > now);
    if (later.length === 0) return;
    const next = later.reduce(
      (soonest, delivery) => Math.min(soonest, delivery.dueAtMillis),
      Number.POSITIVE_INFINITY,
    );
    // An hour at most: setTimeout overflows beyond 24.8 days.
    this.#timer = setTimeout(() => this.wake(), Math.min(next - now + 1, 3_600_000));
  }

  /** Fills the free places from the due ones, without looking through everything again. */
  #startDue(): void {
    while (!this.#paused && this.#underWay.size < this.#options.concurrency) {
      const id = this.#due.shift();
      if (id === undefined) return;
      const delivery = this.#world.store.get("delivery", id);
      if (delivery?.state === "pending" && !this.#underWay.has(id)) void this.#start(delivery);
    }
  }

  /**
   * Delivers everything pending now, whatever its time, and waits for the answers.
   * @param only events to restrict it to
   * @returns how many deliveries were attempted
   */
  async deliverNow(only?: ReadonlySet<string>): Promise<number> {
    const chosen = this.#pending().filter((delivery) => only === undefined || only.has(delivery.eventId));
    const attempts = chosen.map((delivery) => this.#underWay.get(delivery.id) ?? this.#start(delivery));
    await Promise.all(attempts);
    return attempts.length;
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    clearImmediate(this.#look);
    this.#closed = true;
    for (const call of this.#calls) call.abort(new Error("the sandbox is closing"));
    await Promise.allSettled(this.#underWay.values());
  }

  #pending(): Delivery[] {
    return this.#world.store.all("delivery").filter((delivery) => delivery.state === "pending");
  }

  #start(delivery: Delivery): Promise<void> {
    const done = this.#attempt(delivery).finally(() => {
      this.#underWay.delete(delivery.id);
      if (this.#closed) return;
      if (this.#due.length > 0) this.#startDue();
      else this.wake();
    });
    this.#underWay.set(delivery.id, done);
    return done;
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { store } = this.#world;
    const event = store.get("event", delivery.eventId);
    const endpoint = store.get("webhook_endpoint", delivery.endpointId);
    if (event === undefined || endpoint === undefined || endpoint.status !== "enabled") {
      this.#finish(delivery, { state: "dropped", status: null, error: "the endpoint is gone" });
      return;
    }
    const answer = await this.#post(event, endpoint.url, endpoint.secret);
    if (this.#closed && answer.status === null) return; // not counted: the next start delivers it
    const delivered = answer.status !== null && answer.status >= 200 && answer.status < 300;
    this.#finish(delivery, { state: delivered ? "delivered" : "pending", ...answer });
    if (delivered) this.#release(delivery);
  }

  async #post(
    event: StoredEvent,
    url: string,
    secret: string,
  ): Promise<{ status: number | null; error: string | null }> {
    const body = JSON.stringify(event, null, 2);
    const abandon = new AbortController();
    const timer = setTimeout(
      () => abandon.abort(new Error("no answer in time")),
      this.#options.timeoutMillis,
    );
    this.#calls.add(abandon);
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        // Any redirect is a failure for Stripe.
        redirect: "manual",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
          // The machine's time, not the simulated one: receivers compare it with their own clock.
          "stripe-signature": signatureHeader(body, [secret], Math.floor(Date.now() / 1000)),
        },
        signal: abandon.signal,
      });
      await response.body?.cancel();
      return { status: response.status, error: null };
    } catch (error) {
      const reason =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      return { status: null, error: reason };
    } finally {
      clearTimeout(timer);
      this.#calls.delete(abandon);
    }
  }

  #finish(
    delivery: Delivery,
    answer: { state: Delivery["state"]; status: number | null; error: string | null },
  ): void {
    const { store, clock } = this.#world;
    const attempts = delivery.attempts + 1;
    const event = store.get("event", delivery.eventId);
    const tooOld = event !== undefined && clock.now() - event.created * 1000 > GIVE_UP_AFTER_MILLIS;
    const exhausted = answer.state === "pending" && (attempts >= MAX_ATTEMPTS || tooOld);
    const pause = Math.min(this.#options.retryAfterMillis * 2 ** (attempts - 1), LONGEST_PAUSE_MILLIS);
    const after: Delivery = {
      ...delivery,
      attempts,
      state: exhausted ? "exhausted" : answer.state,
      dueAtMillis: clock.now() + pause,
      behindNext: false,
      lastStatus: answer.status,
      lastError: answer.error,
    };
    if (after.state === "delivered") this.#settled = [...this.#settled.slice(1 - REMEMBERED), after];
    if (after.state === "delivered") store.remove("delivery", after.id);
    else store.put("delivery", after);
  }

  /** A later event has arrived: those that were to come after it may go now. */
  #release(delivered: Delivery): void {
    const { store, clock } = this.#world;
    for (const held of this.#held.map((id) => store.get("delivery", id))) {
      if (held?.state !== "pending" || !held.behindNext || held.endpointId !== delivered.endpointId) continue;
      if (held.eventId === delivered.eventId) continue;
      store.put("delivery", { ...held, behindNext: false, dueAtMillis: clock.now() });
      this.wake();
    }
  }

  #afterJump(jumpMillis: number): void {
    // Set back, the clock must not strand what was planned on the later time.
    if (jumpMillis < 0) {
      for (const delivery of this.#pending()) {
        this.#world.store.put("delivery", { ...delivery, dueAtMillis: delivery.dueAtMillis + jumpMillis });
      }
    }
    this.wake();
  }
}
