import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";

/** Accounts that one run looks at; a full page asks for the next one. */
const PAGE = 500;

/**
 * Handler of `auto_top_up.sweep`, the safety net: finds accounts that are low although nobody said so (credits that
 * expired, a lost job), and top-ups that stand still, and brings them to work. What is to be done the job decides.
 */
export async function sweepAutoTopUps(
  { db, outbox }: Services,
  { after }: { readonly after?: string | undefined },
): Promise<void> {
  await db.within(PLATFORM, async (tx) => {
    const page = await tx.$queryRaw<{ account_id: string; due: boolean }[]>`
      SELECT t.account_id,
             t.pending_order_id IS NOT NULL
             OR (coalesce(t.quiet_until <= tenure_now(t.account_id), true)
                 AND (SELECT coalesce(sum(l.balance), 0) FROM credit_lot c JOIN ledger_account l ON l.id = c.ledger_account_id
                       WHERE c.account_id = t.account_id AND c.state = 'open'
                         AND coalesce(c.expires_at > tenure_now(t.account_id), true))
                     - w.held_nanos
                     - (SELECT coalesce(sum(d.balance), 0) FROM ledger_account d
                         WHERE d.account_id = t.account_id AND d.code = 'wallet.debt')
                     < t.threshold_nanos) AS due
        FROM auto_top_up t JOIN wallet w ON w.account_id = t.account_id
       WHERE (t.state = 'on' OR t.pending_order_id IS NOT NULL)
         AND t.account_id > ${after ?? "00000000-0000-0000-0000-000000000000"}::uuid
       ORDER BY t.account_id LIMIT ${PAGE}`;
    for (const each of page)
      if (each.due)
        await outbox.enqueue(
          tx,
          "auto_top_up.run",
          { accountId: each.account_id },
          { singletonKey: each.account_id },
        );
    const last = page.at(-1);
    if (page.length === PAGE && last !== undefined)
      await outbox.enqueue(
        tx,
        "auto_top_up.sweep",
        { after: last.account_id },
        { singletonKey: last.account_id },
      );
  });
}
