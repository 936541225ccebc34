import type { Inputs, Outputs } from "@tenure/api/trpc";
import { readSort } from "@tenure/ui";

/** An application as its reviewer reads it. */
export type DeskChange = Outputs["subjectChanges"]["desk"]["get"];
/** An application in the queue. */
export type QueuedChange = Outputs["subjectChanges"]["desk"]["queue"]["items"][number];
/** An application as its applicant reads it; a manager who applies for a customer is one. */
export type OwnChange = Outputs["subjectChanges"]["get"];
/** What holds changes of an account back, or did. */
export type Hold = DeskChange["holds"][number];
/** Kind of a hold that staff place. */
export type PlacedKind = Inputs["subjectChanges"]["desk"]["placeHold"]["kind"];
/** Why the platform ends a procedure. */
export type TerminationGround = Inputs["subjectChanges"]["desk"]["terminate"]["ground"];
/** The form as it is sent. */
export type ChangeForm = Inputs["subjectChanges"]["fill"]["form"];
/** A piece of evidence. */
export type Evidence = DeskChange["evidence"][number];

/** The states that have a queue of their own, in the order of their tabs. */
export const queueStates = [
  "open",
  "effective",
  "rejected",
  "terminated",
  "withdrawn",
  "expired",
  "revoked",
] as const;
export type QueueState = (typeof queueStates)[number];

/** What the queue shows, as it stands in the address. */
export interface ChangeFilter {
  readonly state?: QueueState;
  readonly sort?: string;
}

/** Reads the filter from an address; what is not a filter is left out. */
export function readChangeFilter(from: Readonly<Record<string, unknown>>): ChangeFilter {
  const state = queueStates.find((each) => each === from["state"]);
  return {
    ...(state === undefined || state === "open" ? {} : { state }),
    ...readSort(from["sort"]),
  };
}
