import { rateFromText, rateTimes, rateToText } from "./rate.ts";

const NANO_SHIFT = 9;

/**
 * What a million units cost, in the major unit of the currency, exactly: how price lists are read by people. A stored
 * rate of `2.8` nanos per token is `0.0028` USD per million tokens.
 * @throws RateError when the text is no stored rate
 */
export function majorPerMillion(rateText: string): string {
  const nanosPerMillion = rateTimes(rateFromText(rateText), 1_000_000n);
  return rateToText({ ...nanosPerMillion, scale: nanosPerMillion.scale + NANO_SHIFT });
}
