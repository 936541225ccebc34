import { subscriptionSchema } from "@tenure/core/contract";
import { isCurrency, toMoney } from "@tenure/core/money";
import { planIds } from "@tenure/core/pricing";
import { cancelBy } from "@tenure/core/subscriptions";
import { plusHours } from "@tenure/core/time";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { distributorLinks } from "../distributors/links.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import { pastDueOf } from "../renewals/show.ts";
import { changeDroppedByCancel, shown, shownChange } from "../plan-changes/scheduled.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { cancellationOf } from "./cancellation.ts";
import { type RunningSubscription, runningSubscription, servingTerm } from "./running.ts";

/** The plan the account is on, with its term. */
export const getSubscription = procedureFor("subscription.read", {
  method: "get",
  path: "/subscription",
  summary: "The plan the account is on, with its current term",
})
  .input(accountInput({}))
  .output(subscriptionSchema)
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, ctx.account.id);
      const running = await runningSubscription(tx, ctx.account.id);
      if (running === null || running.term === null || running.state === "ended")
        return { planId: "free" as const, subscription: null, now };
      // Terms of a gift lie behind the one that serves now; what is promised hangs on the newest.
      const serving = (await servingTerm(tx, running.id, now)) ?? running.term;
      const order = await tx.order.findUniqueOrThrow({
        where: { id: serving.orderId },
        include: { planPrice: true },
      });
      // What it renews at is what its holder paid last; a gift renews at nothing, and shows what it is worth.
      const paid =
        running.paid === null
          ? null
          : await tx.order.findUniqueOrThrow({
              where: { id: running.paid.orderId },
              include: { planPrice: true },
            });
      const priced = (paid ?? order).planPrice;
      const currency = isCurrency(order.currency) ? order.currency : ctx.account.currency;
      const policy = policyByVersion(order.policyVersion) ?? policyAt(now);
      const { _sum } = await tx.usageHold.aggregate({
        where: { termId: serving.id, state: "open" },
        _sum: { planNanos: true },
      });
      return {
        planId: planIds.find((id) => id === running.planId) ?? ("free" as const),
        subscription: {
          id: running.id,
          state: running.state,
          interval: priced?.interval === "year" ? ("year" as const) : ("month" as const),
          // The order of an upgrade is its cash alone; the price is what renews. A distributor's price is its own (T1.3).
          price: toMoney(order.distributor === null ? (priced?.amountNanos ?? 0n) : 0n, currency),
          orderId: order.id,
          distributor: await distributorLinks(tx, order.distributor),
          gift: running.gift,
          paidUntil: running.term.endsAt,
          pastDue: await pastDueOf(tx, running.id),
          cancellation: await shownCancellation(tx, running, running.term, priced?.interval),
          scheduledChange: await shownChange(tx, running.id),
          term: {
            id: serving.id,
            number: serving.number,
            startsAt: serving.startsAt,
            endsAt: serving.endsAt,
            credited: toMoney(serving.creditedNanos, currency),
            cancelBy: cancelBy(running.term.endsAt, policy.subscriptions.cancelBeforeHours),
            refundUntil: plusHours(
              order.paidAt?.toISOString() ?? serving.startsAt,
              policy.refunds.windowHours,
            ),
            included: toMoney(serving.includedNanos, currency),
            used: toMoney(serving.usedNanos, currency),
            held: toMoney(_sum.planNanos ?? 0n, currency),
          },
        },
        now,
      };
    }),
  );

async function shownCancellation(
  tx: Tx,
  running: RunningSubscription,
  term: NonNullable<RunningSubscription["term"]>,
  interval: string | undefined,
) {
  const cancellation = cancellationOf(running, term, interval);
  if (cancellation === null) return null;
  return { ...cancellation, droppedChange: await shown(tx, await changeDroppedByCancel(tx, running)) };
}
