/** Wrong codes in a row, sign-in and step-up together, before a login's second factor is locked (threat 30). */
export const MAX_ATTEMPTS = 5;

/** How long it stays locked. */
export const LOCK_SECONDS = 900;

/** How recent a second factor must be proven for what asks for a step-up. */
export const STEP_UP_SECONDS = 300;
