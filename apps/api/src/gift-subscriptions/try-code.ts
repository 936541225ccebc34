import { msBetween } from "@tenure/core/time";
import { z } from "zod";
import { type Done, plainCommand } from "../command/command.ts";

/** Wrong codes that an account may type within a window, whatever program types them. */
export const MOST_WRONG_CODES = 10;
const WINDOW_MINUTES = 60;

/** `locked`: too many wrong codes; nothing was looked up. `unknown`: counted as wrong. */
interface Tried {
  readonly [name: string]: string | null;
  readonly found: "locked" | "unknown" | "gift";
  readonly giftId: string | null;
}

/**
 * Looks a code up and counts a wrong one, in one step under the account's lock: many at once count one after the other.
 * The gift of somebody else is found by its fingerprint alone, and nothing of it is shown but to who has the code.
 */
export const tryCode = plainCommand({
  name: "gift_subscriptions.try_code",
  input: z.strictObject({ codeHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  async apply({ tx, now, context }, { codeHash }): Promise<Done<Tried>> {
    const accountId = context.accountId ?? "";
    const target = { kind: "account", id: accountId };
    const row = await tx.giftCodeAttempt.findUnique({ where: { accountId } });
    const inWindow =
      row !== null && msBetween(row.windowStartedAt.toISOString(), now) < WINDOW_MINUTES * 60_000;
    const failures = inWindow ? row.failures : 0;
    if (failures >= MOST_WRONG_CODES) return { answer: { found: "locked", giftId: null }, target };
    const gift = await tx.giftSubscription.findUnique({ where: { codeHash }, select: { id: true } });
    if (gift !== null)
      return {
        answer: { found: "gift", giftId: gift.id },
        target: { kind: "gift_subscription", id: gift.id },
      };
    const windowStartedAt = inWindow ? row.windowStartedAt : new Date(now);
    await tx.giftCodeAttempt.upsert({
      where: { accountId },
      create: { accountId, windowStartedAt, failures: 1 },
      update: { windowStartedAt, failures: failures + 1 },
    });
    return { answer: { found: "unknown", giftId: null }, target, after: { failures: failures + 1 } };
  },
});
