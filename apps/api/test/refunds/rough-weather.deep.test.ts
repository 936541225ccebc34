import { expect, it } from "vitest";
import { roughJourneys } from "./rough-weather.ts";

const CUSTOMERS = 40;

it.each([1, 2, 3, 4, 5])(
  `${CUSTOMERS} customers buy, use and refund through the API in rough weather: one refund each (seed %d)`,
  async (seed) => {
    expect(await roughJourneys(seed, CUSTOMERS)).toBeGreaterThan(CUSTOMERS / 4);
  },
);
