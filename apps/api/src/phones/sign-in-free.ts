import { frozenBy } from "@tenure/core/subject-changes";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** Whether ways to sign in and to confirm stand still: a change of the account's subject is open (invariant 31). */
export async function isSignInFrozen(tx: Tx, accountId: string): Promise<boolean> {
  const open = await tx.subjectChange.count({ where: { accountId, state: "open" } });
  return open > 0 && frozenBy({ state: "open", accepted: false }).includes("sign_in");
}

/** @throws AppError conflict while a change of the account's subject is open */
export async function requireSignInFree(tx: Tx, accountId: string): Promise<void> {
  if (await isSignInFrozen(tx, accountId))
    throw new AppError(
      "conflict",
      "A change of this account's subject is under way; until it ends, phones stay as they are.",
    );
}
