import type { Instant } from "../time/index.ts";

/**
 * The name of a version that is in force from an instant: its month, with a number where the month has one already. Names
 * of versions that never came into force stay taken: each says one thing only.
 */
export function policyVersionName(effectiveFrom: Instant, taken: readonly string[]): string {
  const month = effectiveFrom.slice(0, 7);
  if (!taken.includes(month)) return month;
  let number = 1;
  while (taken.includes(`${month}.${number}`)) number += 1;
  return `${month}.${number}`;
}
