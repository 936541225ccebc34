import { autoTopUpLifecycle } from "@tenure/core/auto-top-up";
import { attempt } from "@tenure/core/lifecycle";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Done, plainCommand } from "../command/command.ts";
import { queueNotice } from "../notices/queue.ts";
import { releaseOrder } from "./release.ts";
import { readAutoTopUp } from "./row.ts";

/** Codes of our own: the card or the charge is no longer what the owner agreed to. All others are the provider's. */
const OWN_CODES: readonly string[] = ["no_card", "consent_outdated"];

/**
 * Stops automatic top-up, with the words of whoever said no (T6.2): the provider about the card, or our own rule. The
 * order under way failed. Nothing but the owner's new consent leads out of it, so it never tries again by itself.
 */
export const stopAutoTopUp = plainCommand({
  name: "auto_top_up.stop",
  input: z.strictObject({
    /** The order that failed; null where none was made. */
    orderId: z.uuid().nullable(),
    code: z.string().min(1).max(120),
    message: z.string().max(500).nullable(),
  }),
  async apply(acting, { orderId, code, message }): Promise<Done<{ stopped: boolean }>> {
    const { tx, now, context, outbox } = acting;
    const accountId = context.accountId ?? "";
    const row = await readAutoTopUp(tx, accountId);
    const target = { kind: "auto_top_up", id: accountId };
    // Reported before: the notification and the answer of one charge both lead here.
    if (row === null || row.pendingOrderId !== orderId) return { answer: { stopped: false }, target };
    await releaseOrder(acting, row);
    const move = attempt(autoTopUpLifecycle, row.state, "stop");
    // Switched off while the card was being charged: nothing is left to stop.
    if (!move.legal)
      return { answer: { stopped: false }, target, before: { state: row.state }, after: { orderId, code } };
    await tx.autoTopUp.update({
      where: { accountId, state: row.state },
      data: { state: move.to, stoppedCode: code, stoppedMessage: message, updatedAt: new Date(now) },
    });
    const account = await readAccount(tx, accountId);
    const method =
      row.paymentMethodId === null
        ? null
        : await tx.paymentMethod.findUnique({ where: { id: row.paymentMethodId } });
    const notice = {
      dedupeKey: `auto_top_up_stopped:${orderId ?? row.consentId ?? accountId}`,
      accountId,
      to: await ownerOf(tx, accountId),
      now,
      zone: account.timeZone,
      currency: account.currency,
    };
    const params = { amount: row.amountNanos.toString(), method: method?.label ?? "—" };
    if (OWN_CODES.includes(code))
      await queueNotice(tx, outbox, { ...notice, kind: "auto_top_up_outdated", params });
    else
      await queueNotice(tx, outbox, {
        ...notice,
        kind: "auto_top_up_stopped",
        params: { ...params, problem: message === null ? code : `${message} (${code})` },
      });
    return {
      answer: { stopped: true },
      target,
      before: { state: row.state },
      after: { state: move.to, orderId, code },
    };
  },
});
