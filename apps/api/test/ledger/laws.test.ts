import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { ofAccount, PLATFORM, type Scope } from "../../src/db/database.ts";
import {
  balanceOf,
  credit,
  debit,
  type JournalDraft,
  NotReversible,
  postJournal,
  postJournals,
  reverseJournal,
} from "../../src/ledger/post.ts";
import { openTestAccount } from "../support/account.ts";
import { freshDatabase } from "../support/database.ts";

const database = await freshDatabase();
const NOW = "2026-11-20T14:02:03.123Z";

const gift = (accountId: string, amountNanos: bigint, changes: Partial<JournalDraft> = {}): JournalDraft => ({
  kind: "gift.granted",
  accountId,
  currency: "USD",
  effectiveAt: NOW,
  recordedAt: NOW,
  postings: [debit("expense.gifts", amountNanos), credit("wallet.lot", amountNanos, "lot-1")],
  ...changes,
});
const post = (draft: JournalDraft, scope: Scope = PLATFORM) =>
  database.db.within(scope, (tx) => postJournal(tx, draft));
const counted = async () =>
  (
    await database.sql<{ journals: string; postings: string }>(
      "SELECT (SELECT count(*) FROM ledger_journal) AS journals, (SELECT count(*) FROM ledger_posting) AS postings",
    )
  )[0];

describe("the ledger's laws, whoever writes", () => {
  // As the application role and across accounts: what a fault of the code above the ledger could send.
  const pool = new pg.Pool({ connectionString: database.url, options: "-c role=tenure_app", max: 4 });
  afterAll(() => pool.end());
  const asApp = async (sql: string, values: unknown[] = []) => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN; SELECT set_config('tenure.scope', 'platform', true)");
      await client.query(sql, values);
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
  };
  let accountId = "";
  let journalId = "";
  let lot = "";
  let expense = "";
  beforeAll(async () => {
    ({ accountId } = await openTestAccount(database));
    journalId = (await post(gift(accountId, 100n))) ?? "";
    const ids = await database.sql<{ id: string; code: string }>("SELECT id, code FROM ledger_account");
    lot = ids.find((each) => each.code === "wallet.lot")?.id ?? "";
    expense = ids.find((each) => each.code === "expense.gifts")?.id ?? "";
  });

  const POSTINGS = `INSERT INTO ledger_posting (journal_id, position, ledger_account_id, account_id, amount, currency)
    VALUES ($1, $5, $2, $3, 7, 'USD'), ($1, $6, $4, NULL, -7, 'USD')`;

  it("refuses to add to a journal that was written before, even what sums to zero", async () => {
    const before = await counted();
    await expect(asApp(POSTINGS, [journalId, lot, accountId, expense, 2, 3])).rejects.toThrow(
      /was written before; nothing is added/,
    );
    await expect(asApp(POSTINGS, [journalId, lot, accountId, expense, 0, 1])).rejects.toMatchObject({
      code: "23505",
    });
    expect(await counted()).toEqual(before);
  });

  it("refuses a journal whose postings do not come with it", async () => {
    await expect(
      asApp(
        `INSERT INTO ledger_journal (id, kind, account_id, effective_at, recorded_at) VALUES ($1, 'x.y', $2, now(), now())`,
        [newId(), accountId],
      ),
    ).rejects.toThrow(/has no postings in its statement/);
  });

  it("refuses postings of no journal, on no ledger account, or on another account's", async () => {
    const other = await openTestAccount(database);
    await post(gift(other.accountId, 5n));
    const whole = (ledgerAccountId: string, ofAccountId: string, owner: string) =>
      asApp(
        `WITH j AS (INSERT INTO ledger_journal (id, kind, account_id, effective_at, recorded_at)
                    VALUES ($1, 'x.y', $5, now(), now())) ${POSTINGS.replaceAll("$5", "0").replaceAll("$6", "1")}`,
        [newId(), ledgerAccountId, ofAccountId, expense, owner],
      );
    await expect(asApp(POSTINGS, [newId(), lot, accountId, expense, 0, 1])).rejects.toMatchObject({
      code: "23503",
    });
    await expect(whole(newId(), accountId, accountId)).rejects.toMatchObject({ code: "23503" });
    await expect(whole(lot, other.accountId, other.accountId)).rejects.toThrow(
      /another account than its ledger/,
    );
    // Right account and ledger account, but in a journal of somebody else.
    await expect(whole(lot, accountId, other.accountId)).rejects.toThrow(/another account than its own/);
  });

  it("keeps closes to the platform: one account's transaction neither reads nor writes them", async () => {
    await expect(
      database.db.within(ofAccount(accountId), (tx) =>
        tx.ledgerClose.create({
          data: {
            month: new Date("2020-01-01"),
            currency: "USD",
            totals: {},
            digest: "",
            closedBy: "me",
            closedAt: new Date(NOW),
          },
        }),
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining("row-level security") });
  });
});

