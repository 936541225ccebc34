import { expiryWarningDue, sumNanos } from "@tenure/core/credits";
import type { LotKind } from "@tenure/core/policy";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import { markLotsWarned } from "../ledger/lots.ts";
import { queueNotice } from "../notices/queue.ts";
import { expiringLines } from "./expiring-lines.ts";

/** Lots that one warning looks at; an account that has more hears of the rest with the next beat. */
const MOST_LOTS = 500;

/** Warns an account's owner of credits that expire soon: one mail for all of its lots, once per warning day each. */
export const warnExpiring = plainCommand({
  name: "wallet.warn_expiring",
  input: z.strictObject({}),
  async apply({ tx, now, policy, context, commandId, outbox }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const warningDays = policy.credits.expiryWarningDays;
    const rows = await tx.$queryRaw<
      { id: string; kind: LotKind; balance: string; expires_at: Date; warned_at: Date | null }[]
    >`
      SELECT l.id, l.kind, a.balance::text AS balance, l.expires_at, l.warned_at
        FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
       WHERE l.account_id = ${account.id}::uuid AND l.state = 'open' AND a.balance > 0
         AND l.expires_at > ${now}::timestamptz
         AND l.expires_at <= ${now}::timestamptz + make_interval(days => ${Math.max(0, ...warningDays)}::int)
       ORDER BY l.expires_at, l.id LIMIT ${MOST_LOTS} FOR UPDATE OF l`;
    const due = rows
      .map((row) => ({
        id: row.id,
        kind: row.kind,
        remainingNanos: BigInt(row.balance),
        expiresAt: row.expires_at.toISOString(),
        warnedAt: row.warned_at?.toISOString() ?? null,
      }))
      .filter((lot) => expiryWarningDue(lot, now, warningDays));
    const [first] = due;
    if (first !== undefined) {
      await markLotsWarned(
        tx,
        due.map((lot) => lot.id),
        now,
      );
      const to = await ownerOf(tx, account.id);
      const shown = {
        language: to?.language ?? account.language,
        zone: account.timeZone,
        currency: account.currency,
      };
      await queueNotice(tx, outbox, {
        kind: "credits_expiring",
        dedupeKey: `credits_expiring:${commandId}`,
        accountId: account.id,
        to,
        now,
        zone: account.timeZone,
        currency: account.currency,
        params: {
          amount: sumNanos(due.map((lot) => lot.remainingNanos)).toString(),
          expiresAt: first.expiresAt,
          lots: expiringLines(due, shown),
        },
      });
    }
    return {
      answer: { warned: due.length },
      target: { kind: "account", id: account.id },
      after: { lotIds: due.map((lot) => lot.id) },
    };
  },
});
