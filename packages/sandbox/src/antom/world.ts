import type { SimulatedClock } from "../stripe/clock.ts";
import type { Faults } from "../stripe/faults.ts";
import { TableStore } from "../table-store.ts";
import type { Tables } from "./tables.ts";

/** What the simulated Antom remembers. */
export type AntomStore = TableStore<Tables>;

/** A memory, in a file or in the process. */
export const openStore = (file?: string): AntomStore =>
  new TableStore<Tables>(
    () => ({
      payment: new Map(),
      refund: new Map(),
      plan: new Map(),
      outcome: new Map(),
      notification: new Map(),
      early: new Map(),
      settlement: new Map(),
      key: new Map(),
    }),
    file,
  );

/** What every handler works with. */
export interface World {
  readonly store: AntomStore;
  readonly clock: SimulatedClock;
  readonly faults: Faults;
  /** Where the hosted pages are, without a trailing slash. */
  baseUrl(): string;
  /** Whether a call is waiting for its answer: "before the answer" means nothing where none is. */
  answering(): boolean;
  /** A line was added to the settlement listing. */
  settled(): void;
}

/** The simulated instant, ISO-8601 UTC. */
export const instantOf = (world: World, afterMillis = 0): string =>
  new Date(world.clock.now() + afterMillis).toISOString();
