import { execFile } from "node:child_process";
import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { installQueues } from "../../src/jobs/install.ts";
import { credit, debit, postJournal } from "../../src/ledger/post.ts";
import { openTestAccount } from "../support/account.ts";
import { freshDatabase } from "../support/database.ts";
import { settings } from "../cli/settings.ts";
import { program, programEnv } from "../support/program.ts";

const CLI = await program("src/cli.ts");
const database = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "tenure-books-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let accountId = "";

const ledger = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const env = { ...programEnv(), ...settings(database.url) };
    execFile(process.execPath, [CLI, "ledger", ...args], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

beforeAll(async () => {
  await installQueues(database.url);
  ({ accountId } = await openTestAccount(database));
  const post = (at: string, amount: bigint, given: boolean) =>
    database.db.within(PLATFORM, (tx) =>
      postJournal(tx, {
        kind: given ? "gift.granted" : "usage.burned",
        accountId,
        currency: "USD",
        effectiveAt: at,
        recordedAt: at,
        postings: given
          ? [debit("expense.gifts", amount), credit("wallet.lot", amount, "lot-1")]
          : [debit("wallet.lot", amount, "lot-1"), credit("revenue.usage", amount)],
      }),
    );
  await post("2026-10-05T10:00:00.000Z", 25_000_000_000n, true);
  await post("2026-10-06T10:00:00.000Z", 4_500_000_000n, false);
});

describe("tenure ledger", () => {
  it("rebuilds a balance as it was, and the whole of the books", { tags: ["deep"] }, async () => {
    const then = await ledger("balance", "--account", accountId, "--at", "2026-10-05T12:00:00.000Z");
    expect(then.out.split("\n")[1]?.split(/ {2,}/)).toEqual(["wallet.lot", "lot-1", "USD", "25", "1"]);
    const now = await ledger("balance", "--account", accountId, "--code", "wallet.lot", "--json");
    expect(JSON.parse(now.out)).toMatchObject({ balances: [{ balanceNanos: "20500000000", journals: 2 }] });
    const past = await ledger("check", "--at", "2026-10-05T12:00:00.000Z");
    expect(past).toMatchObject({
      code: 0,
      out: expect.stringContaining("The ledger added up: 1 balances rebuilt from 1 journals"),
    });
  });

  it("shows a month, what a close would store, closes it, and refuses to close it again", {
    tags: ["deep"],
  }, async () => {
    const balance = await ledger("trial-balance", "--month", "2026-10");
    expect(balance.out).toContain("USD: debits 29.5, credits 29.5; debit balances 25, credit balances 25");
    const preview = await ledger("preview", "2026-10");
    expect(preview.code).toBe(0);
    const digest = /^USD {2}2 journals {2}([0-9a-f]{64})$/m.exec(preview.out)?.[1] ?? "none";
    const closed = await ledger("close", "2026-10");
    expect(closed).toEqual({ code: 0, err: "", out: `USD  ${digest}\n2026-10 is closed.\n` });
    expect(await ledger("close", "2026-10")).toMatchObject({ code: 2, err: "2026-10 is closed already.\n" });
    expect((await ledger("preview", "2026-10")).code).toBe(1);
    expect((await ledger("check")).out).toContain(
      "2 journals, 4 postings, 3 ledger accounts, 0 usage events, 1 closes",
    );
  });

  it("exports journals to standard output and into a file", { tags: ["deep"] }, async () => {
    const printed = await ledger("export", "--from", "2026-10-01", "--to", "2026-11-01", "--by", "recorded");
    expect(printed.out.trim().split("\r\n")).toHaveLength(5);
    const file = join(folder, "journals.csv");
    expect((await ledger("export", "--from", "2026-10-01", "--to", "2026-11-01", "--out", file)).code).toBe(
      0,
    );
    expect(readFileSync(file, "utf8")).toBe(printed.out);
  });

  it("says in one sentence what it did not understand", { tags: ["deep"] }, async () => {
    for (const args of [
      ["balance", "--account", "nobody"],
      ["check", "--at", "yesterday"],
      ["close", "2026-13"],
      ["export", "--from", "2026-11-01", "--to", "2026-10-01"],
      ["trial-balance", "--month", "October"],
    ]) {
      const { code, err } = await ledger(...args);
      expect([args, code, err.trim().split("\n").length]).toEqual([args, 2, 1]);
    }
  });
});
