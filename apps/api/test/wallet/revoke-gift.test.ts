import { beforeAll, expect, it } from "vitest";
import type { CommandContext } from "../../src/command/command.ts";
import { newId } from "../../src/db/ids.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { revokeGift } from "../../src/wallet/revoke-gift.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const asStaff = (customer: Customer): CommandContext => ({
  actor: { kind: "staff", id: customer.loginId },
  accountId: customer.accountId,
  asPlatform: true,
  requestId: null,
  idempotencyKey: newId(),
});

const give = async (customer: Customer, dollars: string, expiryDays: number) => {
  const { answer } = await market.services.runner.run(
    grantGift,
    { amount: { amount: dollars, currency: "USD" }, reason: "thank you", expiryDays },
    asStaff(customer),
  );
  return answer.lotId;
};

it("a gift whose time is over is not taken back once more: it left the balance when it expired", async () => {
  const customer = await market.customer();
  const lotId = await give(customer, "10", 1);
  await customer.later(2 * 86_400_000);
  const decision = await market.services.runner.preview(
    revokeGift,
    { lotId, reason: "by mistake" },
    asStaff(customer),
  );
  // Nothing is spendable any more: 0 − 10 would be a wallet below zero.
  expect([decision.outcome, decision.refusals.map((each) => each.code)]).toEqual([
    "refused",
    ["gift_expired"],
  ]);
});

it("a gift that a request in flight was promised waits for it, so that no debt comes of taking it back", async () => {
  const customer = await market.customer();
  const lotId = await give(customer, "10", 1);
  const holdId = await customer.hold(800);
  const revoke = () =>
    market.services.runner.run(revokeGift, { lotId, reason: "by mistake" }, asStaff(customer));
  await expect(revoke()).rejects.toMatchObject({ message: "gift_promised" });
  await customer.settle(holdId, 800);
  await revoke();
  const accounts = await market.database.sql<{ code: string; balance: string }>(
    `SELECT code, balance::text FROM ledger_account WHERE account_id = $1 AND balance <> 0`,
    [customer.accountId],
  );
  // 10.00 given, 8.00 used, 2.00 taken back: nothing is left and nothing is owed.
  expect(accounts).toEqual([]);
});
