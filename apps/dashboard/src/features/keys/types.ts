import type { Outputs } from "@tenure/api/trpc";

/** An API key as it is listed: never the key itself. */
export type ApiKey = Outputs["partners"]["keys"]["list"]["items"][number];
