import type { Outputs } from "@tenure/api/trpc";

/** A row of Billing History. */
export type Order = Outputs["orders"]["list"]["items"][number];

/** The subscription that runs. */
export type RunningSubscription = NonNullable<Outputs["subscriptions"]["get"]["subscription"]>;

/** A plan on sale. */
export type Plan = Outputs["catalog"]["plans"]["plans"][number];

/** A price of a plan that is in force. */
export type PlanPrice = Plan["prices"][number];

/** Length of a term. */
export type Interval = PlanPrice["interval"];
