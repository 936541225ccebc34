import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { credit, debit, type JournalDraft, postJournal, reverseJournal } from "../../src/ledger/post.ts";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp, staff } from "../support/people.ts";

const test = await testApp();
let reviewer: Person;
let administrator: Person;
let owner: Person;
let accountId: string;
const ids: string[] = [];

const post = async (kind: string, at: string, postings: JournalDraft["postings"]) => {
  const id = await test.database.db.within(PLATFORM, (tx) =>
    postJournal(tx, { kind, accountId, currency: "USD", effectiveAt: at, recordedAt: at, postings }),
  );
  ids.push(id ?? "");
  return id ?? "";
};
const USD = (amount: string) => ({ amount, currency: "USD" });

beforeAll(async () => {
  reviewer = await staff(test, "reviewer");
  administrator = await staff(test, "administrator");
  owner = await signUp(test, "owner");
  accountId = await openAccount(test, owner);
  const gift = await post("gift.granted", "2026-10-05T10:00:00.000Z", [
    debit("expense.gifts", 25_000_000_000n),
    credit("wallet.lot", 25_000_000_000n, "lot-1"),
  ]);
  await post("usage.burned", "2026-10-05T11:00:00.000Z", [
    debit("wallet.lot", 4_500_000_000n, "lot-1"),
    credit("revenue.usage", 4_500_000_000n),
  ]);
  await post("gift.granted", "2026-10-07T10:00:00.000Z", [
    debit("expense.gifts", 30_000_000_000n),
    credit("wallet.lot", 30_000_000_000n, "lot-2"),
  ]);
  ids.push(
    await test.database.db.within(PLATFORM, (tx) =>
      reverseJournal(tx, ids[1] ?? "", {
        kind: "usage.corrected",
        accountId,
        effectiveAt: "2026-10-05T11:00:00.000Z",
        recordedAt: "2026-10-08T09:00:00.000Z",
      }),
    ),
  );
  expect(gift).toBe(ids[0]);
  // The first account is that of a lot of bonus credits; the second is of no lot.
  await test.database.sql(
    `INSERT INTO credit_lot (id, account_id, holder_period_id, ledger_account_id, kind, currency, granted_nanos, opened_at)
     SELECT uuidv7(), l.account_id, h.id, l.id, 'bonus', 'USD', 25000000000, now()
       FROM ledger_account l JOIN holder_period h ON h.account_id = l.account_id WHERE l.reference = 'lot-1'`,
  );
});

type Row = Record<string, unknown>;
const items = async (input: Row) =>
  (await reviewer.query("ledger.journals", { accountId, ...input })).data["items"] as Row[];

