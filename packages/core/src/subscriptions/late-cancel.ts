import type { Policy } from "../policy/index.ts";

/** What a cancellation after the cut-off does: `renew_once` at the old price, or `stop` (T2.5). */
export type LateCancel = Policy["subscriptions"]["lateCancel"];

/**
 * What a late cancellation does for a customer of a country; some laws let it stop at once.
 * @param country ISO 3166 code of the billing details, or null where none were given
 */
export const lateCancelIn = ({ subscriptions }: Policy, country: string | null): LateCancel =>
  (country === null ? undefined : subscriptions.lateCancelByCountry[country]) ?? subscriptions.lateCancel;
