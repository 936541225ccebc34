import { expect, it } from "vitest";
import { SWITCHED_OFF } from "./clauses.ts";
import { switchOff } from "./switch-off.ts";

it.each(SWITCHED_OFF.map((row, index) => [`${row.clause} (row ${index + 1}, ${row.file})`, row] as const))(
  "with the rule of %s switched off, a test that names the clause fails",
  async (_, row) => {
    expect(await switchOff(row)).toMatchObject({ noticed: true });
  },
);
