import { cardValidity } from "@tenure/core/payment-methods";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { ownerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import type { CommandRunner } from "../command/runner.ts";
import { systemContext } from "../command/system.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { queueNotice } from "../notices/queue.ts";
import { policyAt } from "../policy-versions/in-force.ts";

/** Tells the holder of a card that it ends soon, once per card and month of expiry. */
const warnExpiringCard = plainCommand({
  name: "payment_methods.warn_expiring",
  input: z.strictObject({ paymentMethodId: z.uuid() }),
  async apply({ tx, now, policy, context, outbox }, { paymentMethodId }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const holder = await currentHolderPeriod(tx, account.id);
    const card = await tx.paymentMethod.findFirst({
      where: { id: paymentMethodId, accountId: account.id, holderPeriodId: holder.id, endedAt: null },
    });
    const month = card === null ? null : monthOf(card);
    const due =
      card !== null &&
      month !== null &&
      card.expiryTold !== month &&
      cardValidity(card, now, policy) === "expiring";
    if (due) {
      await tx.paymentMethod.update({ where: { id: card.id }, data: { expiryTold: month } });
      await queueNotice(tx, outbox, {
        kind: "card_expiring",
        dedupeKey: `card_expiring:${card.id}:${month}`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
        now,
        zone: account.timeZone,
        params: { card: card.label, month: `${month.slice(5)}/${month.slice(0, 4)}` },
      });
    }
    return {
      answer: { told: due },
      target: { kind: "payment_method", id: paymentMethodId },
      after: { told: due ? month : null },
    };
  },
});

/** `2026-12`, or null where the provider does not say. */
const monthOf = (card: { readonly expMonth: number | null; readonly expYear: number | null }) =>
  card.expMonth === null || card.expYear === null
    ? null
    : `${card.expYear}-${String(card.expMonth).padStart(2, "0")}`;

/** Cards per look. */
const CARDS = 100;

/**
 * Job `payment_methods.warn_expiring`: tells every holder whose card ends soon, by each account's own clock. Any number
 * of workers may run it at once; a second run finds nothing more to do. With an `accountId`, that account's alone.
 * @returns how many were told
 */
export async function warnExpiringCards(
  { db, runner }: { readonly db: Database; readonly runner: CommandRunner },
  { accountId = null }: { readonly accountId?: string | null } = {},
): Promise<number> {
  const days = policyAt(new Date().toISOString()).paymentMethods.expiringNoticeDays;
  let told = 0;
  for (let last = ""; ; ) {
    const after = last;
    // By the index on the month, on the database clock; accounts whose own clock runs ahead (sandbox) by name.
    const cards = await db.within(
      PLATFORM,
      (tx) => tx.$queryRaw<{ id: string; account_id: string }[]>`
        WITH near AS (
          SELECT id, account_id, exp_year, exp_month, expiry_told FROM payment_method
           WHERE ended_at IS NULL AND exp_year IS NOT NULL
             AND exp_year <= extract(year FROM clock_timestamp() + make_interval(days => ${days}::int))
          UNION
          SELECT m.id, m.account_id, m.exp_year, m.exp_month, m.expiry_told
            FROM account a JOIN payment_method m ON m.account_id = a.id
           WHERE a.clock_offset_ms > 0 AND m.ended_at IS NULL AND m.exp_year IS NOT NULL
        )
        SELECT n.id::text AS id, n.account_id::text AS account_id
          FROM near n CROSS JOIN LATERAL (
            SELECT tenure_now(n.account_id) AS now,
                   make_timestamptz(n.exp_year, n.exp_month, 1, 0, 0, 0, 'UTC') + interval '1 month' AS ends_at) c
         WHERE c.ends_at > c.now AND c.ends_at <= c.now + make_interval(days => ${days}::int)
           AND n.expiry_told IS DISTINCT FROM n.exp_year || '-' || lpad(n.exp_month::text, 2, '0')
           AND n.id::text > ${after}
           AND (${accountId}::uuid IS NULL OR n.account_id = ${accountId}::uuid)
         ORDER BY 1 LIMIT ${CARDS}`,
    );
    for (const card of cards) {
      const { answer } = await runner.run(
        warnExpiringCard,
        { paymentMethodId: card.id },
        systemContext("payment_methods.warn_expiring", card.account_id, newId()),
      );
      told += answer.told ? 1 : 0;
    }
    last = cards.at(-1)?.id ?? "";
    if (cards.length < CARDS) return told;
  }
}
