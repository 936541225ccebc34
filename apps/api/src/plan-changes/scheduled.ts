import { isCurrency, toMoney } from "@tenure/core/money";
import { planIds } from "@tenure/core/pricing";
import { cancelBy, type renewSubscription } from "@tenure/core/subscriptions";
import type { RunSql, Statement } from "../db/batch.ts";
import type { Tx } from "../db/database.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { decisionBody } from "../decisions/body.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";

/** A change that waits, in the form a renewal is decided from; null where none does. */
export type ScheduledChange = NonNullable<Parameters<typeof renewSubscription.decide>[0]["planChange"]>;

const SCHEDULED: Statement = {
  name: "plan-changes-scheduled",
  text: `
    SELECT c.subscription_id, c.applies_at, p.id AS plan_price_id, p.plan_id, p."interval", p.amount_nanos,
           p.included_usage_nanos
      FROM plan_change c JOIN plan_price p ON p.id = c.plan_price_id
     WHERE c.subscription_id = ANY($1::uuid[]) AND c.state = 'scheduled'`,
};

/** The changes that wait, by subscription: one query, however many subscriptions there are. */
export async function scheduledChanges(
  sql: RunSql,
  subscriptionIds: readonly string[],
): Promise<ReadonlyMap<string, ScheduledChange>> {
  const rows = await sql<{
    subscription_id: string;
    applies_at: Date;
    plan_price_id: string;
    plan_id: string;
    interval: string;
    amount_nanos: bigint | string;
    included_usage_nanos: bigint | string;
  }>(SCHEDULED, [subscriptionIds]);
  return new Map(
    rows.map((row) => [
      row.subscription_id,
      {
        price: {
          planPriceId: row.plan_price_id,
          planId: row.plan_id,
          amountNanos: BigInt(row.amount_nanos),
          includedUsageNanos: BigInt(row.included_usage_nanos),
        },
        interval: row.interval === "year" ? "year" : "month",
        appliesAt: row.applies_at.toISOString(),
      },
    ]),
  );
}

const withPrice = (tx: Tx, where: Prisma.PlanChangeWhereInput) =>
  tx.planChange.findFirst({ where, include: { planPrice: true } });

/** The change that waits, with its row, as the screens and the other commands of this noun read it. */
export async function waitingChange(tx: Tx, subscriptionId: string) {
  const row = await withPrice(tx, { subscriptionId, state: "scheduled" });
  return row === null ? null : changeOf(row);
}

/** The change that a cancellation dropped, while that stands: taking it back brings the change back as well (T2.6). */
export async function changeDroppedByCancel(
  tx: Tx,
  { id, canceledAt }: { readonly id: string; readonly canceledAt: string | null },
) {
  if (canceledAt === null) return null;
  // Both were written at one reading of the clock, so that an earlier cancellation's is not taken for it.
  const row = await withPrice(tx, {
    subscriptionId: id,
    state: "dropped",
    droppedBecause: "cancellation",
    settledAt: new Date(canceledAt),
  });
  return row === null ? null : changeOf(row);
}

/** What cancelling, or taking it back, has to do with: the change that waits, or that waited until it was cancelled. */
export const changeAtCancellation = async (
  tx: Tx,
  running: { readonly id: string; readonly canceledAt: string | null },
) => (await waitingChange(tx, running.id)) ?? (await changeDroppedByCancel(tx, running));

function changeOf(row: NonNullable<Awaited<ReturnType<typeof withPrice>>>) {
  const planId = planIds.find((id) => id === row.planPrice.planId);
  if (planId === undefined || !isCurrency(row.planPrice.currency))
    throw new Error(`plan price ${row.planPriceId} is not in the catalogue`);
  return {
    id: row.id,
    planId,
    interval: row.planPrice.interval === "year" ? ("year" as const) : ("month" as const),
    planPriceId: row.planPriceId,
    currency: row.planPrice.currency,
    amountNanos: row.planPrice.amountNanos,
    appliesAt: row.appliesAt.toISOString(),
    decisionId: row.decisionId,
  };
}

/** The change that waits as it is shown. */
export const shownChange = async (tx: Tx, subscriptionId: string) =>
  shown(tx, await waitingChange(tx, subscriptionId));

/** A change as it is shown, with the last moment to take it back: that of the policy it was arranged under. */
export async function shown(tx: Tx, waiting: Awaited<ReturnType<typeof waitingChange>>) {
  if (waiting === null) return null;
  const { policyVersion } = await decisionBody(tx, waiting.decisionId);
  const policy = policyByVersion(policyVersion);
  if (policy === null) throw new Error(`policy ${policyVersion} is not known`);
  return {
    id: waiting.id,
    planId: waiting.planId,
    interval: waiting.interval,
    price: toMoney(waiting.amountNanos, waiting.currency),
    appliesAt: waiting.appliesAt,
    undoUntil: cancelBy(waiting.appliesAt, policy.subscriptions.cancelBeforeHours),
    decisionId: waiting.decisionId,
  };
}
