import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { BEGINNING, trialBalance } from "../../src/ledger/balances.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { closeMonth, previewClose } from "../../src/ledger/close.ts";
import { alertFindings, checkBooksNightly } from "../../src/ledger/jobs.ts";
import { credit, debit, type JournalDraft, postJournal, reverseJournal } from "../../src/ledger/post.ts";
import { type CaseWorld, caseWorld } from "../command/case-world.ts";
import { byStaff } from "../support/caller.ts";
import { quietLog } from "../support/quiet-log.ts";

/** Amounts of the world below, in nanos, worked out by hand. */
let world: CaseWorld;
let accountId = "";
let august = "";

const post = (at: string, postings: JournalDraft["postings"], recordedAt = at) =>
  world.database.db.within(PLATFORM, (tx) =>
    postJournal(tx, {
      kind: "test.moved",
      accountId,
      currency: "USD",
      effectiveAt: at,
      recordedAt,
      postings,
    }),
  );
const gift = (at: string, amount: bigint, recordedAt = at) =>
  post(at, [debit("expense.gifts", amount), credit("wallet.lot", amount, "lot-1")], recordedAt);
const usage = (at: string, amount: bigint) =>
  post(at, [debit("wallet.lot", amount, "lot-1"), credit("revenue.usage", amount)]);
const close = (month: string) =>
  closeMonth({ db: world.database.db, runner: world.runner }, month, byStaff(null, newId()));
const closesInDatabase = () =>
  world.database.sql<{ month: string }>(
    "SELECT to_char(month, 'YYYY-MM') AS month FROM ledger_close ORDER BY month",
  );

beforeAll(async () => {
  world = await caseWorld();
  accountId = world.account.accountId;
  // August: 1,000 given, 200 used. September: nothing. October: 50 given, 75 used, the last in its last millisecond.
  august = (await gift("2026-08-03T10:00:00.000Z", 1_000n)) ?? "";
  await usage("2026-08-31T23:59:59.999Z", 200n);
  await gift("2026-10-01T00:00:00.000Z", 50n);
  await usage("2026-10-31T23:59:59.999Z", 75n);
  // The first millisecond of November is November's.
  await gift("2026-11-01T00:00:00.000Z", 3n);
});

const lines = async (from: string, to: string) =>
  (await world.database.db.within(PLATFORM, (tx) => trialBalance(tx, from, to))).lines.map((each) => [
    each.code,
    each.openingNanos,
    each.debitNanos,
    each.creditNanos,
    each.closingNanos,
  ]);

const OCTOBER = ["2026-10-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z"] as const;
const octoberLines = [
  // Opening 1,000 given, 50 more; 200 used before, 75 more; 1,000 − 200 + 50 − 75 = 775 left.
  ["expense.gifts", 1_000n, 50n, 0n, 1_050n],
  ["revenue.usage", 200n, 0n, 75n, 275n],
  ["wallet.lot", 800n, 75n, 50n, 775n],
];

describe("the trial balance", () => {
  it("of a month has what was before, what moved and what is left, to the millisecond", async () => {
    expect(await lines(...OCTOBER)).toEqual(octoberLines);
    expect(await lines(BEGINNING, "2026-08-31T23:59:59.999Z")).toEqual([
      ["expense.gifts", 0n, 1_000n, 0n, 1_000n],
      ["wallet.lot", 0n, 0n, 1_000n, 1_000n],
    ]);
  });

  it("has two equal sides, of movements and of balances", async () => {
    const { sums } = await world.database.db.within(PLATFORM, (tx) => trialBalance(tx, ...OCTOBER));
    // 50 + 75 on both sides; 1,050 given against 775 left and 275 earned.
    expect(sums).toEqual([
      {
        currency: "USD",
        debitNanos: 125n,
        creditNanos: 125n,
        debitBalancesNanos: 1_050n,
        creditBalancesNanos: 1_050n,
      },
    ]);
  });
});

