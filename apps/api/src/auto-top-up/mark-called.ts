import type { JsonObject } from "@tenure/core/decision";
import { msBetween } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { type Done, plainCommand } from "../command/command.ts";
import { releaseOrder } from "./release.ts";
import { readAutoTopUp } from "./row.ts";

/**
 * Longer than any call of ours can be under way: three attempts of fifteen seconds each. After it, a payment that the
 * provider does not list was never made.
 */
const CALLS_END_AFTER_MINUTES = 10;

/** `call`: ask now. `wait`: an earlier call may still be under way. `done`: there is nothing to ask for. */
interface Marked extends JsonObject {
  readonly go: "call" | "wait" | "done";
}

/**
 * Asks, under lock, whether the provider may be asked to charge the order now, and writes down that it is. The owner
 * may have switched it off or removed the card since the order was made; then an order that was never called, or whose
 * call left no trace, is let go.
 */
export const markCalled = plainCommand({
  name: "auto_top_up.mark_called",
  input: z.strictObject({ orderId: z.uuid() }),
  async apply(acting, { orderId }): Promise<Done<Marked>> {
    const { tx, now, context } = acting;
    const accountId = context.accountId ?? "";
    const target = { kind: "order", id: orderId };
    const row = await readAutoTopUp(tx, accountId);
    if (row === null || row.pendingOrderId !== orderId) return { answer: { go: "done" }, target };
    const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
    const consent =
      row.consentId === null ? null : await tx.consent.findUnique({ where: { id: row.consentId } });
    const method =
      row.paymentMethodId === null
        ? null
        : await tx.paymentMethod.findUnique({ where: { id: row.paymentMethodId } });
    const account = await readAccount(tx, accountId);
    const allowed =
      order.state === "pending" &&
      row.state === "on" &&
      account.state === "active" &&
      method !== null &&
      method.endedAt === null &&
      method.holderPeriodId === order.holderPeriodId &&
      // Terms that were agreed to after the order was made are not those it was made under.
      consent !== null &&
      consent.givenAt <= order.createdAt &&
      order.expiresAt.toISOString() > now;
    if (allowed) {
      await tx.autoTopUp.update({ where: { accountId }, data: { calledAt: new Date(now) } });
      return {
        answer: { go: "call" },
        target,
        after: { calledAt: now, again: row.calledAt !== null },
      };
    }
    const nothingUnderWay =
      row.calledAt === null || msBetween(row.calledAt.toISOString(), now) > CALLS_END_AFTER_MINUTES * 60_000;
    if (!nothingUnderWay) return { answer: { go: "wait" }, target };
    await releaseOrder(acting, row);
    return {
      answer: { go: "done" },
      target,
      after: { state: "failed", called: row.calledAt !== null },
    };
  },
});
