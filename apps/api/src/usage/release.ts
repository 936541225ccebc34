import { releaseUsageSchema } from "@tenure/core/contract";
import { closeUnused } from "@tenure/core/credits";
import { readAccount } from "../accounts/account-facts.ts";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { readHold, showHold } from "./holds.ts";
import { writeClosings } from "./write-charges.ts";

/**
 * Gives a promise back unused. Releasing a hold that expired or was released before changes nothing.
 * Errors: not_found; conflict when the hold was settled.
 */
export const releaseUsage = plainCommand({
  name: "usage.release",
  input: releaseUsageSchema,
  async apply(acting, { holdId }) {
    const { tx, now, context } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const before = await readHold(tx, account.id, holdId);
    if (before === null) throw new AppError("not_found", "No such hold.");
    if (before.state === "settled") throw new AppError("conflict", "The hold was settled.");
    const closing = closeUnused(before, before.expiresAt <= now ? "expired" : "released");
    if (closing !== null) await writeClosings(acting, account, [closing], new Map([[before.id, before]]));
    const after = (await readHold(tx, account.id, holdId)) ?? before;
    return {
      answer: showHold(after, account.currency),
      target: { kind: "usage_hold", id: holdId },
      before: { state: before.state },
      after: { state: after.state },
    };
  },
});
