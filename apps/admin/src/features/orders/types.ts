import type { Outputs } from "@tenure/api/trpc";

/** A row of Billing History. */
export type Order = Outputs["orders"]["list"]["items"][number];