describe("closing a month", () => {
  const obstacles = async (month: string) =>
    (await previewClose(world.database.db, month)).obstacles.map((each) => each.code);

  it("refuses one that runs, one after an open month, one in which nothing moved", async () => {
    const [present] = await world.database.sql<{ month: string }>(
      "SELECT to_char(now(), 'YYYY-MM') AS month",
    );
    const month = present?.month ?? "";
    expect(await obstacles(month)).toEqual(
      expect.arrayContaining(["month_is_running", "earlier_month_is_open"]),
    );
    await expect(close(month)).rejects.toMatchObject({ code: "conflict" });
    expect(await obstacles("2026-10")).toEqual(["earlier_month_is_open"]);
    await expect(close("2026-10")).rejects.toThrow(/2026-08 has movements and is open/);
    expect(await obstacles("2026-07")).toEqual(["nothing_moved"]);
    expect(await closesInDatabase()).toEqual([]);
  });

  it("refuses while an alert says that the books do not add up", async () => {
    const finding = { check: "trial_balance", subject: "USD", problem: "debits 2, credits 1" };
    await alertFindings(world.database.db, [finding]);
    expect(await obstacles("2026-08")).toEqual(["books_do_not_add_up"]);
    await expect(close("2026-08")).rejects.toThrow(/do not add up/);
    await world.database.sql("UPDATE operator_alert SET resolved_at = now()");
    expect(await obstacles("2026-08")).toEqual([]);
  });

  it("keeps the totals, and a digest that the preview had shown", async () => {
    const preview = await previewClose(world.database.db, "2026-08");
    const { answer } = await close("2026-08");
    expect(answer.digests).toEqual(preview.books.map(({ currency, digest }) => ({ currency, digest })));
    expect(await world.database.sql("SELECT currency, totals FROM ledger_close")).toEqual([
      {
        currency: "USD",
        totals: [
          { code: "expense.gifts", debitNanos: "1000", creditNanos: "0" },
          { code: "revenue.usage", debitNanos: "0", creditNanos: "200" },
          { code: "wallet.lot", debitNanos: "200", creditNanos: "1000" },
        ],
      },
    ]);
    const [row] = await world.database.sql<{ action: string; target_id: string }>(
      "SELECT action, target_id FROM audit_row WHERE action = 'ledger.close'",
    );
    expect(row).toEqual({ action: "ledger.close", target_id: "2026-08" });
    await expect(close("2026-08")).rejects.toThrow(/is closed already/);
  });

  it("changes no trial balance: it starts from the close now", async () => {
    expect(await lines(...OCTOBER)).toEqual(octoberLines);
    expect(await lines("2026-08-01T00:00:00.000Z", "2026-09-01T00:00:00.000Z")).toEqual([
      ["expense.gifts", 0n, 1_000n, 0n, 1_000n],
      ["revenue.usage", 0n, 0n, 200n, 200n],
      ["wallet.lot", 0n, 200n, 1_000n, 800n],
    ]);
  });

  it("lets nothing be effective in it afterwards, not in its last millisecond, nor before it", async () => {
    for (const at of ["2026-08-31T23:59:59.999Z", "2026-08-15T00:00:00.000Z", "2026-07-01T00:00:00.000Z"])
      await expect(gift(at, 1n)).rejects.toThrow(
        /the month is closed; nothing is effective before 2026-09-01/,
      );
    await gift("2026-09-01T00:00:00.000Z", 4n, "2026-11-19T09:00:00.000Z");
    expect(await obstacles("2026-10")).toEqual(["earlier_month_is_open"]);
    await close("2026-09");
    await close("2026-10");
    expect(await closesInDatabase()).toEqual([
      { month: "2026-08" },
      { month: "2026-09" },
      { month: "2026-10" },
    ]);
  });

  it("lets a correction of it take effect when it is recorded", async () => {
    const recordedAt = "2026-11-20T09:00:00.000Z";
    await gift(recordedAt, 1_000n);
    const id = await world.database.db.within(PLATFORM, (tx) =>
      reverseJournal(tx, august, {
        kind: "gift.corrected",
        accountId,
        effectiveAt: "2026-08-03T10:00:00.000Z",
        recordedAt,
      }),
    );
    const [row] = await world.database.sql<{ effective: string }>(
      "SELECT tenure_iso(effective_at) AS effective FROM ledger_journal WHERE id = $1",
      [id],
    );
    expect(row?.effective).toBe(recordedAt);
    const [unchanged] = (await previewClose(world.database.db, "2026-08")).books;
    const [stored] = await world.database.sql<{ digest: string }>(
      "SELECT digest FROM ledger_close WHERE month = '2026-08-01'",
    );
    expect(unchanged?.digest).toBe(stored?.digest);
  });

  it("waits for a writer into the month, and a writer waits for it: neither slips past the other", async () => {
    const other = await caseWorld();
    const draft = (at: string): JournalDraft => ({
      kind: "test.moved",
      accountId: other.account.accountId,
      currency: "USD",
      effectiveAt: at,
      recordedAt: at,
      postings: [debit("expense.gifts", 1n), credit("wallet.lot", 1n, "lot-1")],
    });
    const { db } = other.database;
    await db.within(PLATFORM, (tx) => postJournal(tx, draft("2026-10-02T00:00:00.000Z")));
    // Many writers into October while it is closed: each is either in the close, or refused.
    const closing = closeMonth({ db, runner: other.runner }, "2026-10", byStaff(null, newId())).then(
      () => "closed",
      (error: unknown) => String(error),
    );
    const written = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        db.within(PLATFORM, (tx) =>
          postJournal(tx, draft(`2026-10-03T00:00:${String(n).padStart(2, "0")}.000Z`)),
        ),
      ),
    );
    let ended = await closing;
    // A writer between the adding up and the lock: the close says so, and the next one has it.
    if (ended !== "closed") {
      expect(ended).toContain("moved while it was added up");
      ended = await closeMonth({ db, runner: other.runner }, "2026-10", byStaff(null, newId())).then(
        () => "closed",
      );
    }
    expect(ended).toBe("closed");
    for (const each of written)
      if (each.status === "rejected") expect(String(each.reason)).toContain("month is closed");
    const [counted] = await other.database.sql<{ journals: number; stored: string }>(
      `SELECT (SELECT count(*)::int FROM ledger_journal WHERE effective_at < '2026-11-01') AS journals,
              (SELECT t->>'debitNanos' FROM ledger_close, jsonb_array_elements(totals) t WHERE t->>'code' = 'expense.gifts') AS stored`,
    );
    // One nano per journal: what is stored is what is there.
    expect(counted?.stored).toBe(String(counted?.journals));
    expect(isHealthy(await checkLedger(db))).toBe(true);
  });
});

