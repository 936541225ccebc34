import { CLAUSES } from "@tenure/core";
import { describe, expect, it } from "vitest";
import { SWITCHED_OFF } from "./clauses.ts";
import { occurrences, switchOff, testFilesNaming } from "./switch-off.ts";

const label = ({ clause, file, find }: (typeof SWITCHED_OFF)[number]) => `${clause} ${file}: ${find}`;

describe("each row that switches a clause off", () => {
  it.each(SWITCHED_OFF.map((row) => [label(row), row] as const))("%s", (_, row) => {
    expect(CLAUSES[row.clause].kind, "only enforced clauses have a rule").toBe("E");
    expect(occurrences(row), `exactly one place in ${row.file}`).toBe(1);
    expect(row.replace).not.toBe(row.find);
    expect(testFilesNaming(row.clause), "a test of core names the clause").not.toEqual([]);
  });
});

// The first row of the refunds; all rows run in the deep test.
const samples = SWITCHED_OFF.filter((row) => row.clause.startsWith("R")).slice(0, 1);

describe("switching a rule off", () => {
  it.each(samples.map((row) => [label(row), row] as const))(
    "is noticed by a test that names it: %s",
    { tags: ["deep"] },
    async (_, row) => {
      expect(await switchOff(row)).toMatchObject({ noticed: true });
    },
  );

  it("is not noticed when the change has no effect, so that the check itself can fail", {
    tags: ["deep"],
  }, async () => {
    const harmless = {
      clause: "R3.4",
      file: "src/credits/gift.ts",
      find: 'clause: "T4.2", params: {}',
      replace: 'clause: "T4.2", params: { }',
    } as const;
    expect(await switchOff(harmless)).toEqual({ noticed: false, why: "no test that names R3.4 fails" });
  });

  it("does not count a copy that no longer loads", { tags: ["deep"] }, async () => {
    const verdict = await switchOff({
      clause: "R3.4",
      file: "src/credits/gift.ts",
      find: "export const grantGift",
      replace: "export const grantGift const",
    });
    expect(verdict).toMatchObject({ noticed: false, why: expect.stringContaining("does not load") });
  });
});
