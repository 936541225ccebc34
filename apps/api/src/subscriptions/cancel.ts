import { attempt } from "@tenure/core/lifecycle";
import { CANCEL_REASONS, cancelSubscription, subscriptionLifecycle } from "@tenure/core/subscriptions";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import { decisionBody } from "../decisions/body.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { dropScheduled } from "../plan-changes/settle.ts";
import { dropRenewalOf } from "../renewals/drop.ts";
import { cancelFacts, policyOfRunning } from "./cancel-facts.ts";
import { requireRunning } from "./running.ts";

/** Why somebody leaves; both may be skipped. */
export const cancelSurveySchema = z.strictObject({
  reason: z.enum(CANCEL_REASONS).nullable().default(null),
  comment: z.string().trim().max(500).nullable().default(null),
  /** The end that was shown and confirmed: where the cut-off passed meanwhile, nothing is cancelled. */
  confirmedEndsAt: instantSchema.nullable().default(null),
});

/** Cancels the running subscription (T2.4): it ends with its term, or one term later where it came too late (T2.5). */
export const cancel = (tax: TaxCalculator) =>
  decisionCommand({
    name: "subscriptions.cancel",
    input: cancelSurveySchema,
    rule: cancelSubscription,
    policyVersion: policyOfRunning,
    facts: (reading) => cancelFacts(reading, tax),
    async apply(acting, { reason, comment, confirmedEndsAt }, effects) {
      const { tx, now, context, decisionId, outbox } = acting;
      if (effects === null || decisionId === null) throw new Error("granted without effects");
      if (confirmedEndsAt !== null && confirmedEndsAt !== effects.endsAt)
        throw new AppError(
          "conflict",
          "Cancelling would mean something else by now; look at it again and confirm.",
        );
      const account = await readAccount(tx, context.accountId ?? "");
      const running = await requireRunning(tx, account.id);
      const move = attempt(subscriptionLifecycle, running.state, "cancel");
      if (!move.legal) throw new AppError("conflict", "The subscription changed meanwhile; look again.");
      const lastTermNumber =
        effects.renewals === 0 ? running.term.number : running.newestNumber + effects.renewals;
      // Before the end: what still waits when a subscription ends is dropped for that reason.
      if (effects.drops !== null) await dropScheduled(acting, running.id, "cancellation");
      await tx.subscription.update({
        where: { id: running.id, state: running.state },
        data: {
          state: move.to,
          canceledAt: new Date(now),
          cancelReason: reason,
          cancelComment: comment === "" ? null : comment,
          cancelDecisionId: decisionId,
          lastTermNumber,
          ...(move.to === "ended" ? { endedAt: new Date(now) } : {}),
        },
      });
      if (move.to === "ended") await dropRenewalOf(acting, running.id);
      const notice = {
        dedupeKey: `subscription_canceled:${decisionId}`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
        now,
        zone: account.timeZone,
        decision: await decisionBody(tx, decisionId),
      };
      const { endsAt, chargedAt, renewsAs } = effects;
      if (chargedAt === null || renewsAs === null)
        await queueNotice(tx, outbox, {
          ...notice,
          kind: "subscription_canceled",
          params: { plan: running.planId, endsAt },
        });
      else
        await queueNotice(tx, outbox, {
          ...notice,
          kind: "subscription_canceled_late",
          params: {
            plan: running.planId,
            renewsAs,
            endsAt,
            chargedAt,
            total: effects.chargeNanos.toString(),
          },
        });
      return {
        answer: {
          subscriptionId: running.id,
          state: move.to === "ended" ? ("ended" as const) : ("canceling" as const),
          endsAt: effects.endsAt,
          decisionId,
        },
        target: { kind: "subscription", id: running.id },
        before: { state: running.state },
        after: { state: move.to, lastTermNumber, reason },
      };
    },
  });