describe("the nightly check", () => {
  const alerts = () =>
    world.database.sql<{ reference: string; check: string }>(
      "SELECT reference, detail->>'check' AS check FROM operator_alert WHERE kind = 'ledger_imbalance' AND resolved_at IS NULL",
    );
  const night = () => checkBooksNightly({ db: world.database.db, log: quietLog() as never });

  it("finds nothing in healthy books", async () => {
    const report = await checkLedger(world.database.db);
    expect(report.findings).toEqual([]);
    expect(report.closes).toBe(3);
    await night();
    expect(await alerts()).toEqual([]);
  });

  it("opens an alert, once, when a balance was changed by force, and no month closes while it is open", async () => {
    await world.database.sql("UPDATE ledger_account SET balance = balance + 1 WHERE reference = 'lot-1'");
    await night();
    await night();
    expect((await alerts()).map((each) => each.check).sort()).toEqual([
      "balance_is_its_postings",
      "wallet_day_is_its_postings",
    ]);
    expect((await previewClose(world.database.db, "2026-11")).obstacles.map((each) => each.code)).toContain(
      "books_do_not_add_up",
    );
    await world.database.sql("UPDATE ledger_account SET balance = balance - 1 WHERE reference = 'lot-1'");
  });

  it("finds a closed month that was changed by force, also where both sides still agree", async () => {
    await world.database.sql("ALTER TABLE ledger_journal DISABLE TRIGGER USER");
    await world.database.sql(
      "UPDATE ledger_journal SET kind = 'test.forged' WHERE effective_at >= '2026-10-01' AND effective_at < '2026-11-01'",
    );
    const report = await checkLedger(world.database.db);
    expect(report.findings.map((each) => [each.check, each.subject])).toEqual([
      ["closed_month_is_unchanged", "2026-10 USD"],
    ]);
    await night();
    expect((await alerts()).map((each) => each.reference)).toContain("2026-10 USD");
  });
});
