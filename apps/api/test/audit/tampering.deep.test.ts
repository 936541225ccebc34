import fc from "fast-check";
import { expect, it } from "vitest";
import { freshDatabase } from "../support/database.ts";
import { anyTampering, isDetected, keepTrail } from "./tampering.ts";
import { writeRows } from "./write-rows.ts";

it("finds 10,000 of 10,000 alterations, deletions, exchanges and cuts of the audit trail", async () => {
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
    { seed: 20261121, numRuns: 10_000 },
  );
  expect(found).toBe(10_000);
});
