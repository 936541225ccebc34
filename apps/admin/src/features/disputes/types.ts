import type { Outputs } from "@tenure/api/trpc";
import { readSort } from "@tenure/ui";

/** A dispute of a payment. */
export type Dispute = Outputs["disputes"]["list"]["items"][number];

/** Every state, in the order of the filter. */
export const disputeStates = [
  "open",
  "inquiry",
  "lost",
  "won",
] as const satisfies readonly Dispute["state"][];

/** What the page is narrowed to, as it stands in the address. */
export interface DisputeFilter {
  readonly state?: Dispute["state"];
  readonly sort?: string;
}

/** Reads the filter from an address; what is not a filter is left out. */
export function readDisputeFilter(search: Readonly<Record<string, unknown>>): DisputeFilter {
  const state = disputeStates.find((each) => each === search["state"]);
  return { ...(state === undefined ? {} : { state }), ...readSort(search["sort"]) };
}
