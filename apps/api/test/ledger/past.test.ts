import { afterAll, describe, expect, it } from "vitest";
import { ofAccount, PLATFORM } from "../../src/db/database.ts";
import { balancesAt } from "../../src/ledger/balances.ts";
import { checkPast } from "../../src/ledger/past.ts";
import { credit, debit, postJournal, reverseJournal } from "../../src/ledger/post.ts";
import { walletMovements } from "../../src/ledger/wallet-movements.ts";
import { openTestAccount } from "../support/account.ts";
import { freshDatabase } from "../support/database.ts";

const database = await freshDatabase();

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

const START = Date.UTC(2026, 8, 1, 12);
const iso = (ms: number) => new Date(ms).toISOString();

describe("a balance at any past instant", () => {
  const roll = dice(20_261_120);
  /** What the database said it held after each journal: instant → balance by lot. */
  const recorded: { readonly at: number; readonly balances: Map<string, string> }[] = [];
  let accountId = "";

  it("is rebuilt from the postings as it was recorded, at 1,000 random instants", {
    tags: ["deep"],
    timeout: 120_000,
  }, async () => {
    ({ accountId } = await openTestAccount(database));
    let now = START;
    const journals: string[] = [];
    for (let step = 0; step < 250; step += 1) {
      // Seconds to hours between movements; sometimes the very same millisecond.
      now += roll(5) === 0 ? 0 : 1 + roll(4 * 3_600_000);
      const lot = `lot-${roll(4)}`;
      const at = iso(now);
      await database.db
        .within(ofAccount(accountId), async (tx) => {
          const held = (await balancesAt(tx, { accountId, at: iso(now) })).find(
            (each) => each.reference === lot,
          );
          const left = held?.balanceNanos ?? 0n;
          const pays = roll(3) > 0 && left > 0n;
          const amount = BigInt(1 + roll(1_000_000));
          const taken = amount < left ? amount : left;
          const reversed = journals.at(-1);
          if (!pays && roll(6) === 0 && reversed !== undefined && left >= 1_000_000n) {
            journals.pop();
            await reverseJournal(tx, reversed, {
              kind: "gift.corrected",
              accountId,
              effectiveAt: at,
              recordedAt: at,
            }).catch(() => undefined);
            return;
          }
          const id = await postJournal(tx, {
            kind: pays ? "usage.burned" : "gift.granted",
            accountId,
            currency: "USD",
            effectiveAt: at,
            recordedAt: at,
            postings: pays
              ? [debit("wallet.lot", taken, lot), credit("revenue.usage", taken)]
              : [debit("expense.gifts", amount), credit("wallet.lot", amount, lot)],
          });
          if (id !== null && !pays) journals.push(id);
        })
        .catch((error: unknown) => {
          // A gift that was spent meanwhile cannot be taken back: the law holds, the history goes on.
          if (!String(error).includes("ledger_account_not_negative") && !String(error).includes("25P02"))
            throw error;
        });
      const rows = await database.sql<{ reference: string; balance: string }>(
        "SELECT reference, balance::text FROM ledger_account WHERE account_id = $1",
        [accountId],
      );
      recorded.push({ at: now, balances: new Map(rows.map((row) => [row.reference, row.balance])) });
    }
    expect(recorded.length).toBe(250);
    const reversals = await database.sql("SELECT 1 FROM ledger_journal WHERE reverses_id IS NOT NULL");
    expect(reversals.length).toBeGreaterThan(0);

    const instants = Array.from({ length: 1_000 }, (_, n) =>
      // A third of them on the very millisecond of a movement, some before the first.
      n % 3 === 0
        ? (recorded[roll(recorded.length)]?.at ?? START)
        : START - 3_600_000 + roll(now - START + 7_200_000),
    );
    await database.db.within(PLATFORM, async (tx) => {
      for (const at of instants) {
        const then = recorded.findLast((each) => each.at <= at)?.balances ?? new Map<string, string>();
        const rebuilt = await balancesAt(tx, { accountId, code: "wallet.lot", at: iso(at) });
        expect(
          Object.fromEntries(rebuilt.map((each) => [each.reference, each.balanceNanos.toString()])),
        ).toEqual(
          Object.fromEntries(
            [...then].filter(
              ([lot]) => rebuilt.some((each) => each.reference === lot) || then.get(lot) !== "0",
            ),
          ),
        );
      }
    });
  });

  it("adds up at every one of them, and says so", async () => {
    for (const at of recorded.filter((_, n) => n % 25 === 0)) {
      const report = await checkPast(database.db, iso(at.at));
      expect(report.findings).toEqual([]);
      for (const sum of report.balance.sums) expect(sum.debitBalancesNanos).toBe(sum.creditBalancesNanos);
    }
  });

  it("is another by effective time, where a correction counts from before it was found", async () => {
    const { accountId: corrected } = await openTestAccount(database);
    const within = <T>(work: Parameters<typeof database.db.within<T>>[1]) =>
      database.db.within(ofAccount(corrected), work);
    const [monday, tuesday, friday] = ["2026-10-05", "2026-10-06", "2026-10-09"].map(
      (day) => `${day}T12:00:00.000Z`,
    );
    if (monday === undefined || tuesday === undefined || friday === undefined) throw new Error("no days");
    const head = { kind: "gift.granted", accountId: corrected };
    const journal = await within((tx) =>
      postJournal(tx, {
        ...head,
        currency: "USD",
        effectiveAt: monday,
        recordedAt: monday,
        postings: [debit("expense.gifts", 70n), credit("wallet.lot", 70n, "lot-1")],
      }),
    );
    // On Friday it turns out that Monday's gift was a mistake from the start.
    await within((tx) =>
      reverseJournal(tx, journal ?? "", { ...head, effectiveAt: monday, recordedAt: friday }),
    );
    const at = (instant: string, by: "effective" | "recorded") =>
      within(
        async (tx) => (await balancesAt(tx, { accountId: corrected, at: instant, by }))[0]?.balanceNanos,
      );
    expect(await at(tuesday, "recorded")).toBe(70n);
    expect(await at(tuesday, "effective")).toBe(0n);
    expect(await at(friday, "recorded")).toBe(0n);
  });
});

