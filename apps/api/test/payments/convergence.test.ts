import { expect, it } from "vitest";
import { converges } from "./convergence.ts";

const SEED = 20_261_120;
const CUSTOMERS = 3;

it(`${CUSTOMERS} customers whose notifications are doubled, shuffled, late and lost end as in calm weather (seed ${SEED})`, {
  timeout: 300_000,
}, async () => {
  expect(await converges(SEED, CUSTOMERS)).toBe(CUSTOMERS);
});
