import { nanosToDecimal } from "@tenure/core/money";
import type { Customer, Market } from "../support/market.ts";

const money = (nanos: string | null): string | null => {
  if (nanos === null) return null;
  const amount = BigInt(nanos);
  return amount < 0n ? `-${nanosToDecimal(-amount, "USD")}` : nanosToDecimal(amount, "USD");
};

type Shelf = Pick<Market, "database" | "stripe">;

/** The charge of an order at the simulator. */
export function chargeOf({ stripe }: Shelf, orderId: string): string {
  const charge = stripe.control.charges().find((each) => each.metadata["orderId"] === orderId);
  if (charge === undefined) throw new Error("the order was not charged");
  return charge.id;
}

/** The lots of an order as `kind state left`, paid first. */
export async function lotsOf({ database }: Shelf, orderId: string): Promise<string[]> {
  const rows = await database.sql<{ kind: string; state: string; balance: string }>(
    `SELECT l.kind, l.state, a.balance::text AS balance FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
      WHERE l.order_id = $1 ORDER BY l.kind DESC, l.id`,
    [orderId],
  );
  return rows.map((row) => `${row.kind} ${row.state} ${money(row.balance) ?? ""}`);
}

/** What the journals of an account come to, per ledger account, in the direction in which each grows; zeros left out. */
export async function booksOf({ database }: Shelf, { accountId }: Customer): Promise<Record<string, string>> {
  const rows = await database.sql<{ code: string; balance: string }>(
    `SELECT l.code, sum(CASE WHEN l.normal = 'debit' THEN p.amount ELSE -p.amount END)::text AS balance
       FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id JOIN ledger_account l ON l.id = p.ledger_account_id
      WHERE j.account_id = $1 GROUP BY l.code HAVING sum(p.amount) <> 0`,
    [accountId],
  );
  return Object.fromEntries(rows.map((row) => [row.code, money(row.balance) ?? ""]));
}

/** A dispute as it is kept, amounts in dollars. */
export async function disputeRow(
  { database }: Shelf,
  disputeId: string,
): Promise<Readonly<Record<string, string | null>> | null> {
  const [row] = await database.sql<Record<string, string | null>>(
    `SELECT state, holds, paid_by, withdrawn_nanos::text AS withdrawn, (frozen_nanos + frozen_bonus_nanos)::text AS frozen,
            taken_nanos::text AS taken, debt_nanos::text AS debt, claim_nanos::text AS claim
       FROM payment_dispute WHERE provider_dispute_id = $1`,
    [disputeId],
  );
  if (row === undefined) return null;
  const { state, holds, paid_by: paidBy, ...amounts } = row;
  return {
    state: state ?? null,
    holds: holds ?? null,
    paidBy: paidBy ?? null,
    ...Object.fromEntries(Object.entries(amounts).map(([name, nanos]) => [name, money(nanos)])),
  };
}
