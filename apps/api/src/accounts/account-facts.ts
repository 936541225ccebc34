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

/** Reads an account. @throws AppError not_found when the scope does not show it */
export async function readAccount(tx: Tx, accountId: string): Promise<AccountFacts> {
  const row = await tx.account.findUnique({ where: { id: accountId } });
  const state = STATES.find((each) => each === row?.state);
  if (row === null || state === undefined || !isCurrency(row.currency))
    throw new AppError("not_found", "No such account.");
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
