import { announcedPriceChangeSchema } from "@tenure/core/contract";
import { isCurrency, toMoney } from "@tenure/core/money";
import { planIds } from "@tenure/core/pricing";
import { cancelBy, placeOfTerm, priceChangeFor } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { announcedChanges } from "./announced.ts";

/** Changes of the running subscription's price that lie ahead. */
export const listPriceChanges = procedureFor("subscription.read", {
  method: "get",
  path: "/subscription/price-changes",
  summary: "Announced changes of the subscription's price",
})
  .input(accountInput({}))
  .output(z.strictObject({ items: z.array(announcedPriceChangeSchema) }))
  .query(({ ctx }) => ctx.read(async (tx) => ({ items: await aheadOf(tx, ctx.account.id) })));

/** What lies ahead, the first first; nothing on Free, and nothing where the subscription ends. */
async function aheadOf(tx: Tx, accountId: string): Promise<z.output<typeof announcedPriceChangeSchema>[]> {
  const now = await readClock(tx, accountId);
  const running = await runningSubscription(tx, accountId);
  if (running?.term == null || running.lastTermNumber !== null) return [];
  // A gift renews as nothing; terms of gifts behind what was paid for only move its renewal (R2.7).
  const { term, paid } = running;
  if (paid === null) return [];
  const { planPrice, order } = await tx.term.findUniqueOrThrow({
    where: { id: paid.termId },
    include: { planPrice: true, order: true },
  });
  const { currency } = planPrice;
  const planId = planIds.find((id) => id === planPrice.planId);
  if (planId === undefined || !isCurrency(currency) || order.distributor !== null) return [];
  const policy = policyByVersion(order.policyVersion) ?? policyAt(now);
  const interval = planPrice.interval === "year" ? ("year" as const) : ("month" as const);
  const place = placeOfTerm({ anchor: term.anchorAt, zone: running.timeZone, interval }, term.endsAt);
  return (await announcedChanges(tx, running.id)).flatMap((change) => {
    const raise = change.amountNanos > planPrice.amountNanos;
    const first = priceChangeFor({ ...change, ...place, now, ends: false, raise }, policy);
    if (change.canceled || first === null) return [];
    return [
      {
        id: change.changeId,
        planId,
        interval,
        before: toMoney(planPrice.amountNanos, currency),
        after: toMoney(change.amountNanos, currency),
        includedUsage: toMoney(change.includedUsageNanos, currency),
        raise,
        renewalAt: first.renewalAt,
        cancelBy: cancelBy(first.renewalAt, policy.subscriptions.cancelBeforeHours),
        noticeAcceptedAt: change.bouncedAt === null ? change.noticeAcceptedAt : null,
      },
    ];
  });
}
