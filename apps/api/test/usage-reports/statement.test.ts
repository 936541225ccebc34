import type { StatementView } from "@tenure/core/contract";
import { describe, expect, it } from "vitest";
import type { CommandContext } from "../../src/command/command.ts";
import { newId } from "../../src/db/ids.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { testApp } from "../support/app.ts";
import { CENT_MODEL, stockMarket } from "../support/market.ts";
import { openAccount, signUp } from "../support/people.ts";
import { usageOf } from "../support/usage.ts";

const DAY_MS = 86_400_000;

const test = await testApp();
await stockMarket(test.services, test.database);
const { sql } = test.database;

/** An owner with a wallet that a test moves: gifts in dollars, usage in cents, days going by. */
async function world(zone = "UTC") {
  const owner = await signUp(test, "owner");
  const accountId = await openAccount(test, owner);
  await sql("UPDATE account SET time_zone = $2 WHERE id = $1", [accountId, zone]);
  const as = (): CommandContext => ({
    actor: { kind: "login", id: owner.loginId },
    accountId,
    asPlatform: false,
    requestId: null,
    idempotencyKey: newId(),
  });
  const at = async (instant: string) => {
    await sql(
      `UPDATE account SET clock_offset_ms = (extract(epoch FROM $2::timestamptz - clock_timestamp()) * 1000)::bigint
        WHERE id = $1`,
      [accountId, instant],
    );
  };
  return {
    owner,
    accountId,
    /** Moves the account's clock to an instant; it runs on from there. */
    at,
    async gift(amount: string) {
      await test.services.runner.run(
        grantGift,
        { amount: { amount, currency: "USD" }, reason: "welcome", expiryDays: null },
        { ...as(), actor: { kind: "staff", id: owner.loginId }, asPlatform: true },
      );
    },
    async use(cents: number, occurredAt?: string) {
      const answer = await usageOf(test.services).record(
        {
          events: [
            {
              clientEventId: newId(),
              model: CENT_MODEL,
              tokens: { inputTokens: cents },
              ...(occurredAt === undefined ? {} : { occurredAt }),
            },
          ],
        },
        as(),
      );
      expect(answer).toMatchObject({ recorded: 1 });
    },
    read: (input: Record<string, unknown> = {}) => owner.query("statement.get", { accountId, ...input }),
    async statement(input: Record<string, unknown> = {}) {
      const { data, status, problem } = await owner.query("statement.get", { accountId, ...input });
      if (status !== 200) throw new Error(JSON.stringify(problem));
      return data as unknown as StatementView;
    },
  };
}

const linesOf = ({ lines }: StatementView) =>
  lines.map((line) => [
    line.day,
    line.type === "usage" ? "usage" : line.kind,
    line.amount.amount,
    line.balance.amount,
  ]);

