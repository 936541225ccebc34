import type { Outputs } from "@tenure/api/trpc";

/** Who holds the account, as the API tells it. */
export type Holder = Outputs["holder"]["get"];

/** A person's verification, as far as it got. */
export type Verification = NonNullable<Holder["verification"]>;

/** The review of an organisation's documents. */
export type Review = NonNullable<Outputs["documentReviews"]["latest"]["review"]>;

/** The holder's phones. */
export type Phones = Outputs["phones"]["get"];
