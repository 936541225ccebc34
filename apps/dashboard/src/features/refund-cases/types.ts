import type { Outputs } from "@tenure/api/trpc";

/** A case with what was written. */
export type RefundCase = Outputs["refundCases"]["get"];
