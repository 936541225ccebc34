import type { Outputs } from "@tenure/api/trpc";

/** A refund with everything behind it. */
export type Refund = Outputs["refunds"]["get"];