describe("movements of a wallet in a period of days", () => {
  it("are everything but usage, and lead from the opening to the closing balance with it", async () => {
    const { accountId } = await openTestAccount(database, { zone: "Asia/Shanghai" });
    const post = (kind: string, at: string, amount: bigint, usage = false) =>
      database.db.within(ofAccount(accountId), (tx) =>
        postJournal(tx, {
          kind,
          accountId,
          currency: "USD",
          effectiveAt: at,
          recordedAt: at,
          postings: usage
            ? [debit("wallet.lot", amount, "lot-1"), credit("revenue.usage", amount)]
            : [debit("expense.gifts", amount), credit("wallet.lot", amount, "lot-1")],
        }),
      );
    await post("gift.granted", "2026-10-30T16:00:00.000Z", 1_000n); // the 31st in Shanghai
    await post("usage.burned", "2026-10-31T10:00:00.000Z", 300n, true); // still the 31st
    await post("gift.granted", "2026-10-31T16:00:00.000Z", 50n); // the 1st
    await post("usage.burned", "2026-11-02T01:00:00.000Z", 20n, true); // the 2nd
    await post("gift.granted", "2026-11-02T02:00:00.000Z", 7n);
    await post("gift.granted", "2026-11-05T02:00:00.000Z", 9n); // behind the period
    const read = (from: string, to: string) =>
      database.db.within(ofAccount(accountId), (tx) => walletMovements(tx, accountId, from, to));
    const november = await read("2026-11-01", "2026-11-04");
    // 1,000 − 300 before; 50 and 7 came, 20 were used: 737.
    expect(november).toMatchObject({ openingNanos: 700n, usageNanos: -20n, closingNanos: 737n });
    expect(november.movements.map((each) => [each.kind, each.amountNanos])).toEqual([
      ["gift.granted", 50n],
      ["gift.granted", 7n],
    ]);
    expect(await read("2026-09-01", "2026-10-30")).toEqual({
      openingNanos: 0n,
      usageNanos: 0n,
      closingNanos: 0n,
      movements: [],
    });
    expect(await read("2026-11-06", "2026-11-30")).toEqual({
      openingNanos: 746n,
      usageNanos: 0n,
      closingNanos: 746n,
      movements: [],
    });
  });
});

afterAll(async () => {
  // Whatever was written here, the books add up.
  const { checkLedger, isHealthy } = await import("../../src/ledger/check.ts");
  const report = await checkLedger(database.db);
  expect(isHealthy(report), JSON.stringify(report.findings)).toBe(true);
});
