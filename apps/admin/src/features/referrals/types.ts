import type { Outputs } from "@tenure/api/trpc";
import { referralStates } from "@tenure/core/referrals";

export type Referral = Outputs["referrals"]["search"]["items"][number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the page is narrowed to, as it stands in the address. */
export interface ReferralFilter {
  readonly state?: Referral["state"];
  /** Account on either side. */
  readonly accountId?: string;
}

/** Reads the filter from an address; what is not a filter is left out. */
export function readReferralFilter(search: Readonly<Record<string, unknown>>): ReferralFilter {
  const state = referralStates.find((each) => each === search["state"]);
  const { accountId } = search;
  return {
    ...(state === undefined ? {} : { state }),
    ...(typeof accountId === "string" && UUID.test(accountId) ? { accountId } : {}),
  };
}
