/** One request the API door answered (or cut off), for tests and the control page. */
export interface LoggedRequest {
  readonly id: string;
  /** Simulated, ISO-8601 UTC. */
  readonly at: string;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** As the simulator lists it, e.g. `/v1/refunds/:id`; `null` for an unknown route. */
  readonly route: string | null;
  readonly params: unknown;
  readonly idempotencyKey: string | null;
  /** `null` when the connection was cut instead. */
  readonly status: number | null;
  readonly replayed: boolean;
  /** The fault it met, e.g. `after_handler reset`. */
  readonly fault: string | null;
}

/** More than any test sends between two looks. */
const CAPACITY = 20_000;

/** The latest requests, in memory only: a log for looking, not a record. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
    if (this.#entries.length > CAPACITY) this.#entries = this.#entries.slice(-CAPACITY / 2);
  }

  clear(): void {
    this.#entries = [];
  }
}
