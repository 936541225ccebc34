import type { Outputs } from "@tenure/api/trpc";

/** A notification of a payment provider. */
export type PaymentEvent = Outputs["operations"]["events"]["list"]["items"][number];

/** What became of it. */
export type EventState = PaymentEvent["state"];

/** Every state, in the order of the filter. */
export const eventStates = [
  "problem",
  "received",
  "applied",
  "ignored",
] as const satisfies readonly EventState[];

/** What the page is narrowed to, as it stands in the address. */
export interface EventFilter {
  readonly state?: EventState;
  /** The provider's object. */
  readonly object?: string;
  /** The notification that is open. */
  readonly event?: string;
}

/** Reads the filter from an address; what is not a filter is left out. */
export function readEventFilter(search: Readonly<Record<string, unknown>>): EventFilter {
  const state = eventStates.find((each) => each === search["state"]);
  const { object, event } = search;
  return {
    ...(state === undefined ? {} : { state }),
    ...(typeof object === "string" && object.trim() !== "" ? { object: object.trim() } : {}),
    ...(typeof event === "string" ? { event } : {}),
  };
}
