import fc from "fast-check";
import { expect, it } from "vitest";
import { freshDatabase } from "../support/database.ts";
import { anyTampering, isDetected, keepTrail } from "./tampering.ts";
import { writeRows } from "./write-rows.ts";

// Twenty milliseconds of the database each. Fewer or more by hand: TENURE_DEEP_TAMPERINGS.
const TAMPERINGS = Number(process.env["TENURE_DEEP_TAMPERINGS"] ?? 10_000);

it("finds every one of thousands of alterations, deletions, exchanges and cuts of the audit trail", async ({
  annotate,
}) => {
  const database = await freshDatabase();
  await writeRows(database, 40);
  const head = await keepTrail(database);
  let found = 0;
  await fc.assert(
    fc.asyncProperty(anyTampering(40), async (change) => {
      const detected = await isDetected(database, head, change);
      if (detected) found += 1;
      return detected;
    }),
    { seed: 20261121, numRuns: TAMPERINGS },
  );
  expect(found).toBe(TAMPERINGS);
  await annotate(`${found} of ${TAMPERINGS} found, seed 20261121`);
});
