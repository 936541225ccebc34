import { expect, it } from "vitest";
import { converges } from "./convergence.ts";

const FIRST_SEED = 7_000;
// A stream costs two seconds of a core, being lived through twice: a thousand are asked for by hand, TENURE_DEEP_STREAMS=1000.
const BATCHES = Number(process.env["TENURE_DEEP_STREAMS"] ?? 200) / 40;
const CUSTOMERS = 40;

it(`${BATCHES * CUSTOMERS} streams of notifications, doubled, shuffled, late and lost, end as in calm weather (seeds from ${FIRST_SEED})`, async () => {
  let compared = 0;
  for (let batch = 0; batch < BATCHES; batch += 1)
    compared += await converges(FIRST_SEED + 2 * batch, CUSTOMERS);
  expect(compared).toBe(BATCHES * CUSTOMERS);
});
