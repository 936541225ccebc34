/**
 * Named moments that a test may watch, to end the process exactly there. In the product nobody watches; the names
 * also say, in the source, where the boundaries between commit and effect are.
 */
export interface Probe {
  reach(moment: string): void | Promise<void>;
}

/** Watches nothing. */
export const NO_PROBE: Probe = { reach() {} };
