import type { Inputs, Outputs } from "@tenure/api/trpc";
import { readSort } from "@tenure/ui";

/** A case as its reviewer sees it. */
export type Case = Outputs["refundCases"]["desk"]["get"];
/** A case in the queue. */
export type QueuedCase = Outputs["refundCases"]["desk"]["queue"]["items"][number];
/** What is decided otherwise than the rules, with its reason. */
export type Override = NonNullable<Inputs["refundCases"]["desk"]["approve"]["overrides"]>[number];

/** Which cases the queue shows. */
export const shows = ["open", "mine", "unassigned", "second_approval", "decided"] as const;
export type Show = (typeof shows)[number];

/** What the queue is narrowed to, as it stands in the address. */
export interface CaseFilter {
  readonly show?: Show;
  readonly search?: string;
  readonly sort?: string;
}

/** Reads the filter from an address; what is not a filter is left out. */
export function readCaseFilter(from: Readonly<Record<string, unknown>>): CaseFilter {
  const show = shows.find((each) => each === from["show"]);
  const search = typeof from["search"] === "string" ? from["search"].trim().slice(0, 200) : "";
  return {
    ...(show === undefined || show === "open" ? {} : { show }),
    ...(search === "" ? {} : { search }),
    ...readSort(from["sort"]),
  };
}
