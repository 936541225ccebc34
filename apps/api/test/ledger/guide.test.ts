import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decimalToNanos } from "@tenure/core/money";
import { beforeAll, describe, expect, it } from "vitest";
import { ofAccount } from "../../src/db/database.ts";
import { CHART, type ChartCode, isChartCode } from "../../src/ledger/chart.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { debit, postJournal, reverseJournal } from "../../src/ledger/post.ts";
import { openTestAccount } from "../support/account.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const guide = readFileSync(join(import.meta.dirname, "../../../../docs/guides/ledger.md"), "utf8");

/** One step of an example: a journal to post, or to reverse, with the postings it must have. */
interface Step {
  readonly kind: string;
  readonly reverses: string | null;
  readonly rows: readonly (readonly string[])[];
}

const cellsOf = (table: string) =>
  table
    .trim()
    .split("\n")
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const HEADS = {
  journal: "| account | debit | credit |\n|---|---|---|\n",
  after: "| account | balance |\n|---|---|\n",
};

const examples = guide
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [title = ""] = section.split("\n");
    const steps = [
      ...section.matchAll(/^Journal `([^`]+)`(?:, reversing `([^`]+)`)?:\n\n((?:\|.*\n)+)/gm),
    ].map(([, kind = "", reverses, table = ""]): Step => {
      expect(table.startsWith(HEADS.journal)).toBe(true);
      return { kind, reverses: reverses ?? null, rows: cellsOf(table.slice(HEADS.journal.length)) };
    });
    const [, after = ""] = /^Afterwards:\n\n((?:\|.*\n)+)/m.exec(section) ?? [];
    expect(after.startsWith(HEADS.after)).toBe(true);
    return { title, steps, after: cellsOf(after.slice(HEADS.after.length)) };
  });

const nanos = (cell: string | undefined): bigint => {
  if (cell === undefined || cell === "") return 0n;
  const read = decimalToNanos(cell.replace("-", ""));
  if (read === null) throw new Error(`${cell} is no amount`);
  return cell.startsWith("-") ? -read : read;
};

/** "wallet.lot (paid)" is the account `wallet.lot` kept for "paid". */
const accountOf = (cell = ""): { code: ChartCode; reference: string | undefined } => {
  const [, code = "", reference] = /^([a-z._]+)(?: \((\w+)\))?$/.exec(cell) ?? [];
  if (!isChartCode(code)) throw new Error(`${cell} is no account of the chart`);
  return { code, reference };
};

describe("the worked examples of docs/guides/ledger.md", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });

  it("there is one for each movement that the ledger knows, and every account of the chart is in one", () => {
    const kinds = new Set(examples.flatMap((each) => each.steps.map((step) => step.kind)));
    for (const kind of [
      "top_up.paid",
      "payment.captured",
      "payment.surplus",
      "usage.burned",
      "usage.debt",
      "usage.debt_repaid",
      "usage.corrected",
      "refund.reserved",
      "refund.frozen",
      "refund.paid",
      "refund.bounced",
      "refund.restored",
      "refund.owed",
      "refund.hold_difference",
      "gift.granted",
      "gift.revoked",
      "referral.rewarded",
      "referral.revoked",
      "credits.expired",
      "dispute.withdrawn",
      "dispute.frozen",
      "dispute.reinstated",
      "dispute.freed",
      "dispute.lost",
      "dispute.restored",
      "debt.written_off",
      "gift.redeemed",
      "gift.expired",
      "add_on.paid",
    ])
      expect(kinds).toContain(kind);
    const codes = new Set(
      examples.flatMap((each) =>
        each.steps.flatMap((step) => step.rows.map((row) => accountOf(row[0]).code)),
      ),
    );
    expect([...codes].sort()).toEqual(Object.keys(CHART).sort());
  });

  it.each(examples)(
    "$title: posted step by step, the balances are the stated ones",
    async ({ steps, after }) => {
      const { accountId } = await openTestAccount(database);
      const journals = new Map<string, string>();
      for (const [at, step] of steps.entries()) {
        const recordedAt = new Date(Date.UTC(2026, 10, 20, 14, 0, at)).toISOString();
        const head = { kind: step.kind, accountId, effectiveAt: recordedAt, recordedAt };
        const stated = step.rows.map(([account, debited, credited]) => ({
          ...accountOf(account),
          amountNanos: nanos(debited) - nanos(credited),
        }));
        const id = await database.db.within(ofAccount(accountId), (tx) =>
          step.reverses === null
            ? postJournal(tx, {
                ...head,
                currency: "USD",
                postings: stated.map((each) => debit(each.code, each.amountNanos, each.reference)),
              })
            : reverseJournal(tx, journals.get(step.reverses) ?? "", head),
        );
        journals.set(step.kind, id ?? "");
        const written = await database.sql<{ line: string }>(
          `SELECT l.code || ' ' || coalesce(l.reference, '-') || ' ' || p.amount AS line FROM ledger_posting p
           JOIN ledger_account l ON l.id = p.ledger_account_id WHERE p.journal_id = $1`,
          [id],
        );
        expect(written.map((row) => row.line).sort()).toEqual(
          stated.map((each) => `${each.code} ${each.reference ?? "-"} ${each.amountNanos}`).sort(),
        );
      }
      // From the postings, by SQL, each account in the direction in which the chart says that it grows.
      const balances = await database.sql<{
        code: string;
        reference: string | null;
        balance: string;
        kept: string;
      }>(
        `SELECT l.code, l.reference, sum(CASE WHEN l.normal = 'debit' THEN p.amount ELSE -p.amount END)::text AS balance,
              l.balance::text AS kept
         FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id JOIN ledger_account l ON l.id = p.ledger_account_id
        WHERE j.account_id = $1 GROUP BY l.id`,
        [accountId],
      );
      const shown = (code: string, reference: string | null | undefined, amount: bigint | string) =>
        `${code}${reference === null || reference === undefined ? "" : ` (${reference})`} ${amount}`;
      expect(balances.map((row) => shown(row.code, row.reference, row.balance)).sort()).toEqual(
        after
          .map(([account, balance]) => {
            const { code, reference } = accountOf(account);
            return shown(code, reference, nanos(balance));
          })
          .sort(),
      );
      for (const row of balances) if (row.kept !== null) expect(row.kept).toBe(row.balance);
    },
  );

  it("leave a ledger that adds up", async () => {
    expect(isHealthy(await checkLedger(database.db))).toBe(true);
  });
});
