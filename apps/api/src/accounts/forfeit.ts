import type { LotKind } from "@tenure/core/policy";
import { z } from "zod";
import { type Acting, plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { LOT_ENDS_IN } from "../ledger/chart.ts";
import { closeLot } from "../ledger/lots.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import type { Services } from "../runtime/services.ts";
import { readAccount } from "./account-facts.ts";

/** Accounts per run; the next beat goes on. */
const ACCOUNTS = 50;

/**
 * Ends what is left of the credits of an account that is over (T4.2, T1.4), each to where such credits end. Waits while
 * requests in flight were promised credits: what we end must not become their debt (src/wallet/README.md).
 * @returns what was ended, in nanos
 */
export async function forfeitCredits({ tx, now, context, decisionId }: Acting): Promise<bigint> {
  const account = await readAccount(tx, context.accountId ?? "");
  const promised = await tx.usageHold.count({
    where: { accountId: account.id, state: "open", leftCreditNanos: { gt: 0 } },
  });
  if (promised > 0) return 0n;
  const lots = await tx.$queryRaw<{ id: string; kind: LotKind; balance: string }[]>`
    SELECT l.id, l.kind, a.balance::text AS balance FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.account_id = ${account.id}::uuid AND l.state = 'open'
       -- One that has expired ends by its own job, as what it is.
       AND (l.expires_at IS NULL OR l.expires_at > ${now}::timestamptz) ORDER BY l.id FOR UPDATE OF l`;
  let total = 0n;
  for (const lot of lots) {
    const left = BigInt(lot.balance);
    await postJournal(tx, {
      kind: "credits.forfeited",
      accountId: account.id,
      currency: account.currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [debit("wallet.lot", left, lot.id), credit(LOT_ENDS_IN[lot.kind], left)],
    });
    await closeLot(tx, lot.id, left === 0n ? "spent" : "revoked", now);
    total += left;
  }
  return total;
}

/** The same later, where requests were in flight when the account ended. */
export const forfeitLater = plainCommand({
  name: "accounts.forfeit",
  input: z.strictObject({}),
  async apply(acting) {
    const account = await readAccount(acting.tx, acting.context.accountId ?? "");
    const over = account.state === "terminated" || account.state === "closed";
    const forfeitedNanos = over ? await forfeitCredits(acting) : 0n;
    return {
      answer: { forfeitedNanos: forfeitedNanos.toString() },
      target: { kind: "account", id: account.id },
      after: { forfeitedNanos: forfeitedNanos.toString() },
    };
  },
});

/** Job `accounts.forfeit`: accounts that are over, with credits left and no request in flight. */
export async function forfeitLeftovers({ db, runner }: Pick<Services, "db" | "runner">): Promise<void> {
  const due = await db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT a.id FROM account a WHERE a.state IN ('terminated', 'closed')
         AND EXISTS (SELECT 1 FROM credit_lot l WHERE l.account_id = a.id AND l.state = 'open'
           AND (l.expires_at IS NULL OR l.expires_at > tenure_now(a.id)))
         AND NOT EXISTS (SELECT 1 FROM usage_hold h WHERE h.account_id = a.id AND h.state = 'open' AND h.left_credit_nanos > 0)
       ORDER BY a.id LIMIT ${ACCOUNTS}`,
  );
  for (const { id } of due)
    await runner.run(forfeitLater, {}, systemContext("accounts.forfeit", id, newId()));
}
