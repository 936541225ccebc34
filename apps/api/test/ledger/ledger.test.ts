import { beforeAll, describe, expect, it } from "vitest";
import { ofAccount, PLATFORM, type Tx } from "../../src/db/database.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import {
  balanceOf,
  credit,
  debit,
  type JournalDraft,
  postJournal,
  reverseJournal,
} from "../../src/ledger/post.ts";
import { openTestAccount, type TestAccount } from "../support/account.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const NOW = "2026-11-20T14:02:03.123Z";

describe("the ledger", () => {
  let database: TestDatabase;
  let account: TestAccount;
  beforeAll(async () => {
    database = await freshDatabase();
    account = await openTestAccount(database);
  });
  const within = <T>(work: (tx: Tx) => Promise<T>) => database.db.within(ofAccount(account.accountId), work);
  const draft = (postings: JournalDraft["postings"]): JournalDraft => ({
    kind: "test.moved",
    accountId: account.accountId,
    currency: "USD",
    effectiveAt: NOW,
    recordedAt: NOW,
    postings,
  });
  const lotBalance = () => within((tx) => balanceOf(tx, "wallet.lot", "USD", account.accountId, "lot-1"));

  it("moves money between two accounts and keeps the balance of the customer's", async () => {
    // A gift of 50.00 into a lot, of which 12.34 is used.
    await within((tx) =>
      postJournal(
        tx,
        draft([debit("expense.gifts", 50_000_000_000n), credit("wallet.lot", 50_000_000_000n, "lot-1")]),
      ),
    );
    await within((tx) =>
      postJournal(
        tx,
        draft([debit("wallet.lot", 12_340_000_000n, "lot-1"), credit("revenue.usage", 12_340_000_000n)]),
      ),
    );
    expect(await lotBalance()).toBe(37_660_000_000n);
  });

  it("refuses a movement that does not sum to zero", async () => {
    const lopsided = within((tx) =>
      postJournal(tx, draft([debit("expense.gifts", 2n), credit("wallet.lot", 1n, "lot-1")])),
    );
    await expect(lopsided).rejects.toThrow(/does not sum to zero/);
    expect(await lotBalance()).toBe(37_660_000_000n);
  });

  it("never lets a customer's account fall below zero, not by a nano", async () => {
    const overdraw = within((tx) =>
      postJournal(
        tx,
        draft([debit("wallet.lot", 37_660_000_001n, "lot-1"), credit("revenue.usage", 37_660_000_001n)]),
      ),
    );
    await expect(overdraw).rejects.toMatchObject({
      message: expect.stringContaining("ledger_account_not_negative"),
    });
    expect(await lotBalance()).toBe(37_660_000_000n);
  });

  it("writes nothing for a movement of nothing", async () => {
    expect(
      await within((tx) =>
        postJournal(tx, draft([debit("expense.gifts", 0n), credit("wallet.lot", 0n, "lot-1")])),
      ),
    ).toBeNull();
  });

  it("corrects by the exact opposite, once, also from within the account's own scope", async () => {
    const head = { kind: "test.corrected", accountId: account.accountId, effectiveAt: NOW, recordedAt: NOW };
    const journalId = await within((tx) =>
      postJournal(
        tx,
        draft([debit("wallet.lot", 7_000_000_000n, "lot-1"), credit("revenue.usage", 7_000_000_000n)]),
      ),
    );
    if (journalId === null) throw new Error("nothing moved");
    await within((tx) => reverseJournal(tx, journalId, head));
    expect(await lotBalance()).toBe(37_660_000_000n);
    await expect(within((tx) => reverseJournal(tx, journalId, head))).rejects.toThrow(/reverses_id/);
    expect(await lotBalance()).toBe(37_660_000_000n);
  });

  it("takes fifty movements into one lot at once without a deadlock or a lost nano", async () => {
    const before = await lotBalance();
    await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        within((tx) =>
          postJournal(
            tx,
            draft(
              at % 2 === 0
                ? [debit("wallet.lot", 3n, "lot-1"), credit("customer.owed", 3n)]
                : [credit("wallet.lot", 5n, "lot-1"), debit("expense.gifts", 5n)],
            ),
          ),
        ),
      ),
    );
    // 25 take three, 25 bring five.
    expect((await lotBalance()) - before).toBe(50n);
  });

  it("is healthy after all that, with a trial balance of equal sides", async () => {
    const report = await checkLedger(database.db);
    expect(isHealthy(report)).toBe(true);
    expect(report.trialBalance).toHaveLength(1);
    expect(report.trialBalance[0]?.debit).toBe(report.trialBalance[0]?.credit);
  });

  it("opens each ledger account once, whoever asks first", async () => {
    const other = await openTestAccount(database);
    await Promise.all(
      Array.from({ length: 20 }, () =>
        database.db.within(PLATFORM, (tx) =>
          postJournal(tx, {
            ...draft([debit("expense.gifts", 1n), credit("wallet.lot", 1n, "fresh")]),
            accountId: other.accountId,
          }),
        ),
      ),
    );
    const rows = await database.sql("SELECT balance::text FROM ledger_account WHERE account_id = $1", [
      other.accountId,
    ]);
    expect(rows).toEqual([{ balance: "20" }]);
  });

  it("says which balance, journal or reversal was tampered with", async () => {
    const [lot] = await database.sql<{ id: string }>(
      "UPDATE ledger_account SET balance = balance + 1 WHERE reference = 'lot-1' RETURNING id",
    );
    await database.sql("ALTER TABLE ledger_posting DISABLE TRIGGER USER");
    const [posting] = await database.sql<{ journal_id: string }>(
      `UPDATE ledger_posting SET amount = amount + 1 WHERE (journal_id, position) = (
         SELECT journal_id, position FROM ledger_posting p JOIN ledger_account a ON a.id = p.ledger_account_id
          WHERE a.code = 'expense.gifts' ORDER BY journal_id LIMIT 1) RETURNING journal_id`,
    );
    const report = await checkLedger(database.db);
    expect(report.findings.map(({ check, subject }) => `${check} ${subject}`).sort()).toEqual([
      `balance_is_its_postings ${lot?.id}`,
      `journal_sums_to_zero ${posting?.journal_id}`,
      "trial_balance USD",
      `wallet_day_is_its_postings ${account.accountId}`,
    ]);
    expect(report.trialBalance[0]?.debit).not.toBe(report.trialBalance[0]?.credit);
    expect(isHealthy(report)).toBe(false);
  });
});
