import type { Query } from "@tanstack/react-query";

/** Which parts of the API show what changed, beside staff's counts: the first name of a query, by kind. */
const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  document_review: ["documentReviews"],
  dispute: ["disputes"],
  operator_alert: [],
  price_change: ["priceChanges"],
  reconciliation: ["reconciliations"],
  refund: ["refunds", "goodwillRefunds"],
  refund_case: ["refundCases"],
  subject_change: ["subjectChanges"],
};

/** The stream of what staff's lists show. */
export const STAFF_STREAM = "/api/live";

/** Whether a list of staff's shows something of these kinds. */
export function isToldToStaff({ queryKey }: Query, kinds: ReadonlySet<string>): boolean {
  const [path] = queryKey;
  const part: unknown = Array.isArray(path) ? path[0] : undefined;
  if (part === "operations") return true;
  return typeof part === "string" && [...kinds].some((kind) => SHOWN_BY[kind]?.includes(part) === true);
}
