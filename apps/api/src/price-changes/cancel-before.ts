import { attempt } from "@tenure/core/lifecycle";
import { cancelBeforePriceChange as rule, subscriptionLifecycle } from "@tenure/core/subscriptions";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { cancelFacts, policyOfRunning } from "../subscriptions/cancel-facts.ts";
import { requireRunning } from "../subscriptions/running.ts";
import { announcedChanges } from "./announced.ts";

const input = z.strictObject({
  priceChangeId: z.uuid(),
  subscriptionId: z.uuid(),
  /** The end that was shown and confirmed. */
  confirmedEndsAt: instantSchema.nullable(),
});

/** Cancels a subscription so that it ends with the last term before a new price (T3.2). */
export const cancelBeforePriceChange = (tax: TaxCalculator) =>
  decisionCommand({
    name: "subscriptions.cancel_before_price_change",
    input,
    rule,
    policyVersion: policyOfRunning,
    async facts(reading, { priceChangeId, subscriptionId }) {
      const facts = await cancelFacts(reading, tax);
      const running = await requireRunning(reading.tx, reading.context.accountId ?? "");
      const change = (await announcedChanges(reading.tx, running.id)).find(
        (each) => each.changeId === priceChangeId,
      );
      if (running.id !== subscriptionId || change === undefined)
        throw new AppError("not_found", "This price change does not concern the subscription any more.");
      return { ...facts, change };
    },
    async apply({ tx, now, context, decisionId, outbox }, { confirmedEndsAt }, effects, decision) {
      if (effects === null || decisionId === null) throw new Error("granted without effects");
      if (confirmedEndsAt !== null && confirmedEndsAt !== effects.endsAt)
        throw new AppError(
          "conflict",
          "Cancelling would mean something else by now; look at it again and confirm.",
        );
      const account = await readAccount(tx, context.accountId ?? "");
      const running = await requireRunning(tx, account.id);
      const move = attempt(subscriptionLifecycle, running.state, "cancel");
      if (!move.legal || move.to !== "canceling")
        throw new AppError("conflict", "The subscription changed meanwhile; look again.");
      const lastTermNumber = running.term.number + effects.renewals;
      await tx.subscription.update({
        where: { id: running.id, state: running.state },
        data: {
          state: move.to,
          canceledAt: new Date(now),
          cancelReason: "too_expensive",
          cancelComment: null,
          cancelDecisionId: decisionId,
          lastTermNumber,
        },
      });
      const notice = {
        dedupeKey: `subscription_canceled:${decisionId}`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
        now,
        zone: account.timeZone,
        decision,
      };
      const { endsAt, chargedAt, chargeNanos } = effects;
      if (chargedAt === null)
        await queueNotice(tx, outbox, {
          ...notice,
          kind: "subscription_canceled",
          params: { plan: running.planId, endsAt },
        });
      else
        await queueNotice(tx, outbox, {
          ...notice,
          kind: "subscription_canceled_before_raise",
          params: {
            plan: running.planId,
            endsAt,
            renewals: String(effects.renewals),
            total: chargeNanos.toString(),
          },
        });
      return {
        answer: { subscriptionId: running.id, state: "canceling" as const, endsAt, decisionId },
        target: { kind: "subscription", id: running.id },
        before: { state: running.state },
        after: { state: move.to, lastTermNumber },
      };
    },
  });
