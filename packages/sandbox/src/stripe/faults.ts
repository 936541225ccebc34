import { newId } from "./ids.ts";
import { seededFraction } from "./random.ts";

/**
 * Where in a request a fault strikes.
 * - `before_handler`: nothing happened, the idempotency key stays free.
 * - `in_handler`: execution began and broke: no effect, but a 500 is kept under the key (Stripe does that).
 * - `after_handler`: the effect is real, only the answer suffers.
 */
export type FaultPoint = "before_handler" | "in_handler" | "after_handler";

/** What the caller meets: a late answer, 429, 500, or a cut connection. */
export type RouteFaultAction = "delay" | "rate_limit" | "server_error" | "reset";

export interface RouteFault {
  readonly id: string;
  /** `GET`, `POST`, `DELETE` or `*`. */
  readonly method: string;
  /** A route as the simulator lists it, e.g. `/v1/refunds` or `/v1/refunds/:id`; `*` means all. */
  readonly path: string;
  readonly point: FaultPoint;
  readonly action: RouteFaultAction;
  readonly delayMillis: number;
  /** How many more requests it strikes. */
  readonly remaining: number;
}

/** How an event's delivery goes wrong. */
export type EventFaultAction =
  | "duplicate"
  | "second_id"
  | "delay"
  | "reorder"
  | "drop"
  | "deliver_before_response";

export interface EventFault {
  readonly id: string;
  /** An event type, e.g. `refund.updated`; `*` means all. */
  readonly type: string;
  /** Only events of the object with this id, or of one that names it, such as a refund its charge; null: any. */
  readonly about: string | null;
  readonly action: EventFaultAction;
  readonly delayMillis: number;
  readonly remaining: number;
}

/** `calm`: nothing goes wrong by itself. `rough`: everything that at-least-once delivery allows does. */
export type FaultProfile = "calm" | "rough";

export interface FaultOptions {
  readonly profile?: FaultProfile;
  /** Same seed, same faults for the same requests in the same order. */
  readonly seed?: number;
}

/** What tests start from: rough, so that code which only works in good weather fails at home. */
export const roughFaults: FaultOptions = { profile: "rough", seed: 1 };

export interface StruckRequest {
  readonly point: FaultPoint;
  readonly action: RouteFaultAction;
  readonly delayMillis: number;
}

export interface StruckEvent {
  readonly duplicate: boolean;
  readonly secondId: boolean;
  readonly behindNext: boolean;
  readonly dropped: boolean;
  readonly beforeResponse: boolean;
  readonly delayMillis: number;
}

const untouched: StruckEvent = {
  duplicate: false,
  secondId: false,
  behindNext: false,
  dropped: false,
  beforeResponse: false,
  delayMillis: 0,
};

/** Longest run of faulty answers of one route in the rough profile: a caller that retries twice gets through. */
const MAX_FAULTS_IN_A_ROW = 2;

/** The faults in force: those asked for one by one, then those of the profile. */
export class Faults {
  #profile: FaultProfile;
  #seed: number;
  #routeFaults: RouteFault[] = [];
  #eventFaults: EventFault[] = [];
  readonly #counts = new Map<string, number>();
  readonly #inARow = new Map<string, number>();

  constructor(options: FaultOptions = {}) {
    this.#profile = options.profile ?? "calm";
    this.#seed = options.seed ?? 1;
  }

  get profile(): FaultProfile {
    return this.#profile;
  }

  get seed(): number {
    return this.#seed;
  }

  get routeFaults(): readonly RouteFault[] {
    return this.#routeFaults;
  }

  get eventFaults(): readonly EventFault[] {
    return this.#eventFaults;
  }

  setProfile(profile: FaultProfile, seed = this.#seed): void {
    this.#profile = profile;
    this.#seed = seed;
    this.#counts.clear();
    this.#inARow.clear();
  }

  addRouteFault(fault: Omit<RouteFault, "id">): RouteFault {
    const added = { ...fault, id: newId("fault") };
    this.#routeFaults = [...this.#routeFaults, added];
    return added;
  }

