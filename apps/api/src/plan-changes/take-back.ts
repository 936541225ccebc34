import { attempt } from "@tenure/core/lifecycle";
import { cancelChange, planChangeLifecycle } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { billingFacts } from "../accounts/billing-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { decisionBody } from "../decisions/body.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { requireRunning } from "../subscriptions/running.ts";
import { planIdOf } from "./change-facts.ts";
import { waitingChange } from "./scheduled.ts";

/** The policy a change was arranged under: the moment until which it can be taken back is the one that was shown. */
async function policyOfChange({ tx, policy, context }: Reading): Promise<string> {
  const running = await requireRunning(tx, context.accountId ?? "");
  const waiting = await waitingChange(tx, running.id);
  return waiting === null ? policy.version : (await decisionBody(tx, waiting.decisionId)).policyVersion;
}

/** Takes a change that waits back (T2.6), until the cut-off of the charge it would alter (T2.5). */
export const takeBack = (tax: TaxCalculator) =>
  decisionCommand({
    name: "plan_changes.take_back",
    input: z.strictObject({}),
    rule: cancelChange,
    policyVersion: policyOfChange,
    facts: (reading) => takeBackFacts(reading, tax),
    async apply({ tx, now, context, decisionId, outbox }, _input, effects) {
      if (effects === null || decisionId === null) throw new Error("granted without effects");
      const account = await readAccount(tx, context.accountId ?? "");
      const running = await requireRunning(tx, account.id);
      const waiting = await waitingChange(tx, running.id);
      const move = attempt(planChangeLifecycle, "scheduled", "take_back");
      if (waiting === null || !move.legal) throw new AppError("conflict", "No change waits any more.");
      await tx.planChange.update({
        where: { id: waiting.id, state: "scheduled" },
        data: { state: move.to, settledAt: new Date(now) },
      });
      await queueNotice(tx, outbox, {
        kind: "plan_change_taken_back",
        dedupeKey: `plan_change_taken_back:${waiting.id}`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
        now,
        zone: account.timeZone,
        params: { plan: running.planId, renewsAt: effects.renewsAt, cancelBy: effects.cancelBy },
        decision: await decisionBody(tx, decisionId),
      });
      return {
        answer: {
          planChangeId: waiting.id,
          renewsAt: effects.renewsAt,
          cancelBy: effects.cancelBy,
          decisionId,
        },
        target: { kind: "plan_change", id: waiting.id },
        before: { state: "scheduled" },
        after: { state: move.to },
      };
    },
  });

async function takeBackFacts({ tx, now, context }: Reading, tax: TaxCalculator) {
  const account = await readAccount(tx, context.accountId ?? "");
  const running = await requireRunning(tx, account.id);
  const { planPrice, order } = await termWithPrice(tx, running.paid?.termId ?? running.term.id);
  const { taxBps } = await billingFacts(tx, account.id, tax);
  const waiting = await waitingChange(tx, running.id);
  return {
    now,
    currency: account.currency,
    accountState: account.state,
    taxBps,
    planId: planIdOf(planPrice.planId),
    interval: planPrice.interval === "year" ? ("year" as const) : ("month" as const),
    amountNanos: planPrice.amountNanos,
    distributor: order.distributor === null ? null : { name: order.distributor, link: "" },
    appliesAt: waiting?.appliesAt ?? null,
  };
}

const termWithPrice = (tx: Tx, termId: string) =>
  tx.term.findUniqueOrThrow({ where: { id: termId }, include: { planPrice: true, order: true } });
