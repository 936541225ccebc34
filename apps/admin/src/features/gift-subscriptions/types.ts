import type { Outputs } from "@tenure/api/trpc";

/** A gift as staff see it. */
export type Gift = Outputs["gifts"]["search"]["items"][number];

/** Every state of a gift. */
export const giftStates = ["offered", "redeemed", "canceled", "expired"] as const;

/** What is looked for. */
export interface GiftSearch {
  readonly state?: Gift["state"];
  readonly query?: string;
}

/** Reads a search from the address. */
export function readGiftSearch(search: Readonly<Record<string, unknown>>): GiftSearch {
  const state = giftStates.find((each) => each === search["state"]);
  const query = typeof search["query"] === "string" ? search["query"].trim().slice(0, 254) : "";
  return { ...(state === undefined ? {} : { state }), ...(query === "" ? {} : { query }) };
}
