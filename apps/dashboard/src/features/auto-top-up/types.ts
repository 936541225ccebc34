import type { Outputs } from "@tenure/api/trpc";

/** Automatic top-up as the API shows it. */
export type AutoTopUp = Outputs["autoTopUp"]["get"];
/** What an owner agreed to. */
export type Terms = NonNullable<AutoTopUp["terms"]>;
/** One top-up it made. */
export type Run = AutoTopUp["runs"][number];
