import { subscriptionSchema } from "@tenure/core/contract";
import { isCurrency, toMoney } from "@tenure/core/money";
import { policyAt, policyByVersion } from "@tenure/core/policy";
import { planIds } from "@tenure/core/pricing";
import { cancelBy, termContaining, termEnd } from "@tenure/core/subscriptions";
import { plusHours } from "@tenure/core/time";
import { readClock } from "../db/clock.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { type RunningSubscription, runningSubscription } from "./running.ts";

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
      const order = await tx.order.findUniqueOrThrow({
        where: { id: running.term.orderId },
        include: { planPrice: true },
      });
      const currency = isCurrency(order.currency) ? order.currency : ctx.account.currency;
      const policy = policyByVersion(order.policyVersion) ?? policyAt(now);
      const { _sum } = await tx.usageHold.aggregate({
        where: { termId: running.term.id, state: "open" },
        _sum: { planNanos: true },
      });
      return {
        planId: planIds.find((id) => id === running.planId) ?? ("free" as const),
        subscription: {
          id: running.id,
          state: running.state,
          interval: order.planPrice?.interval === "year" ? ("year" as const) : ("month" as const),
          price: toMoney(order.amountNanos, currency),
          orderId: order.id,
          cancellation: cancellationOf(running, running.term, order.planPrice?.interval),
          term: {
            id: running.term.id,
            number: running.term.number,
            startsAt: running.term.startsAt,
            endsAt: running.term.endsAt,
            cancelBy: cancelBy(running.term.endsAt, policy.subscriptions.cancelBeforeHours),
            refundUntil: plusHours(
              order.paidAt?.toISOString() ?? running.term.startsAt,
              policy.refunds.windowHours,
            ),
            included: toMoney(running.term.includedNanos, currency),
            used: toMoney(running.term.usedNanos, currency),
            held: toMoney(_sum.planNanos ?? 0n, currency),
          },
        },
        now,
      };
    }),
  );

/** When a cancelled subscription ends: with this term, or with the one that renewal still brings (T2.5). */
function cancellationOf(
  { canceledAt, lastTermNumber, timeZone: zone }: RunningSubscription,
  term: NonNullable<RunningSubscription["term"]>,
  interval: string | undefined,
) {
  if (canceledAt === null || lastTermNumber === null) return null;
  const renewals = Math.max(0, lastTermNumber - term.number);
  const calendar = {
    anchor: term.anchorAt,
    zone,
    interval: interval === "year" ? ("year" as const) : ("month" as const),
  };
  const { index } = termContaining(calendar, term.startsAt);
  return {
    canceledAt,
    renewals,
    endsAt: renewals === 0 ? term.endsAt : termEnd({ ...calendar, index: index + renewals }),
  };
}
