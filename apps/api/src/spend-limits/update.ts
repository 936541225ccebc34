import { spendLimitChanges, spendLimitsSchema } from "@tenure/core/contract";
import { warningDue } from "@tenure/core/credits";
import { type Currency, fromMoney, type Money } from "@tenure/core/money";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readStanding, type SpendStanding, showStanding } from "./standing.ts";

const command = plainCommand({
  name: "spend_limits.update",
  input: z.strictObject(spendLimitChanges),
  async apply({ tx, now, context, outbox }, { day, month, warnAtPercent }) {
    const account = await readAccount(tx, context.accountId ?? "");
    if (account.state === "terminated" || account.state === "closed")
      throw new AppError("conflict", "This account is closed; nothing of it changes any more.");
    const before = await readStanding(tx, account, now);
    const dayLimitNanos = limitOf(day, "day", account.currency);
    const monthLimitNanos = limitOf(month, "month", account.currency);
    const warnBps = warnAtPercent === undefined ? undefined : warnAtPercent * 100;
    const newThreshold = warnBps !== undefined && warnBps !== before.facts.warnBps;
    // What was warned about was the limit of then: another one is warned about anew.
    const newDay =
      newThreshold || (dayLimitNanos !== undefined && dayLimitNanos !== before.facts.dayLimitNanos);
    const newMonth =
      newThreshold || (monthLimitNanos !== undefined && monthLimitNanos !== before.facts.monthLimitNanos);
    await tx.wallet.update({
      where: { accountId: account.id },
      data: {
        ...(dayLimitNanos === undefined ? {} : { dayLimitNanos }),
        ...(monthLimitNanos === undefined ? {} : { monthLimitNanos }),
        ...(warnBps === undefined ? {} : { warnBps }),
        ...(newDay ? { warnedDay: null } : {}),
        ...(newMonth ? { warnedMonth: null } : {}),
      },
    });
    const after = await readStanding(tx, account, now);
    // A limit set below what is spent has no next request to notice it.
    if (warningDue(after.facts).length > 0)
      await outbox.enqueue(tx, "spend_limits.warn", { accountId: account.id }, { singletonKey: account.id });
    return {
      answer: showStanding(after, account),
      target: { kind: "account", id: account.id },
      before: auditOf(before),
      after: auditOf(after),
    };
  },
});

function limitOf(
  limit: Money | null | undefined,
  path: string,
  currency: Currency,
): bigint | null | undefined {
  if (limit === undefined || limit === null) return limit;
  if (limit.currency !== currency)
    throw new AppError("validation_failed", undefined, [
      { path: `${path}.currency`, message: `the account's wallet is in ${currency}` },
    ]);
  return fromMoney(limit);
}

const auditOf = ({ facts }: SpendStanding) => ({
  dayLimitNanos: facts.dayLimitNanos?.toString() ?? null,
  monthLimitNanos: facts.monthLimitNanos?.toString() ?? null,
  warnBps: facts.warnBps,
});

/** Sets or lifts the account's spend limits. */
export const updateSpendLimits = procedureFor("spend_limit.update", {
  method: "put",
  path: "/spend-limits",
  summary: "Set or lift the account's spend limits",
})
  .input(accountInput(spendLimitChanges))
  .output(spendLimitsSchema)
  .mutation(async ({ ctx, input: { accountId: _, ...changes } }) => {
    const { answer } = await ctx.services.runner.run(command, changes, ctx.command());
    return answer;
  });
