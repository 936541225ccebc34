import type { Outputs } from "@tenure/api/trpc";

/** A version of the policy as staff see it. */
export type PolicyVersion = Outputs["policyVersions"]["list"]["items"][number];
