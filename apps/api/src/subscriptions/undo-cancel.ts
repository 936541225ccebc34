import { attempt } from "@tenure/core/lifecycle";
import { subscriptionLifecycle, undoCancelSubscription } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import { decisionBody } from "../decisions/body.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { restoreAfterCancel } from "../plan-changes/settle.ts";
import { cancelFacts, policyOfRunning } from "./cancel-facts.ts";
import { requireRunning } from "./running.ts";

/** Takes a cancellation back before the end (T2.6); the subscription goes on as before, a change that waited with it. */
export const undoCancel = (tax: TaxCalculator) =>
  decisionCommand({
    name: "subscriptions.undo_cancel",
    input: z.strictObject({}),
    rule: undoCancelSubscription,
    policyVersion: policyOfRunning,
    facts: (reading) => cancelFacts(reading, tax),
    async apply({ tx, now, context, decisionId, outbox }, _input, effects) {
      if (effects === null || decisionId === null) throw new Error("granted without effects");
      const account = await readAccount(tx, context.accountId ?? "");
      const running = await requireRunning(tx, account.id);
      const move = attempt(subscriptionLifecycle, running.state, "undo_cancel");
      if (!move.legal) throw new AppError("conflict", "The subscription changed meanwhile; look again.");
      await tx.subscription.update({
        where: { id: running.id, state: running.state },
        data: {
          state: move.to,
          canceledAt: null,
          cancelReason: null,
          cancelComment: null,
          cancelDecisionId: null,
          lastTermNumber: null,
        },
      });
      await restoreAfterCancel(tx, running);
      const notice = {
        dedupeKey: `subscription_cancel_undone:${decisionId}`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
        now,
        zone: account.timeZone,
        decision: await decisionBody(tx, decisionId),
      };
      const { planChange, renewsAt, cancelBy } = effects;
      if (planChange === null)
        await queueNotice(tx, outbox, {
          ...notice,
          kind: "subscription_cancel_undone",
          params: { plan: running.planId, renewsAt, cancelBy },
        });
      else
        await queueNotice(tx, outbox, {
          ...notice,
          kind: "subscription_cancel_undone_to_change",
          params: { plan: running.planId, changesTo: planChange.planId, at: planChange.appliesAt },
        });
      // It renews again: what was announced meanwhile concerns it too (T3.2).
      await outbox.enqueue(tx, "price_changes.tell", { subscriptionId: running.id });
      return {
        answer: {
          subscriptionId: running.id,
          state: "active" as const,
          renewsAt,
          decisionId,
        },
        target: { kind: "subscription", id: running.id },
        before: { state: running.state },
        after: { state: move.to },
      };
    },
  });
