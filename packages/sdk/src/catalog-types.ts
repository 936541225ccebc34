import type { Instant } from "./types.ts";
import type { ModelRates } from "./price-types.ts";

/** A model with its list prices in force, in nanos per unit. */
export interface Model {
  readonly id: string;
  readonly model: string;
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly rates: ModelRates;
}
