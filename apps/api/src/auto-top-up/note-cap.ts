import { chargedIn, nextMonthStart } from "@tenure/core/auto-top-up";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Done, plainCommand } from "../command/command.ts";
import { queueNotice } from "../notices/queue.ts";
import { readAutoTopUp } from "./row.ts";

/** Notes that the month's cap leaves no room: nobody looks again before the next month, and one e-mail says so. */
export const noteCap = plainCommand({
  name: "auto_top_up.note_cap",
  input: z.strictObject({}),
  async apply({ tx, now, context, outbox }): Promise<Done<{ until: string | null }>> {
    const account = await readAccount(tx, context.accountId ?? "");
    const target = { kind: "auto_top_up", id: account.id };
    const row = await readAutoTopUp(tx, account.id);
    if (row === null || row.state !== "on") return { answer: { until: null }, target };
    const until = nextMonthStart(now, account.timeZone);
    await tx.autoTopUp.update({
      where: { accountId: account.id },
      data: { quietUntil: new Date(until), updatedAt: new Date(now) },
    });
    const charged = chargedIn(
      { month: row.month, chargedNanos: row.monthChargedNanos },
      now,
      account.timeZone,
    );
    await queueNotice(tx, outbox, {
      kind: "auto_top_up_capped",
      dedupeKey: `auto_top_up_capped:${account.id}:${charged.month}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      currency: account.currency,
      params: {
        cap: row.monthlyCapNanos.toString(),
        charged: charged.chargedNanos.toString(),
        threshold: row.thresholdNanos.toString(),
        until,
      },
    });
    return { answer: { until }, target, after: { quietUntil: until, month: charged.month } };
  },
});
