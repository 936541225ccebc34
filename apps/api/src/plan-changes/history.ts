import { planHistorySchema } from "@tenure/core/contract";
import { isCurrency, toMoney } from "@tenure/core/money";
import type { PlanChangeState } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import { readClock } from "../db/clock.ts";
import { showRefund } from "../refunds/show.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { planIdOf } from "./change-facts.ts";
import type { DropReason } from "./settle.ts";

/** Terms and changes that are shown; an account rarely has more in years. */
const SHOWN = 60;

/** The terms of an account, which one suspended which, and the changes of plan it arranged; newest first. */
export const planHistory = procedureFor("plan_change.read")
  .input(accountInput({}))
  .output(planHistorySchema)
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, ctx.account.id);
      const terms = await tx.term.findMany({
        where: { accountId: ctx.account.id },
        include: {
          planPrice: true,
          order: { include: { refunds: { orderBy: { submittedAt: "asc" } } } },
          suspends: true,
          subscription: true,
        },
        orderBy: { id: "desc" },
        take: SHOWN,
      });
      const changes = await tx.planChange.findMany({
        where: { accountId: ctx.account.id },
        include: { planPrice: true },
        orderBy: { id: "desc" },
        take: SHOWN,
      });
      return {
        terms: terms.map((term) => {
          const currency = isCurrency(term.planPrice.currency)
            ? term.planPrice.currency
            : ctx.account.currency;
          return {
            id: term.id,
            subscriptionId: term.subscriptionId,
            number: term.number,
            ...planOf(term.planPrice),
            price: toMoney(term.planPrice.amountNanos, currency),
            began: beganOf(term.order),
            orderId: term.orderId,
            orderNumber: term.order.number,
            decisionId: term.order.decisionId,
            refunds: term.order.refunds.map((refund) => showRefund(refund, term.order, ctx.role)),
            startsAt: term.startsAt.toISOString(),
            endsAt: term.endsAt.toISOString(),
            state: stateOf(term, now),
            paid: toMoney(term.paidNanos ?? 0n, currency),
            credited: toMoney(term.creditedNanos, currency),
            included: toMoney(term.includedNanos, currency),
            used: toMoney(term.usedNanos, currency),
            suspends:
              term.suspends === null
                ? null
                : {
                    number: term.suspends.number,
                    leftMs: Number(term.suspendedLeftMs ?? 0n),
                    left: toMoney(term.suspendedLeftNanos ?? 0n, currency),
                  },
          };
        }),
        changes: changes.map((change) => ({
          id: change.id,
          ...planOf(change.planPrice),
          // The CHECK constraints repeat the lifecycle's states and the reasons; a test compares the states.
          state: change.state as PlanChangeState,
          scheduledAt: change.scheduledAt.toISOString(),
          appliesAt: change.appliesAt.toISOString(),
          settledAt: change.settledAt?.toISOString() ?? null,
          droppedBecause: change.droppedBecause as DropReason | "ended" | null,
          decisionId: change.decisionId,
        })),
      };
    }),
  );

const planOf = (price: { readonly planId: string; readonly interval: string }) => ({
  planId: planIdOf(price.planId),
  interval: price.interval === "year" ? ("year" as const) : ("month" as const),
});

function beganOf(order: {
  readonly kind: string;
  readonly gift: boolean;
  readonly distributor: string | null;
}): "bought" | "renewed" | "upgraded" | "gift" | "distributor" {
  if (order.gift) return "gift";
  if (order.distributor !== null) return "distributor";
  if (order.kind === "renewal") return "renewed";
  return order.kind === "upgrade" ? "upgraded" : "bought";
}

function stateOf(
  term: {
    readonly suspendedAt: Date | null;
    readonly endedAt: Date | null;
    readonly endsAt: Date;
    readonly subscription: { readonly state: string };
  },
  now: Instant,
): "running" | "suspended" | "given_up" | "over" {
  if (term.suspendedAt !== null) return "suspended";
  if (term.endedAt !== null) return "given_up";
  return term.endsAt.toISOString() > now && term.subscription.state !== "ended" ? "running" : "over";
}
