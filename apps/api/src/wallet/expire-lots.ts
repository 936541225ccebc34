import { planExpiry, sumNanos } from "@tenure/core/credits";
import type { LotKind } from "@tenure/core/policy";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { plainCommand } from "../command/command.ts";
import { LOT_ENDS_IN } from "../ledger/chart.ts";
import { closeLot } from "../ledger/lots.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";

/**
 * Ends the lots of one account whose time is over: what is left of each is posted to where such credits end
 * (`LOT_ENDS_IN`). Requests in flight keep their promise (README).
 */
export const expireAccountLots = plainCommand({
  name: "wallet.expire_lots",
  input: z.strictObject({ limit: z.int().min(1).max(1000) }),
  async apply({ tx, now, context }, { limit }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const rows = await tx.$queryRaw<{ id: string; kind: LotKind; balance: string; expires_at: Date }[]>`
      SELECT l.id, l.kind, a.balance::text AS balance, l.expires_at
        FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
       WHERE l.account_id = ${account.id}::uuid AND l.state = 'open' AND l.expires_at <= ${now}::timestamptz
       ORDER BY l.expires_at, l.id LIMIT ${limit} FOR UPDATE OF l`;
    const kindOf = new Map(rows.map((row) => [row.id, row.kind]));
    const expiries = planExpiry(
      rows.map((row) => ({
        id: row.id,
        remainingNanos: BigInt(row.balance),
        expiresAt: row.expires_at.toISOString(),
      })),
      now,
    );
    for (const { lotId, to, amountNanos } of expiries) {
      await postJournal(tx, {
        kind: "credits.expired",
        accountId: account.id,
        currency: account.currency,
        effectiveAt: now,
        recordedAt: now,
        postings: [
          debit("wallet.lot", amountNanos, lotId),
          credit(LOT_ENDS_IN[kindOf.get(lotId) ?? "paid"], amountNanos),
        ],
      });
      await closeLot(tx, lotId, to, now);
    }
    return {
      answer: { ended: expiries.length },
      target: { kind: "account", id: account.id },
      after: {
        lots: expiries.map(({ lotId, amountNanos }) => ({ lotId, expiredNanos: amountNanos.toString() })),
        expiredNanos: sumNanos(expiries.map((each) => each.amountNanos)).toString(),
      },
    };
  },
});
