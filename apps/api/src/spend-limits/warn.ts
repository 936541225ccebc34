import { type LimitPeriod, warningDue } from "@tenure/core/credits";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, plainCommand } from "../command/command.ts";
import type { CommandRunner } from "../command/runner.ts";
import { systemContext } from "../command/system.ts";
import { readClock } from "../db/clock.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { queueNotice } from "../notices/queue.ts";
import { readStanding, type SpendStanding } from "./standing.ts";

/** Periods a warning is due for and was not sent in. */
const unwarned = ({ facts, warnedDay, warnedMonth }: SpendStanding): LimitPeriod[] =>
  warningDue(facts).filter((period) => !(period === "day" ? warnedDay : warnedMonth));

const KIND = { day: "spend_warning_day", month: "spend_warning_month" } as const;

/** Writes the warnings that are due, each once per period and limit. */
const warn = (publicUrl: string) =>
  plainCommand({
    name: "spend_limits.warn",
    input: z.strictObject({}),
    async apply({ tx, now, context, outbox }: Acting) {
      const account = await readAccount(tx, context.accountId ?? "");
      const standing = await readStanding(tx, account, now);
      const { facts, today, month } = standing;
      const periods = unwarned(standing);
      const to = await ownerOf(tx, account.id);
      for (const period of periods) {
        const limitNanos = (period === "day" ? facts.dayLimitNanos : facts.monthLimitNanos) ?? 0n;
        const spentNanos = period === "day" ? facts.daySpentNanos : facts.monthSpentNanos;
        await queueNotice(tx, outbox, {
          kind: KIND[period],
          dedupeKey: `${KIND[period]}:${account.id}:${period === "day" ? today : month}:${limitNanos}:${facts.warnBps}`,
          accountId: account.id,
          to,
          now,
          zone: account.timeZone,
          currency: account.currency,
          params: {
            account: account.name,
            limit: limitNanos.toString(),
            spent: spentNanos.toString(),
            url: `${publicUrl}/dashboard/settings/spend-limits`,
          },
        });
      }
      await tx.wallet.update({
        where: { accountId: account.id },
        data: {
          ...(periods.includes("day") ? { warnedDay: new Date(today) } : {}),
          ...(periods.includes("month") ? { warnedMonth: new Date(month) } : {}),
        },
      });
      return {
        answer: { periods },
        target: { kind: "account", id: account.id },
        after: { periods },
      };
    },
  });

/** What the job stands on. */
export interface WarnServices {
  readonly db: Database;
  readonly runner: CommandRunner;
  readonly env: { readonly publicUrl: string };
}

/**
 * The job spend_limits.warn: tells the owner that spend has come to the threshold. It may run any number of times; a
 * period that was warned about is not warned about again.
 */
export async function runSpendWarning(
  { db, runner, env }: WarnServices,
  { accountId }: { readonly accountId: string },
): Promise<void> {
  const due = await db.within(PLATFORM, async (tx) => {
    const account = await readAccount(tx, accountId);
    return unwarned(await readStanding(tx, account, await readClock(tx, accountId))).length > 0;
  });
  // Looked at first: the engine may ask with every batch, and each command leaves an audit row.
  if (!due) return;
  await runner.run(warn(env.publicUrl), {}, systemContext("spend_limits.warn", accountId, newId()));
}
