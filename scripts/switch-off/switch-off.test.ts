import { CLAUSES } from "@tenure/core";
import { describe, expect, it } from "vitest";
import { SWITCHED_OFF } from "./clauses.ts";
import { switchOffAll } from "./lanes.ts";
import { occurrences, testFilesNaming } from "./switch-off.ts";

const label = ({ clause, file, find }: (typeof SWITCHED_OFF)[number]) => `${clause} ${file}: ${find}`;

describe("each row that switches a clause off", () => {
  it.each(SWITCHED_OFF.map((row) => [label(row), row] as const))("%s", (_, row) => {
    expect(CLAUSES[row.clause].kind, "only enforced clauses have a rule").toBe("E");
    expect(occurrences(row), `exactly one place in ${row.file}`).toBe(1);
    expect(row.replace).not.toBe(row.find);
    expect(testFilesNaming(row.clause), "a test of core names the clause").not.toEqual([]);
  });
});

describe("switching a rule off", () => {
  // A row of the refunds; all rows run in the deep test.
  const noticed = SWITCHED_OFF.find(({ clause }) => clause.startsWith("R"));
  const harmless = {
    clause: "R3.4",
    file: "src/credits/gift.ts",
    find: 'clause: "T4.2", params: {}',
    replace: 'clause: "T4.2", params: { }',
  } as const;
  const broken = {
    clause: "R3.4",
    file: "src/credits/gift.ts",
    find: "export const grantGift",
    replace: "export const grantGift const",
  } as const;

  it("is noticed by a test that names it; a change without effect is not, nor a copy that no longer loads", {
    tags: ["deep"],
  }, async () => {
    if (noticed === undefined) throw new Error("no row of a refund");
    // The harmless one also comes last: what another row did to the copy is undone.
    const verdicts = await switchOffAll([noticed, harmless, broken, harmless], 1);
    const unnoticed = { noticed: false, why: "no test that names R3.4 fails" };
    expect(verdicts).toEqual([
      { noticed: true, by: [expect.stringContaining(noticed.clause)] },
      unnoticed,
      { noticed: false, why: expect.stringContaining("does not load") },
      unnoticed,
    ]);
  });
});
