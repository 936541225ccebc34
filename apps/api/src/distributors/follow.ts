import { type FollowEffects, followDistributor } from "@tenure/core/distributors";
import type { SubscriptionState } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, decisionCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { followFacts, type PurchaseName } from "./follow-facts.ts";
import { distributorLinks } from "./links.ts";
import { statesBetween } from "./moves.ts";
import { writeTerms } from "./write-terms.ts";

const input = z.strictObject({ distributor: z.string(), purchaseId: z.string() });

/**
 * Makes one account's subscription what its distributor says it is (T1.3). Reads all notifications of the purchase
 * under the account's lock, so that whichever runs last has seen everything; run again it changes nothing.
 */
export const follow = decisionCommand({
  name: "distributors.follow",
  input,
  rule: followDistributor,
  facts: followFacts,
  async apply(acting, name, effects) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const before = await tx.subscription.findFirst({
      where: {
        accountId: account.id,
        distributor: name.distributor,
        distributorPurchaseId: name.purchaseId,
      },
    });
    const data = stateOf(effects);
    const from = (before?.state ?? "incomplete") as SubscriptionState;
    if (statesBetween(from, effects.state) === null)
      throw new AppError("conflict", `A ${from} subscription cannot become ${effects.state}.`);
    const subscriptionId = before?.id ?? newId();
    if (before === null)
      await tx.subscription.createMany({
        data: {
          id: subscriptionId,
          accountId: account.id,
          timeZone: account.timeZone,
          createdAt: new Date(now),
          distributor: name.distributor,
          distributorPurchaseId: name.purchaseId,
          ...data,
        },
      });
    else await tx.subscription.update({ where: { id: subscriptionId, state: from }, data });
    await writeTerms(acting, name, subscriptionId, effects.terms);
    await tell(acting, name, subscriptionId, before === null ? null : from, effects);
    return {
      answer: { subscriptionId, state: effects.state },
      target: { kind: "subscription", id: subscriptionId },
      before: { state: before?.state ?? null, planId: before?.planId ?? null },
      after: { state: effects.state, planId: effects.planId, lastTermNumber: effects.lastTermNumber },
    };
  },
});

const stateOf = (effects: NonNullable<FollowEffects>) => ({
  planId: effects.planId,
  state: effects.state,
  endedAt: effects.endedAt === null ? null : new Date(effects.endedAt),
  canceledAt: effects.canceledAt === null ? null : new Date(effects.canceledAt),
  lastTermNumber: effects.canceledAt === null ? null : effects.lastTermNumber,
});

/** Says once that it began, and once that it ended: the course between is the distributor's to tell. */
async function tell(
  { tx, now, outbox }: Acting,
  name: PurchaseName,
  subscriptionId: string,
  before: SubscriptionState | null,
  effects: NonNullable<FollowEffects>,
): Promise<void> {
  const subscription = await tx.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  const account = await readAccount(tx, subscription.accountId);
  const links = await distributorLinks(tx, name.distributor);
  if (links === null) return;
  const notice = {
    accountId: account.id,
    to: await ownerOf(tx, account.id),
    now,
    zone: account.timeZone,
  };
  const params = { plan: effects.planId, distributor: links.title, link: links.cancelLink };
  const endsAt = effects.terms.at(-1)?.endsAt ?? now;
  if (before === null && effects.state !== "ended")
    await queueNotice(tx, outbox, {
      ...notice,
      kind: "distributor_plan_started",
      dedupeKey: `distributor_plan_started:${subscriptionId}`,
      params: { ...params, endsAt },
    });
  if (before !== null && before !== "ended" && effects.state === "ended")
    await queueNotice(tx, outbox, {
      ...notice,
      kind: "distributor_plan_ended",
      dedupeKey: `distributor_plan_ended:${subscriptionId}:${effects.lastTermNumber}`,
      params: { plan: params.plan, distributor: params.distributor, endedAt: effects.endedAt ?? now },
    });
}
