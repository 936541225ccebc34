import { rateFromText, rateTimes, rateToText } from "./rate.ts";

const NANO_SHIFT = 9;

/** What so many units cost, in the major unit of the currency, exactly. */
function majorPer(rateText: string, units: bigint): string {
  const nanos = rateTimes(rateFromText(rateText), units);
  return rateToText({ ...nanos, scale: nanos.scale + NANO_SHIFT });
}

/**
 * What a million units cost, in the major unit of the currency, exactly: how price lists are read by people. A stored
 * rate of `2.8` nanos per token is `0.0028` USD per million tokens.
 * @throws RateError when the text is no stored rate
 */
export function majorPerMillion(rateText: string): string {
  return majorPer(rateText, 1_000_000n);
}

/**
 * What one unit costs, in the major unit of the currency, exactly: for what is not counted in tokens. A stored rate of
 * `39000000` nanos per image is `0.039` USD.
 * @throws RateError when the text is no stored rate
 */
export function majorPerUnit(rateText: string): string {
  return majorPer(rateText, 1n);
}
