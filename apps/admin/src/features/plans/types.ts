import type { Inputs, Outputs } from "@tenure/api/trpc";

/** A plan with every version of its prices. */
export type StaffPlan = Outputs["plans"]["list"]["plans"][number];
/** One of them. */
export type PlanVersion = StaffPlan["versions"][number];
/** A change of a price, with what became of its notices. */
export type PriceChange = Outputs["priceChanges"]["list"]["items"][number];
/** What an administrator fills in. */
export type ChangeDraft = Inputs["priceChanges"]["schedule"];
