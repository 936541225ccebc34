import { availableParallelism } from "node:os";
import { beforeAll, expect, it } from "vitest";
import { SWITCHED_OFF } from "./clauses.ts";
import { switchOffAll } from "./lanes.ts";
import type { Verdict } from "./switch-off.ts";

let verdicts: Verdict[] = [];

beforeAll(async () => {
  verdicts = await switchOffAll(SWITCHED_OFF, availableParallelism());
}, 3_600_000);

it.each(SWITCHED_OFF.map((row, index) => [`${row.clause} (row ${index + 1}, ${row.file})`, index] as const))(
  "with the rule of %s switched off, a test that names the clause fails",
  (_, index) => {
    expect(verdicts[index]).toMatchObject({ noticed: true });
  },
);
