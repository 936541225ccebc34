import type { BalanceFacts } from "@tenure/core/auto-top-up";
import type { Instant } from "@tenure/core/time";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { Tx } from "../db/database.ts";
import { spendableNanos } from "../ledger/lots.ts";
import { balanceOf } from "../ledger/post.ts";

/** What can be spent, what of it is promised, what is owed. */
export async function readBalance(tx: Tx, account: AccountFacts, now: Instant): Promise<BalanceFacts> {
  const wallet = await tx.wallet.findUniqueOrThrow({
    where: { accountId: account.id },
    select: { heldNanos: true },
  });
  return {
    spendableNanos: await spendableNanos(tx, account.id, now),
    heldNanos: wallet.heldNanos,
    debtNanos: await balanceOf(tx, "wallet.debt", account.currency, account.id),
  };
}