describe("the books of an account", () => {
  it("are its ledger accounts, as they are and as they were", async () => {
    const balances = async (at?: string) =>
      (
        (await reviewer.query("ledger.accounts", { accountId, ...(at === undefined ? {} : { at }) })).data[
          "accounts"
        ] as Row[]
      ).map((each) => [each["code"], each["reference"], each["lotKind"], each["balance"], each["journals"]]);
    // 25 given, 4.50 used and given back; 30 more.
    expect(await balances()).toEqual([
      ["wallet.lot", "lot-1", "bonus", USD("25.00"), 3],
      ["wallet.lot", "lot-2", null, USD("30.00"), 1],
    ]);
    expect(await balances("2026-10-06T00:00:00.000Z")).toEqual([
      ["wallet.lot", "lot-1", "bonus", USD("20.50"), 2],
    ]);
  });

  it("are its movements with all sides, newest first, each with the wallet after it", async () => {
    const rows = await items({});
    expect(rows.map((row) => [row["kind"], row["walletAfter"]])).toEqual([
      ["usage.corrected", USD("55.00")],
      ["gift.granted", USD("50.50")],
      ["usage.burned", USD("20.50")],
      ["gift.granted", USD("25.00")],
    ]);
    expect(rows[0]).toMatchObject({
      id: ids[3],
      reversesId: ids[1],
      effectiveAt: "2026-10-05T11:00:00.000Z",
      recordedAt: "2026-10-08T09:00:00.000Z",
      postings: [
        { code: "revenue.usage", reference: null, lotKind: null, debit: USD("4.50"), credit: null },
        { code: "wallet.lot", reference: "lot-1", lotKind: "bonus", debit: null, credit: USD("4.50") },
      ],
    });
    expect(rows[2]).toMatchObject({ reversedById: ids[3] });
    expect(rows[1]).toMatchObject({ postings: [{ lotKind: null }, { reference: "lot-2", lotKind: null }] });
  });

  it("are found by kind, by day of either time, and page by page with the same balances", async () => {
    expect((await items({ kind: "gift.granted" })).map((row) => row["id"])).toEqual([ids[2], ids[0]]);
    expect((await items({ from: "2026-10-06", to: "2026-10-07" })).map((row) => row["id"])).toEqual([ids[2]]);
    // Effective on the fifth: what was recorded then, and what corrected it on the eighth.
    expect(
      (await items({ from: "2026-10-05", to: "2026-10-05", by: "effective" }))
        .map((row) => String(row["id"]))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([ids[0] ?? "", ids[1] ?? "", ids[3] ?? ""].toSorted((a, b) => a.localeCompare(b)));
    const first = await reviewer.query("ledger.journals", { accountId, limit: 3 });
    expect(first.data["items"]).toHaveLength(3);
    const rest = await items({ limit: 3, cursor: first.data["nextCursor"] });
    expect(rest.map((row) => [row["id"], row["walletAfter"]])).toEqual([[ids[0], USD("25.00")]]);
  });

  it("are nobody's but the staff's", async () => {
    for (const [name, input] of [
      ["ledger.accounts", { accountId }],
      ["ledger.journals", { accountId }],
      ["ledger.journal", { journalId: ids[0] }],
      ["ledger.trialBalance", { month: "2026-10" }],
      ["ledger.months", {}],
      ["ledger.previewClose", { month: "2026-10" }],
    ] as const)
      expect([name, (await owner.query(name, input)).status]).toEqual([name, 403]);
  });
});

describe("the books of the platform", () => {
  it("show a movement by its id, and say when there is none", async () => {
    expect((await reviewer.query("ledger.journal", { journalId: ids[2] })).data).toMatchObject({
      kind: "gift.granted",
      accountId,
    });
    expect(
      (await reviewer.query("ledger.journal", { journalId: "0190a0a0-0000-7000-8000-00000000dead" })).problem
        .code,
    ).toBe("not_found");
  });

  it("have a trial balance by month, and up to an instant", async () => {
    const { data } = await reviewer.query("ledger.trialBalance", { month: "2026-10" });
    expect(data["lines"]).toEqual([
      {
        code: "expense.gifts",
        normal: "debit",
        opening: USD("0.00"),
        debit: USD("55.00"),
        credit: USD("0.00"),
        closing: USD("55.00"),
      },
      {
        code: "revenue.usage",
        normal: "credit",
        opening: USD("0.00"),
        debit: USD("4.50"),
        credit: USD("4.50"),
        closing: USD("0.00"),
      },
      {
        code: "wallet.lot",
        normal: "credit",
        opening: USD("0.00"),
        debit: USD("4.50"),
        credit: USD("59.50"),
        closing: USD("55.00"),
      },
    ]);
    expect(data["sums"]).toEqual([
      {
        debit: USD("64.00"),
        credit: USD("64.00"),
        debitBalances: USD("55.00"),
        creditBalances: USD("55.00"),
      },
    ]);
    const before = await reviewer.query("ledger.trialBalance", { at: "2026-10-05T10:30:00.000Z" });
    expect(before.data["sums"]).toMatchObject([{ debit: USD("25.00"), debitBalances: USD("25.00") }]);
  });

  it("are exported as a file to staff, and to nobody else", async () => {
    const url = "/v1/ledger/journals.csv?from=2026-10-01T00:00:00.000Z&to=2026-11-01T00:00:00.000Z";
    const answer = await reviewer.send("GET", url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8; header=present");
    expect(answer.headers["content-disposition"]).toBe(
      'attachment; filename="journals_2026-10-01_2026-11-01_effective.csv"',
    );
    // The head, and four journals of two postings.
    expect(answer.body.trim().split("\r\n")).toHaveLength(9);
    expect(answer.body).toContain("wallet.lot,lot-1,USD,4.50,,");
    const refused = await owner.send("GET", url);
    expect(refused.statusCode).toBe(403);
    expect(refused.headers["content-type"]).toContain("problem+json");
    expect((await test.app.inject({ url })).statusCode).toBe(401);
    for (const bad of ["", "?from=x&to=y", "?from=2026-11-01T00:00:00.000Z&to=2026-10-01T00:00:00.000Z"])
      expect((await reviewer.send("GET", `/v1/ledger/journals.csv${bad}`)).statusCode).toBe(400);
  });

  it("are closed by an administrator with a fresh second factor, once; a reviewer only looks", async () => {
    const months = async () => (await reviewer.query("ledger.months", {})).data as unknown as Row[];
    expect((await months()).find((each) => each["month"] === "2026-10")).toMatchObject({
      state: "open",
      closes: [],
    });
    const { data: preview } = await reviewer.query("ledger.previewClose", { month: "2026-10" });
    expect(preview["obstacles"]).toEqual([]);
    expect((await reviewer.mutate("ledger.close", { month: "2026-10" })).status).toBe(403);
    await test.database.sql(
      "UPDATE auth_session SET stepped_up_at = now() - interval '1 hour' WHERE user_id = $1",
      [administrator.loginId],
    );
    expect((await administrator.mutate("ledger.close", { month: "2026-10" })).problem.code).toBe(
      "step_up_required",
    );
    expect(await test.database.sql("SELECT 1 FROM ledger_close")).toEqual([]);
    await test.database.sql("UPDATE auth_session SET stepped_up_at = now() WHERE user_id = $1", [
      administrator.loginId,
    ]);
    const key = { "idempotency-key": crypto.randomUUID() };
    const closed = await administrator.mutate("ledger.close", { month: "2026-10" }, key);
    expect(closed.status).toBe(200);
    expect((await administrator.mutate("ledger.close", { month: "2026-10" }, key)).data).toEqual(closed.data);
    const [book] = preview["books"] as Row[];
    expect((await months()).find((each) => each["month"] === "2026-10")).toMatchObject({
      state: "closed",
      closes: [{ currency: "USD", digest: book?.["digest"], closedByName: "administrator" }],
    });
    const again = await administrator.mutate("ledger.close", { month: "2026-10" });
    expect(again.problem.code).toBe("conflict");
    expect(again.problem.errors).toEqual([
      { path: "month_is_closed", message: "2026-10 is closed already." },
    ]);
  });
});
