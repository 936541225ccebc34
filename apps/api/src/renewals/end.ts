import { attempt } from "@tenure/core/lifecycle";
import { renewSubscription, subscriptionLifecycle, type SubscriptionState } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import type { CommandRunner } from "../command/runner.ts";
import { systemContext } from "../command/system.ts";
import { sqlOf } from "../db/batch.ts";
import { newId } from "../db/ids.ts";
import { AppError, RefusedError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { applyScheduled } from "../plan-changes/settle.ts";
import { readRenewalFacts } from "./facts.ts";

async function dueOf({ tx }: Reading, subscriptionId: string, tax: TaxCalculator) {
  const [due] = await readRenewalFacts(sqlOf(tx), [subscriptionId], tax);
  if (due === undefined) throw new AppError("not_found", "No such subscription.");
  return due;
}

/** Ends a subscription at the end of its term, where the rule says that nothing follows. Decided again, under lock. */
const endAtTerm = (tax: TaxCalculator) =>
  decisionCommand({
    name: "renewals.end",
    input: z.strictObject({ subscriptionId: z.uuid() }),
    rule: renewSubscription,
    policyVersion: async (reading, { subscriptionId }) =>
      (await dueOf(reading, subscriptionId, tax)).policyVersion,
    facts: async (reading, { subscriptionId }) => (await dueOf(reading, subscriptionId, tax)).facts,
    async apply(acting, { subscriptionId }, effects, decision) {
      const { tx, now, context, outbox } = acting;
      if (effects === null || effects.action !== "end")
        throw new AppError("conflict", "The subscription renews after all.");
      const account = await readAccount(tx, context.accountId ?? "");
      const row = await tx.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
      const from = row.state as SubscriptionState;
      const move = attempt(subscriptionLifecycle, from, "terminate");
      if (!move.legal) throw new AppError("conflict", "The subscription changed meanwhile.");
      // Before the end: what still waits when a subscription ends is dropped.
      if (effects.reason === "downgrade_to_free")
        await applyScheduled(acting, subscriptionId, { planPriceId: null, startsAt: effects.endsAt });
      await tx.subscription.update({
        where: { id: subscriptionId, state: from },
        data: { state: move.to, endedAt: new Date(effects.endsAt) },
      });
      await queueNotice(tx, outbox, {
        kind: "plan_ended_at_term",
        dedupeKey: `plan_ended_at_term:${subscriptionId}:${effects.endsAt}`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
        now,
        zone: account.timeZone,
        params: { plan: row.planId, endedAt: effects.endsAt },
        decision,
      });
      return {
        answer: { ended: true, reason: effects.reason },
        target: { kind: "subscription", id: subscriptionId },
        before: { state: from },
        after: { state: move.to, reason: effects.reason },
      };
    },
  });

/** Runs the command; where the subscription changed since it was looked at, nothing is left to do. */
export async function endSubscriptionOfTerm(
  { runner, tax }: { readonly runner: CommandRunner; readonly tax: TaxCalculator },
  accountId: string,
  subscriptionId: string,
): Promise<void> {
  try {
    await runner.run(
      endAtTerm(tax),
      { subscriptionId },
      systemContext("subscriptions.renew", accountId, newId()),
    );
  } catch (error) {
    if (error instanceof RefusedError) return;
    if (error instanceof AppError && (error.code === "conflict" || error.code === "not_found")) return;
    throw error;
  }
}
