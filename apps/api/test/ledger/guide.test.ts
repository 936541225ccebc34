import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decimalToNanos } from "@tenure/core/money";
import { describe, expect, it } from "vitest";
import { CHART } from "../../src/ledger/chart.ts";

const guide = readFileSync(join(import.meta.dirname, "../../../../docs/guides/ledger.md"), "utf8");

/** The worked examples: heading and rows of account, debit, credit. */
const examples = guide
  .split(/^### /m)
  .slice(1)
  .flatMap((section) => {
    const title = section.slice(0, section.indexOf("\n"));
    return section
      .split(/^\| account \| debit \| credit \|\n\|---\|---\|---\|\n/m)
      .slice(1)
      .map((table) => ({
        title,
        rows:
          table
            .split("\n\n")[0]
            ?.trim()
            .split("\n")
            .map((row) =>
              row
                .split("|")
                .slice(1, 4)
                .map((cell) => cell.trim()),
            ) ?? [],
      }));
  });

const nanos = (cell: string | undefined) =>
  cell === undefined || cell === "" ? 0n : (decimalToNanos(cell) ?? -1n);

describe("the worked examples of docs/guides/ledger.md", () => {
  it("there is one for each movement", () => expect(examples.length).toBeGreaterThanOrEqual(8));

  it.each(examples)("$title: accounts exist, debits equal credits", ({ rows }) => {
    for (const [account] of rows) expect(Object.keys(CHART)).toContain(account);
    const debit = rows.reduce((sum, row) => sum + nanos(row[1]), 0n);
    const credit = rows.reduce((sum, row) => sum + nanos(row[2]), 0n);
    expect(debit).toBeGreaterThan(0n);
    expect(debit).toBe(credit);
  });
});
