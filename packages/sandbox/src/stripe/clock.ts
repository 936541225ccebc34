/** Hears how far the clock jumped, in milliseconds; negative when it was set back. */
export type ClockListener = (jumpMillis: number) => void;

/** The simulator's clock: the machine's time plus an offset that a test or a person moves. */
export class SimulatedClock {
  #offsetMillis = 0;
  readonly #listeners: ClockListener[] = [];

  /** Milliseconds since 1970, simulated. */
  now(): number {
    return Date.now() + this.#offsetMillis;
  }

  /** Whole seconds since 1970, simulated: the unit of every instant in Stripe's API. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  get offsetMillis(): number {
    return this.#offsetMillis;
  }

  setOffset(offsetMillis: number): void {
    const jump = offsetMillis - this.#offsetMillis;
    this.#offsetMillis = offsetMillis;
    for (const listener of this.#listeners) listener(jump);
  }

  onJump(listener: ClockListener): void {
    this.#listeners.push(listener);
  }
}
