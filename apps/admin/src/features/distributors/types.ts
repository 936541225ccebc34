import type { Outputs } from "@tenure/api/trpc";

/** A distributor as the list shows it. */
export type Distributor = Outputs["distributors"]["list"][number];
/** A notification of one. */
export type DistributorEvent = Outputs["distributors"]["events"]["items"][number];
