/** Refunds that no rule of R decided: a second payment that goes back, what staff give, and what they return at the provider. */
export const NOT_BY_THE_RULES = ["surplus", "goodwill", "outside"] as const;

/** Whether a refund of that kind was decided by the rules of R, so that it counts and takes what came with the order. */
export const isByTheRules = (kind: string): boolean => NOT_BY_THE_RULES.every((each) => each !== kind);
