import { expect } from "vitest";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { byStaff } from "../support/caller.ts";
import { type CaseWorld, effectsOf, ONCE } from "./case-world.ts";

/** The ways a request comes twice. */
export const CASE_KINDS = ["replay", "ten_at_once", "altered", "next_day"] as const;

/** One case of a key that comes again: whatever happens, one effect and one answer. */
export async function idempotencyCase(
  { database, account, runner }: CaseWorld,
  kind: (typeof CASE_KINDS)[number],
  number: number,
): Promise<void> {
  const reason = `case ${number} of ${kind}`;
  const input = { amount: { amount: "0.01", currency: "USD" }, reason, expiryDays: 10 };
  const send = (body: unknown = input) =>
    runner.run(grantGift, body, byStaff(account.accountId, `key-${number}`));

  if (kind === "ten_at_once") {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(new Set(outcomes.map((each) => JSON.stringify(each.answer))).size).toBe(1);
    expect(outcomes.filter((each) => !each.replayed)).toHaveLength(1);
    expect(await effectsOf(database, reason)).toEqual(ONCE);
    return;
  }
  const first = await send();
  expect(first.replayed).toBe(false);
  if (kind === "altered") {
    const altered = send({ ...input, amount: { amount: "0.02", currency: "USD" }, expiryDays: 11 });
    await expect(altered).rejects.toMatchObject({
      code: "idempotency_conflict",
      message: expect.stringContaining("amount, expiryDays"),
      errors: [{ path: "amount" }, { path: "expiryDays" }],
    });
  }
  if (kind === "next_day")
    await database.sql("UPDATE account SET clock_offset_ms = clock_offset_ms + 25 * 3600000 WHERE id = $1", [
      account.accountId,
    ]);
  const again = await send();
  expect(again).toEqual({ ...first, replayed: true });
  expect(await effectsOf(database, reason)).toEqual(ONCE);
}