  addEventFault(fault: Omit<EventFault, "id">): EventFault {
    const added = { ...fault, id: newId("fault") };
    this.#eventFaults = [...this.#eventFaults, added];
    return added;
  }

  /** Removes the faults asked for; the profile stays. */
  clear(): void {
    this.#routeFaults = [];
    this.#eventFaults = [];
  }

  /** Decides the fate of one request and uses up a counted fault. */
  strikeRequest(method: string, path: string): StruckRequest | undefined {
    const asked = this.#routeFaults.find(
      (fault) =>
        (fault.method === "*" || fault.method === method) && (fault.path === "*" || fault.path === path),
    );
    if (asked !== undefined) {
      this.#routeFaults = this.#routeFaults
        .map((fault) => (fault === asked ? { ...fault, remaining: fault.remaining - 1 } : fault))
        .filter((fault) => fault.remaining > 0);
      return asked;
    }
    if (this.#profile === "calm") return undefined;
    const route = `${method} ${path}`;
    const struck = this.#roughRequest(route, method);
    const inARow = struck === undefined || struck.action === "delay" ? 0 : (this.#inARow.get(route) ?? 0) + 1;
    this.#inARow.set(route, inARow > MAX_FAULTS_IN_A_ROW ? 0 : inARow);
    return inARow > MAX_FAULTS_IN_A_ROW ? undefined : struck;
  }

  #roughRequest(route: string, method: string): StruckRequest | undefined {
    const chance = this.#next("request", route);
    const delayMillis = Math.floor(this.#next("delay", route) * 120);
    if (chance < 0.02) return { point: "before_handler", action: "rate_limit", delayMillis: 0 };
    if (chance < 0.05) return { point: "before_handler", action: "server_error", delayMillis: 0 };
    if (chance < 0.08) return { point: "before_handler", action: "reset", delayMillis: 0 };
    // A lost answer only matters where something was changed.
    if (chance < 0.14 && method !== "GET") return { point: "after_handler", action: "reset", delayMillis: 0 };
    if (chance < 0.22) return { point: "after_handler", action: "delay", delayMillis };
    return undefined;
  }

  /** Decides how one event is delivered and uses up counted faults. `about`: ids of its object and of what that names. */
  strikeEvent(type: string, about: readonly string[] = []): StruckEvent {
    const asked = this.#eventFaults.filter(
      (fault) =>
        (fault.type === "*" || fault.type === type) && (fault.about === null || about.includes(fault.about)),
    );
    if (asked.length > 0) {
      this.#eventFaults = this.#eventFaults
        .map((fault) => (asked.includes(fault) ? { ...fault, remaining: fault.remaining - 1 } : fault))
        .filter((fault) => fault.remaining > 0);
      const has = (action: EventFaultAction) => asked.some((fault) => fault.action === action);
      return {
        duplicate: has("duplicate"),
        secondId: has("second_id"),
        behindNext: has("reorder"),
        dropped: has("drop"),
        beforeResponse: has("deliver_before_response"),
        delayMillis: Math.max(
          0,
          ...asked.filter((fault) => fault.action === "delay").map((fault) => fault.delayMillis),
        ),
      };
    }
    if (this.#profile === "calm") return untouched;
    return {
      duplicate: this.#next("duplicate", type) < 0.15,
      secondId: this.#next("second_id", type) < 0.1,
      behindNext: this.#next("reorder", type) < 0.15,
      dropped: false,
      beforeResponse: this.#next("early", type) < 0.15,
      delayMillis: this.#next("late", type) < 0.25 ? Math.floor(this.#next("how_late", type) * 700) : 0,
    };
  }

  /** Milliseconds to the second copy of a duplicated event. */
  duplicateDelayMillis(type: string): number {
    return this.#profile === "calm" ? 0 : Math.floor(this.#next("second_copy", type) * 900);
  }

  #next(kind: string, about: string): number {
    const name = `${kind} ${about}`;
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return seededFraction(this.#seed, name, count);
  }
}
