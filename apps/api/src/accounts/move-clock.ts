import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";

/** Farthest one move goes: ten years, so that a typing error stays harmless. Milliseconds. */
const FARTHEST_MS = 10 * 366 * 86_400_000;

/**
 * Moves the clock of a sandbox account (design.md, "Clock"). A live account's clock cannot be moved: refused here, and
 * impossible in the database (CHECK account_live_clock).
 */
export const moveClock = plainCommand({
  name: "accounts.move_clock",
  input: z.strictObject({ byMs: z.int().min(-FARTHEST_MS).max(FARTHEST_MS) }),
  async apply({ tx, context }, { byMs }) {
    const account = await tx.account.findUniqueOrThrow({ where: { id: context.accountId ?? "" } });
    if (account.livemode) throw new AppError("conflict", "The clock of a live account cannot be moved.");
    const clockOffsetMs = account.clockOffsetMs + BigInt(byMs);
    await tx.account.update({ where: { id: account.id }, data: { clockOffsetMs } });
    return {
      answer: { clockOffsetMs: clockOffsetMs.toString() },
      target: { kind: "account", id: account.id },
      before: { clockOffsetMs: account.clockOffsetMs.toString() },
      after: { clockOffsetMs: clockOffsetMs.toString() },
    };
  },
});