describe("a statement", () => {
  it("goes from the opening balance over every movement and each day's usage to the closing one", async () => {
    const wallet = await world();
    await wallet.at("2027-03-01T09:00:00.000Z");
    await wallet.gift("10.00");
    await wallet.use(100);
    await wallet.use(200);
    await wallet.at("2027-03-02T09:00:00.000Z");
    await wallet.gift("1.00");
    await wallet.use(1150);
    // 10 − 1 − 2 = 7; 7 + 1 − 11.50 = −3.50: more than all credits is a debt.
    const whole = await wallet.statement({ from: "2027-03-01", to: "2027-03-31" });
    expect(linesOf(whole)).toEqual([
      ["2027-03-01", "gift.granted", "10.00", "10.00"],
      ["2027-03-01", "usage", "-3.00", "7.00"],
      ["2027-03-02", "gift.granted", "1.00", "8.00"],
      ["2027-03-02", "usage", "-11.50", "-3.50"],
    ]);
    expect(
      [whole.opening, whole.movedIn, whole.movedOut, whole.usage, whole.closing].map((each) => each.amount),
    ).toEqual(["0.00", "11.00", "0.00", "-14.50", "-3.50"]);
    // The second day alone opens with what the first closed with.
    const second = await wallet.statement({ from: "2027-03-02", to: "2027-03-02" });
    expect([second.opening.amount, second.closing.amount, second.lines.length]).toEqual(["7.00", "-3.50", 2]);
    const first = await wallet.statement({ from: "2027-02-01", to: "2027-03-01" });
    expect([first.opening.amount, first.closing.amount, first.lines.length]).toEqual(["0.00", "7.00", 2]);
  });

  it("covers days of the account's zone, and the present month where nothing is asked", async () => {
    const wallet = await world("Asia/Kolkata");
    // A minute before and a minute after midnight in India, 18:30 UTC.
    await wallet.at("2027-04-30T18:29:00.000Z");
    await wallet.gift("2.00");
    await wallet.at("2027-04-30T18:31:00.000Z");
    await wallet.gift("3.00");
    const april = await wallet.statement({ from: "2027-04-01", to: "2027-04-30" });
    expect([april.closing.amount, april.lines.length]).toEqual(["2.00", 1]);
    const present = await wallet.statement();
    expect([present.from, present.to, present.opening.amount, present.closing.amount]).toEqual([
      "2027-05-01",
      "2027-05-01",
      "2.00",
      "5.00",
    ]);
  });

  it("has usage on the day it was recorded: a late event moves the wallet today, not in a closed month", async () => {
    const wallet = await world();
    await wallet.at("2027-05-31T12:00:00.000Z");
    await wallet.gift("5.00");
    const may = await wallet.statement({ from: "2027-05-01", to: "2027-05-31" });
    await wallet.at("2027-06-01T12:00:00.000Z");
    await wallet.use(40, "2027-05-31T11:00:00.000Z");
    const again = await wallet.statement({ from: "2027-05-01", to: "2027-05-31" });
    expect([linesOf(again), again.closing]).toEqual([linesOf(may), may.closing]);
    expect(linesOf(await wallet.statement({ from: "2027-06-01", to: "2027-06-30" }))).toEqual([
      ["2027-06-01", "usage", "-0.40", "4.60"],
    ]);
  });

  it("adds up over a changed time zone, whatever period is asked", async () => {
    const wallet = await world("Asia/Shanghai");
    await wallet.at("2027-07-01T17:00:00.000Z"); // 01:00 on the 2nd in Shanghai.
    await wallet.gift("4.00");
    await sql("UPDATE account SET time_zone = 'America/New_York' WHERE id = $1", [wallet.accountId]);
    await wallet.at("2027-07-01T18:00:00.000Z"); // 14:00 on the 1st in New York: yesterday stays closed.
    await wallet.gift("6.00");
    await wallet.at("2027-07-03T18:00:00.000Z");
    await wallet.use(100);
    expect(linesOf(await wallet.statement({ from: "2027-07-01", to: "2027-07-31" }))).toEqual([
      ["2027-07-02", "gift.granted", "4.00", "4.00"],
      ["2027-07-02", "gift.granted", "6.00", "10.00"],
      ["2027-07-03", "usage", "-1.00", "9.00"],
    ]);
    expect((await wallet.statement({ from: "2027-07-01", to: "2027-07-01" })).lines).toEqual([]);
    expect((await wallet.statement({ from: "2027-07-02", to: "2027-07-02" })).closing.amount).toBe("10.00");
  });

  it("is empty and zero before anything moved", async () => {
    const wallet = await world();
    const found = await wallet.statement({ from: "2026-01-01", to: "2026-01-31" });
    expect([found.lines, found.opening.amount, found.closing.amount]).toEqual([[], "0.00", "0.00"]);
  });
});

describe("a statement that does not add up", () => {
  it.each([
    ["a day's usage", "UPDATE wallet_day SET usage_nanos = usage_nanos - 1 WHERE account_id = $1"],
    ["a day's closing", "UPDATE wallet_day SET closing_nanos = closing_nanos + 1 WHERE account_id = $1"],
    [
      "the balance",
      "UPDATE ledger_account SET balance = balance + 1 WHERE account_id = $1 AND code = 'wallet.lot'",
    ],
  ])("because of %s is not shown; the operator is told once", async (_, damage) => {
    const wallet = await world();
    await wallet.at("2027-08-01T09:00:00.000Z");
    await wallet.gift("3.00");
    await wallet.use(7);
    await sql(damage, [wallet.accountId]);
    const period = { from: "2027-08-01", to: "2027-08-31" };
    for (let time = 0; time < 2; time += 1) {
      const { status, problem, data } = await wallet.read(period);
      expect([status, problem.code, data]).toEqual([500, "internal", {}]);
      expect(problem.detail).toContain("does not add up");
    }
    const alerts = await sql("SELECT kind, account_id, detail FROM operator_alert WHERE account_id = $1", [
      wallet.accountId,
    ]);
    expect(alerts).toMatchObject([
      { kind: "statement_mismatch", account_id: wallet.accountId, detail: { ...period } },
    ]);
  });
});

describe("what a statement refuses", () => {
  it.each([
    [{ from: "2027-01-02", to: "2027-01-01" }, "to"],
    // 2 January 2026 to 6 February 2027 are 401 days.
    [{ from: "2026-01-02", to: "2027-02-06" }, "from"],
    [{ from: "2027-01-01T00:00:00.000Z" }, "from"],
    [{ from: "2027-02-29" }, "from"],
    [{ day: "2027-01-01" }, ""],
  ])("%j, naming the field", async (input, path) => {
    const { status, problem } = await (await refusing).read(input);
    expect([status, problem.code]).toEqual([400, "validation_failed"]);
    expect(JSON.stringify(problem.errors)).toContain(`"path":"${path}"`);
  });

  it("lets 400 days pass", async () => {
    const found = await (await refusing).statement({ from: "2026-01-02", to: "2027-02-05" });
    expect((Date.parse(found.to) - Date.parse(found.from)) / DAY_MS).toBe(399);
  });

  const refusing = world();
});