describe("many journals in one statement", () => {
  it("writes journals of several accounts, opens their ledger accounts and keeps every balance", async () => {
    const accounts = await Promise.all(Array.from({ length: 20 }, () => openTestAccount(database)));
    // Account n gets n + 1 nanos twice and pays 1 nano of usage once: balance 2n + 1.
    const drafts = accounts.flatMap(({ accountId }, n) => [
      gift(accountId, BigInt(n + 1)),
      gift(accountId, BigInt(n + 1)),
      gift(accountId, 0n),
      gift(accountId, 0n, {
        kind: "usage.burned",
        batchId: newId(),
        postings: [debit("wallet.lot", 1n, "lot-1"), credit("revenue.usage", 1n)],
      }),
    ]);
    const ids = await database.db.within(PLATFORM, (tx) => postJournals(tx, drafts));
    expect(ids.filter((id) => id === null)).toHaveLength(20);
    for (const [n, { accountId }] of accounts.entries())
      expect(
        await database.db.within(ofAccount(accountId), (tx) =>
          balanceOf(tx, "wallet.lot", "USD", accountId, "lot-1"),
        ),
      ).toBe(BigInt(2 * n + 1));
    const batches = await database.sql("SELECT 1 FROM ledger_journal WHERE batch_id IS NOT NULL");
    expect(batches).toHaveLength(20);
  });

  it("never deadlocks nor loses a nano when batches cross over the same accounts, locks taken or not", async () => {
    const accounts = await Promise.all(Array.from({ length: 6 }, () => openTestAccount(database)));
    const crossing = (round: number) => {
      const order = round % 2 === 0 ? accounts : [...accounts].reverse();
      return order.flatMap(({ accountId }) => [
        gift(accountId, 3n),
        gift(accountId, 4n, {
          postings: [debit("expense.gifts", 4n), credit("wallet.lot", 4n, `lot-${round % 3}`)],
        }),
      ]);
    };
    await Promise.all(
      Array.from({ length: 24 }, (_, round) =>
        database.db.within(PLATFORM, (tx) => postJournals(tx, crossing(round))),
      ),
    );
    // 24 rounds of 3 + 4 nanos into each account: 168.
    const sums = await database.sql<{ sum: string }>(
      `SELECT sum(balance)::text AS sum FROM ledger_account WHERE account_id = ANY($1) GROUP BY account_id`,
      [accounts.map((each) => each.accountId)],
    );
    expect(sums.map((row) => row.sum)).toEqual(accounts.map(() => "168"));
    const days = await database.sql<{ closing: string }>(
      "SELECT closing_nanos::text AS closing FROM wallet_day WHERE account_id = ANY($1)",
      [accounts.map((each) => each.accountId)],
    );
    expect(days.map((row) => row.closing)).toEqual(accounts.map(() => "168"));
  });

  it("leaves nothing of a statement in which one journal does not sum to zero", async () => {
    const { accountId } = await openTestAccount(database);
    const before = await counted();
    const lopsided = gift(accountId, 1n, { postings: [credit("wallet.lot", 1n, "lot-1")] });
    await expect(
      database.db.within(PLATFORM, (tx) => postJournals(tx, [gift(accountId, 5n), lopsided])),
    ).rejects.toThrow(/does not sum to zero/);
    expect(await counted()).toEqual(before);
  });
});

describe("what the wallet was worth, by the account's own day", () => {
  it("starts a day at the account's midnight, and a changed zone never opens yesterday again", async () => {
    const { accountId } = await openTestAccount(database, { zone: "Asia/Shanghai" });
    const at = (recordedAt: string, amount: bigint) =>
      post(gift(accountId, amount, { effectiveAt: recordedAt, recordedAt }));
    // 15:59:59.999 UTC is the last millisecond of the 20th in Shanghai, 16:00 the first of the 21st.
    await at("2026-11-20T15:59:59.999Z", 10n);
    await at("2026-11-20T16:00:00.000Z", 5n);
    // In New York it is the 20th again: the movement still counts in the 21st, which is open.
    await database.sql("UPDATE account SET time_zone = 'America/New_York' WHERE id = $1", [accountId]);
    await at("2026-11-20T16:00:01.000Z", 2n);
    await at("2026-11-22T12:00:00.000Z", 1n);
    const days = await database.sql(
      `SELECT day::text, opening_nanos::text AS opening, closing_nanos::text AS closing FROM wallet_day
        WHERE account_id = $1 ORDER BY day`,
      [accountId],
    );
    expect(days).toEqual([
      { day: "2026-11-20", opening: "0", closing: "10" },
      { day: "2026-11-21", opening: "10", closing: "17" },
      { day: "2026-11-22", opening: "17", closing: "18" },
    ]);
  });
});

describe("a correction", () => {
  it("is never itself reversed, and only what is there is", async () => {
    const { accountId } = await openTestAccount(database);
    const head = { kind: "gift.corrected", accountId, effectiveAt: NOW, recordedAt: NOW };
    const journal = (await post(gift(accountId, 9n))) ?? "";
    const reversal = await database.db.within(PLATFORM, (tx) => reverseJournal(tx, journal, head));
    const before = await counted();
    for (const id of [reversal, newId()])
      await expect(database.db.within(PLATFORM, (tx) => reverseJournal(tx, id, head))).rejects.toBeInstanceOf(
        NotReversible,
      );
    expect(await counted()).toEqual(before);
  });

  it("of somebody else's journal finds nothing to correct", async () => {
    const [ada, bo] = [await openTestAccount(database), await openTestAccount(database)];
    const journal = (await post(gift(ada.accountId, 9n))) ?? "";
    await expect(
      database.db.within(ofAccount(bo.accountId), (tx) =>
        reverseJournal(tx, journal, {
          kind: "x.y",
          accountId: bo.accountId,
          effectiveAt: NOW,
          recordedAt: NOW,
        }),
      ),
    ).rejects.toBeInstanceOf(NotReversible);
  });
});
