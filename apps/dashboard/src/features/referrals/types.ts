import type { Outputs } from "@tenure/api/trpc";

export type Programme = Outputs["referrals"]["programme"];
export type Referral = Outputs["referrals"]["list"]["items"][number];
