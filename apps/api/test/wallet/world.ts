import type { CommandContext } from "../../src/command/command.ts";
import { newId } from "../../src/db/ids.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import type { Customer, Market } from "../support/market.ts";

export const DAY_MS = 86_400_000;

/** An administrator's context on a customer's account. */
export const asStaff = (customer: Pick<Customer, "loginId" | "accountId">): CommandContext => ({
  actor: { kind: "staff", id: customer.loginId },
  accountId: customer.accountId,
  asPlatform: true,
  requestId: null,
  idempotencyKey: newId(),
});

/** Gives gift credits. @returns the lot's id */
export async function give(
  market: Pick<Market, "services">,
  customer: Pick<Customer, "loginId" | "accountId">,
  dollars: string,
  expiryDays: number,
): Promise<string> {
  const { answer } = await market.services.runner.run(
    grantGift,
    { amount: { amount: dollars, currency: "USD" }, reason: "thank you", expiryDays },
    asStaff(customer),
  );
  return answer.lotId;
}

/** Balances of an account's ledger accounts that are not zero, in cents by code. */
export async function booksOf(
  market: Pick<Market, "database">,
  accountId: string,
): Promise<Record<string, number>> {
  const rows = await market.database.sql<{ code: string; cents: number }>(
    `SELECT code, (sum(balance) / 10000000)::int AS cents FROM ledger_account
      WHERE account_id = $1 GROUP BY code HAVING sum(balance) <> 0`,
    [accountId],
  );
  return Object.fromEntries(rows.map((row) => [row.code, row.cents]));
}

/** State of a lot and what is left of it, in cents. */
export async function lotIs(market: Pick<Market, "database">, lotId: string): Promise<string> {
  const [row] = await market.database.sql<{ lot: string }>(
    `SELECT l.state || ' ' || (a.balance / 10000000)::int AS lot FROM credit_lot l
       JOIN ledger_account a ON a.id = l.ledger_account_id WHERE l.id = $1`,
    [lotId],
  );
  return row?.lot ?? "none";
}
