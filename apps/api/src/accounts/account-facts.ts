import { type Currency, isCurrency, type Language } from "@tenure/core/money";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** What most rules need to know of an account. */
export interface AccountFacts {
  readonly id: string;
  readonly name: string;
  readonly state: "active" | "suspended" | "terminated" | "closed";
  readonly currency: Currency;
  readonly timeZone: string;
  readonly language: Language;
  readonly livemode: boolean;
}

const STATES = ["active", "suspended", "terminated", "closed"] as const;

/** The columns an account's facts are read from. */
interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly language: string;
  readonly livemode: boolean;
}

/** Reads an account. @throws AppError not_found when the scope does not show it */
export async function readAccount(tx: Tx, accountId: string): Promise<AccountFacts> {
  const row = await tx.account.findUnique({ where: { id: accountId } });
  if (row === null) throw new AppError("not_found", "No such account.");
  return toAccountFacts(row);
}

/** The facts of an account's row. @throws AppError not_found when its state or currency is none of ours */
export function toAccountFacts(row: AccountRow): AccountFacts {
  const state = STATES.find((each) => each === row.state);
  if (state === undefined || !isCurrency(row.currency)) throw new AppError("not_found", "No such account.");
  return {
    id: row.id,
    name: row.name,
    state,
    currency: row.currency,
    timeZone: row.timeZone,
    language: row.language === "zh" ? "zh" : "en",
    livemode: row.livemode,
  };
}
