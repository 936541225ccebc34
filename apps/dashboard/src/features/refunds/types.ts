import type { Outputs } from "@tenure/api/trpc";

/** A refund with everything behind it. */
export type Refund = Outputs["refunds"]["get"];

/** What a refund of an order would return now. */
export type RefundPreview = Outputs["refunds"]["preview"];
