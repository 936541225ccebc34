import { CLIENT_EVENT_ID } from "@tenure/core/contract";
import { isLocalDate } from "@tenure/core/statements";
import { readSort } from "@tenure/ui";

/** The periods one click away. */
export const usageRanges = ["24h", "7d", "30d", "month", "custom"] as const;

/** A period, by its name. */
export type UsageRange = (typeof usageRanges)[number];

/** What the address of the usage page says: a link to it shows the same. */
export interface UsageSearch {
  readonly range?: UsageRange;
  /** Days of the account's zone, both inside; with `range` custom only. */
  readonly from?: string;
  readonly to?: string;
  readonly by?: "model" | "key";
  readonly model?: string;
  readonly key?: string;
  /** Which requests are listed; without it those that were served. */
  readonly requests?: "declined";
  /** The id a program gave its request. */
  readonly event?: string;
  readonly sort?: string;
}

/** Reads an address; what makes no sense is left out. */
export function readUsageSearch(raw: Readonly<Record<string, unknown>>): UsageSearch {
  const range = usageRanges.find((each) => each === raw["range"]);
  const from = dayIn(raw["from"]);
  const to = dayIn(raw["to"]);
  const model = textIn(raw["model"]);
  const key = textIn(raw["key"]);
  const event = textIn(raw["event"]);
  return {
    ...(range === undefined ? {} : { range }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(raw["by"] === "key" ? { by: "key" } : {}),
    ...(model === undefined ? {} : { model }),
    ...(key === undefined ? {} : { key }),
    ...(raw["requests"] === "declined" ? { requests: "declined" } : {}),
    ...(event !== undefined && CLIENT_EVENT_ID.test(event) ? { event } : {}),
    ...readSort(raw["sort"]),
  };
}

const dayIn = (value: unknown): string | undefined => (isLocalDate(value) ? value : undefined);

const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
