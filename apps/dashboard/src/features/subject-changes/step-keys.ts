/** Steps of an application, in their order. */
export const STEP_KEYS = ["ground", "subject", "evidence", "agreement", "proof", "review"] as const;

/** See {@link STEP_KEYS}. */
export type StepKey = (typeof STEP_KEYS)[number];

/** A step as an address names it, or undefined. */
export const readStep = (raw: unknown): StepKey | undefined => STEP_KEYS.find((key) => key === raw);
