import { expect } from "vitest";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import type { CrashPool } from "../support/crash-pool.ts";
import { byStaff } from "../support/caller.ts";
import { type CaseWorld, effectsOf, NEVER, ONCE } from "./case-world.ts";

/**
 * Kills a process just before or just after the commit of commands that it runs at once, none of them answered; looks at
 * what is there, and repeats each request elsewhere: before the commit nothing is there, after it everything, and the
 * repetition ends in exactly one effect.
 * @param numbers of the commands; several only after the commit, since those that came first have passed theirs
 */
export async function crashCase(
  { database, account, runner }: CaseWorld,
  pool: CrashPool,
  moment: "before_commit" | "after_commit",
  numbers: readonly number[],
): Promise<void> {
  const { accountId } = account;
  const gifts = numbers.map((number) => ({
    accountId,
    reason: `crash ${number} ${moment}`,
    key: `crash-${number}-${moment}`,
  }));
  expect(await pool.run({ gifts, dieAt: `wallet.grant_gift:${moment}` })).toEqual({ kind: "killed" });
  for (const { reason, key } of gifts) {
    if (moment === "after_commit") expect(await effectsOf(database, reason)).toEqual(ONCE);
    const gift = { amount: { amount: "0.01", currency: "USD" }, reason, expiryDays: null };
    const retried = await runner.run(grantGift, gift, byStaff(accountId, key));
    expect(retried.replayed).toBe(moment === "after_commit");
    expect(await effectsOf(database, reason)).toEqual(ONCE);
    const [lot] = await database.sql("SELECT id FROM credit_lot WHERE reason = $1", [reason]);
    expect(retried.answer).toMatchObject({ lotId: lot?.["id"] });
  }
}

/** Kills before the commit and repeats nothing: nothing may be there. */
export async function lostCase(
  { database, account }: CaseWorld,
  pool: CrashPool,
  number: number,
): Promise<void> {
  const reason = `lost ${number}`;
  const gifts = [{ accountId: account.accountId, key: `lost-${number}`, reason }];
  expect(await pool.run({ gifts, dieAt: "wallet.grant_gift:before_commit" })).toEqual({ kind: "killed" });
  expect(await effectsOf(database, reason)).toEqual(NEVER);
}
