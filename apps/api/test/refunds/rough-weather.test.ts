import { expect, it } from "vitest";
import { roughJourneys } from "./rough-weather.ts";

const SEED = 4711;
const CUSTOMERS = 3;

it(`${CUSTOMERS} customers buy, use and refund through the API in rough weather: one refund each (seed ${SEED})`, {
  timeout: 240_000,
}, async () => {
  // Weather there was: with none, this would show nothing.
  expect(await roughJourneys(SEED, CUSTOMERS)).toBeGreaterThan(0);
});
