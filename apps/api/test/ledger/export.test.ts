import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { exportJournals } from "../../src/ledger/export.ts";
import { credit, debit, type JournalDraft, postJournals } from "../../src/ledger/post.ts";
import { openTestAccount } from "../support/account.ts";
import { freshDatabase } from "../support/database.ts";

const database = await freshDatabase();
const JOURNALS = 3_500;
const START = Date.UTC(2026, 9, 1);
const MINUTE = 60_000;

/** Reads CSV by RFC 4180: fields, quoted ones with doubled quotes, CRLF after each line. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}

const file = async (from: number, to: number, by: "effective" | "recorded" = "effective") => {
  let text = "";
  let largest = 0;
  for await (const page of exportJournals(database.db, {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    by,
  })) {
    text += page;
    largest = Math.max(largest, page.length);
  }
  const [head = [], ...rows] = parse(text);
  const lines = rows.map((row) => Object.fromEntries(row.map((cell, at) => [head[at] ?? "", cell])));
  return { lines, largest };
};

describe("the journal export", () => {
  beforeAll(async () => {
    const { accountId } = await openTestAccount(database);
    // One a minute; every tenth at the very same instant as the one before; effective a day earlier than recorded
    // for every hundredth.
    const drafts = Array.from({ length: JOURNALS }, (_, n): JournalDraft => {
      const at = START + (n - (n % 10 === 9 ? 1 : 0)) * MINUTE;
      return {
        kind: n === 7 ? "=cmd|'/c calc'!A1" : n % 2 === 0 ? "gift.granted" : "usage.burned",
        accountId,
        currency: "USD",
        effectiveAt: new Date(at - (n % 100 === 99 ? 86_400_000 : 0)).toISOString(),
        recordedAt: new Date(at).toISOString(),
        postings:
          n % 2 === 0
            ? [debit("expense.gifts", 2_000_000_001n), credit("wallet.lot", 2_000_000_001n, "lot-1")]
            : [debit("wallet.lot", 1_000_000_000n, "lot-1"), credit("revenue.usage", 1_000_000_000n)],
      };
    });
    for (let at = 0; at < drafts.length; at += 500)
      await database.db.within(PLATFORM, (tx) => postJournals(tx, drafts.slice(at, at + 500)));
  }, 60_000);

  it("has every posting of the period once, in the order of either time, across any number of pages", async () => {
    for (const by of ["effective", "recorded"] as const) {
      const { lines } = await file(START - 2 * 86_400_000, START + 10_000 * MINUTE, by);
      expect(lines).toHaveLength(2 * JOURNALS);
      expect(new Set(lines.map((line) => `${line["journal_id"]} ${line["position"]}`)).size).toBe(
        2 * JOURNALS,
      );
      const times = lines.map((line) => line[`${by}_at`] ?? "");
      expect(times).toEqual(times.toSorted());
    }
  });

  it("adds up to what the database says of that period, exactly", async () => {
    const [from, to] = [START + 1_000 * MINUTE, START + 2_000 * MINUTE];
    const { lines } = await file(from, to);
    const nanos = (cell: string | undefined) => BigInt((cell ?? "").replace(".", "").padEnd(1, "0"));
    // Dollars with nine digits at most: 2.000000001 and 1.00; in nanos by hand.
    const total = (column: string) =>
      lines.reduce((sum, line) => {
        const [whole = "0", fraction = ""] = (line[column] ?? "").split(".");
        return line[column] === ""
          ? sum
          : sum + BigInt(whole) * 1_000_000_000n + nanos(fraction.padEnd(9, "0"));
      }, 0n);
    const [said] = await database.sql<{ debit: string; rows: string }>(
      `SELECT sum(amount) FILTER (WHERE amount > 0)::text AS debit, count(*)::text AS rows FROM ledger_posting p
         JOIN ledger_journal j ON j.id = p.journal_id WHERE effective_at >= $1 AND effective_at < $2`,
      [new Date(from), new Date(to)],
    );
    expect(lines).toHaveLength(Number(said?.rows));
    expect(total("debit")).toBe(BigInt(said?.debit ?? 0));
    expect(total("credit")).toBe(total("debit"));
    // The first instant is in, the last is not.
    expect(lines[0]?.["effective_at"]).toBe(new Date(from).toISOString());
    expect(lines.at(-1)?.["effective_at"]).not.toBe(new Date(to).toISOString());
  });

  it("cannot make a spreadsheet run anything", async () => {
    const { lines } = await file(START, START + 10 * MINUTE);
    expect(lines.filter((line) => line["kind"]?.includes("cmd")).map((line) => line["kind"])).toEqual([
      "'=cmd|'/c calc'!A1",
      "'=cmd|'/c calc'!A1",
    ]);
  });

  it("holds a page at a time, however long the file is", async () => {
    const { largest } = await file(START - 2 * 86_400_000, START + 10_000 * MINUTE);
    // 500 journals of two lines, each well under 400 characters.
    expect(largest).toBeLessThan(500 * 2 * 400);
  });
});
