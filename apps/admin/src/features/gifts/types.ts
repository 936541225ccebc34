import type { Outputs } from "@tenure/api/trpc";
import type { Tone } from "@tenure/ui";

export type Gift = Outputs["wallet"]["gifts"]["items"][number];
export type GiftState = Gift["lot"]["state"];

/** States a gift can be in, in the order of the filter. */
export const giftStates = [
  "open",
  "spent",
  "expired",
  "revoked",
  "forfeited",
] as const satisfies readonly GiftState[];

/** How a gift's state is coloured. */
export const giftTones: Readonly<Record<GiftState, Tone>> = {
  open: "done",
  spent: "neutral",
  expired: "neutral",
  revoked: "refused",
  forfeited: "refused",
  refunded: "neutral",
  frozen: "waiting",
  charged_back: "refused",
};

/** What the page is narrowed to, as it stands in the address. */
export interface GiftFilter {
  readonly state?: GiftState;
  readonly query?: string;
}

/** Reads the filter from an address; what is not a filter is left out. */
export function readGiftFilter(search: Readonly<Record<string, unknown>>): GiftFilter {
  const state = giftStates.find((each) => each === search["state"]);
  const query = typeof search["query"] === "string" ? search["query"].trim() : "";
  return {
    ...(state === undefined ? {} : { state }),
    ...(query.length >= 2 ? { query: query.slice(0, 200) } : {}),
  };
}
