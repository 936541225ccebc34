import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { plainCommand } from "../../src/command/command.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { revokeGift } from "../../src/wallet/revoke-gift.ts";
import { openTestAccount } from "../support/account.ts";
import { byStaff } from "../support/caller.ts";
import { type CaseWorld, caseWorld, effectsOf, NEVER, ONCE } from "./case-world.ts";
import { CASE_KINDS, idempotencyCase } from "./idempotency-case.ts";

const gift = (reason: string, amount = "1.00") => ({
  amount: { amount, currency: "USD" },
  reason,
  expiryDays: null,
});

describe("a command that comes again", () => {
  let world: CaseWorld;
  beforeAll(async () => {
    world = await caseWorld();
  });

  it.each(CASE_KINDS)("has one effect and one answer: %s", async (kind) => {
    for (let number = 0; number < 8; number += 1)
      await idempotencyCase(world, kind, number + 100 * CASE_KINDS.indexOf(kind));
  });

  it("is refused again with the same stored decision", async () => {
    const { runner, account, database } = world;
    const send = () =>
      runner.run(grantGift, gift("refused twice", "0"), byStaff(account.accountId, "refused"));
    const errors = await Promise.all([send().catch((e: unknown) => e), send().catch((e: unknown) => e)]);
    const decisions = errors.map((error) =>
      error instanceof RefusedError ? error.decisionId : String(error),
    );
    expect(decisions[0]).toBe(decisions[1]);
    expect(errors[0]).toMatchObject({ message: "gift_amount_out_of_range" });
    expect(errors[1]).toMatchObject({ message: "gift_amount_out_of_range" });
    const rows = await database.sql("SELECT outcome FROM decision WHERE id = $1", [decisions[0]]);
    expect(rows).toEqual([{ outcome: "refused" }]);
    expect(await effectsOf(database, "refused twice")).toEqual(NEVER);
  });

  it("does not answer another caller, account or procedure with the same key", async () => {
    const { runner, account, database } = world;
    const other = await openTestAccount(database);
    const mine = await runner.run(grantGift, gift("mine"), byStaff(account.accountId, "shared"));
    const colleague = byStaff(account.accountId, "shared", "00000000-0000-4000-8000-00000000000b");
    expect((await runner.run(grantGift, gift("theirs"), colleague)).replayed).toBe(false);
    expect(
      (await runner.run(grantGift, gift("elsewhere"), byStaff(other.accountId, "shared"))).replayed,
    ).toBe(false);
    const revoked = await runner.run(
      revokeGift,
      { lotId: mine.answer.lotId, reason: "taken back" },
      byStaff(account.accountId, "shared"),
    );
    expect(revoked.replayed).toBe(false);
    expect(await effectsOf(database, "theirs")).toEqual(ONCE);
    expect(await effectsOf(database, "elsewhere")).toEqual(ONCE);
  });

  it("takes equal values written in another order for the same input", async () => {
    const { runner, account } = world;
    const context = byStaff(account.accountId, "order");
    const first = await runner.run(grantGift, gift("order"), context);
    const { amount, reason, expiryDays } = gift("order");
    const again = await runner.run(
      grantGift,
      { expiryDays, reason, amount: { currency: amount.currency, amount: amount.amount } },
      context,
    );
    expect(again).toEqual({ ...first, replayed: true });
  });

  it("may use its key again when it failed half-way: nothing of it stayed", async () => {
    const { runner, account, database } = world;
    let fail = true;
    const fragile = plainCommand({
      name: "test.fragile",
      input: z.strictObject({}),
      async apply({ tx }) {
        await tx.account.update({ where: { id: account.accountId }, data: { name: "Half done" } });
        if (fail) throw new Error("fell over");
        return { answer: { ok: true }, target: { kind: "account", id: account.accountId } };
      },
    });
    const context = byStaff(account.accountId, "fragile");
    await expect(runner.run(fragile, {}, context)).rejects.toThrow("fell over");
    const left = await database.sql(
      `SELECT (SELECT name FROM account WHERE id = $1) AS name,
              (SELECT count(*)::int FROM audit_row WHERE action = 'test.fragile') AS audits,
              (SELECT count(*)::int FROM command_record WHERE procedure = 'test.fragile') AS records`,
      [account.accountId],
    );
    expect(left).toEqual([{ name: "Acme", audits: 0, records: 0 }]);
    fail = false;
    expect(await runner.run(fragile, {}, context)).toMatchObject({ answer: { ok: true }, replayed: false });
  });

  it("cannot reach an account that does not exist, and keeps no record of trying", async () => {
    const { runner, database } = world;
    const nowhere = byStaff("00000000-0000-4000-8000-0000000000ff", "nowhere");
    await expect(runner.run(grantGift, gift("nowhere"), nowhere)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await effectsOf(database, "nowhere")).toEqual(NEVER);
  });

  it("previews what it would do, by the same rule, and writes nothing", async () => {
    const { runner, account, database } = world;
    const counts = () =>
      database.sql(`SELECT (SELECT count(*) FROM decision) d, (SELECT count(*) FROM audit_row) a,
        (SELECT count(*) FROM command_record) c, (SELECT count(*) FROM ledger_posting) p, (SELECT count(*) FROM pgboss.job) j`);
    const before = await counts();
    const { idempotencyKey: _, ...context } = byStaff(account.accountId, "unused");
    const preview = await runner.preview(grantGift, gift("previewed", "2.50"), context);
    expect(await counts()).toEqual(before);
    const done = await runner.run(
      grantGift,
      gift("previewed", "2.50"),
      byStaff(account.accountId, "previewed"),
    );
    const [row] = await database.sql<{ lines: unknown }>(
      "SELECT receipt->'body'->'lines' AS lines FROM decision WHERE id = $1",
      [done.decisionId],
    );
    expect(row?.lines).toEqual(preview.lines);
  });
});
