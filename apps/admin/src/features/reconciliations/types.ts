import type { Outputs } from "@tenure/api/trpc";
import { DIFFERENCE_KINDS } from "@tenure/core/reconciliations";

/** Something in which a provider's books and ours differ. */
export type Difference = Outputs["reconciliations"]["differences"]["items"][number];

/** One comparison. */
export type Run = Outputs["reconciliations"]["list"]["items"][number];

/** What both sides come to, per channel, object and currency. */
export type Total = NonNullable<Outputs["reconciliations"]["get"]>["totals"][number];

/** States of a difference, in the order of the filter. */
export const differenceStates = [
  "open",
  "set_aside",
  "resolved",
] as const satisfies readonly Difference["state"][];

/** What the list is narrowed to, as it stands in the address. */
export interface DifferenceFilter {
  readonly state?: Difference["state"];
  readonly kind?: Difference["kind"];
}

/** Reads the filter from an address; what is not a filter is left out. */
export function readDifferenceFilter(search: Readonly<Record<string, unknown>>): DifferenceFilter {
  const state = differenceStates.find((each) => each === search["state"]);
  const kind = DIFFERENCE_KINDS.find((each) => each === search["kind"]);
  return { ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }) };
}
