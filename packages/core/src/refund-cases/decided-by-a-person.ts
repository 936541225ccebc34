/** Refusals of self-service alone: a person can still decide (R2.10, R5.2, R7.1, C4.9). */
const REFUSALS: readonly string[] = [
  "review_required",
  "channel_not_supported",
  "paid_by_previous_holder",
  // A request made in time is always recorded: it waits as a case until the change of subject is decided.
  "subject_change_pending",
];

/** Whether an order that self-service refuses for this can be asked back of a person. */
export const isDecidedByAPerson = (refusal: { readonly code: string }): boolean =>
  REFUSALS.includes(refusal.code);
