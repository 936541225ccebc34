import {
  CHARGE_FAILURES,
  dunningSchedule,
  renewalAttemptLifecycle,
  renewalLifecycle,
} from "@tenure/core/subscriptions";
import { statesOf } from "@tenure/core/lifecycle";
import { isCurrency, minorToNanos, toMoney } from "@tenure/core/money";
import { planIds } from "@tenure/core/pricing";
import type { Tx } from "../db/database.ts";
import { defaultPaymentMethod } from "../payment-methods/default.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import { attemptUnderWay } from "./renewal-row.ts";

/** What a renewal is shown from. */
export const shownRenewal = {
  order: true,
  planPrice: true,
  attempts: { orderBy: { number: "asc" } },
} as const;

type Shown = NonNullable<Awaited<ReturnType<typeof readShown>>>;
const readShown = (tx: Tx, id: string) => tx.renewal.findUnique({ where: { id }, include: shownRenewal });

/** Labels of the cards that were charged, by id. */
export async function cardLabels(tx: Tx, rows: readonly Shown[]): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap((row) => row.attempts.flatMap(({ paymentMethodId }) => paymentMethodId ?? []));
  const cards = await tx.paymentMethod.findMany({
    where: { id: { in: ids } },
    select: { id: true, label: true },
  });
  return new Map(cards.map(({ id, label }) => [id, label]));
}

const oneOf = <Value extends string>(values: readonly Value[], value: string): Value => {
  const found = values.find((each) => each === value);
  if (found === undefined) throw new Error(`a renewal that is ${value}`);
  return found;
};

/** A renewal with its tries. */
export function showRenewal(row: Shown, labels: ReadonlyMap<string, string>) {
  const currency = isCurrency(row.currency) ? row.currency : "USD";
  return {
    id: row.id,
    number: row.number,
    state: oneOf(statesOf(renewalLifecycle), row.state),
    orderId: row.orderId,
    orderNumber: row.order.number,
    planId: planIds.find((id) => id === row.planPrice.planId) ?? null,
    interval: row.interval === "year" ? ("year" as const) : ("month" as const),
    amount: toMoney(row.amountNanos, currency),
    tax: toMoney(row.taxNanos, currency),
    total: toMoney(minorToNanos(row.totalMinor, currency), currency),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    last: row.last,
    plannedAt: row.plannedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    pastDueSince: row.pastDueSince?.toISOString() ?? null,
    attempts: row.attempts.map((each) => ({
      id: each.id,
      number: each.number,
      kind: each.kind === "page" ? ("page" as const) : ("off_session" as const),
      state: oneOf(statesOf(renewalAttemptLifecycle), each.state),
      failure: CHARGE_FAILURES.find((kind) => kind === each.failure) ?? null,
      code: each.providerCode,
      message: each.providerMessage,
      method: each.paymentMethodId === null ? null : (labels.get(each.paymentMethodId) ?? null),
      startedAt: each.startedAt.toISOString(),
    })),
    decisionId: row.decisionId,
  };
}

/** What is unpaid of a subscription, or null. */
export async function pastDueOf(tx: Tx, subscriptionId: string) {
  const row = await tx.renewal.findFirst({
    where: { subscriptionId, settledAt: null, pastDueSince: { not: null } },
    include: {
      order: { include: { holderPeriod: true } },
      subscription: true,
      attempts: { orderBy: { number: "asc" } },
    },
  });
  if (row === null || row.pastDueSince === null) return null;
  const currency = isCurrency(row.currency) ? row.currency : "USD";
  const policy = policyByVersion(row.order.policyVersion) ?? policyAt(row.plannedAt.toISOString());
  const { graceEndsAt } = dunningSchedule(row.pastDueSince.toISOString(), policy);
  const next = row.nextAt?.toISOString() ?? null;
  const last = row.attempts.findLast((each) => each.state === "failed");
  const card = await defaultPaymentMethod(tx, row.order.holderPeriodId);
  return {
    renewalId: row.id,
    orderId: row.orderId,
    total: toMoney(minorToNanos(row.totalMinor, currency), currency),
    since: row.pastDueSince.toISOString(),
    nextTryAt: row.state === "waiting" && next !== null && next < graceEndsAt ? next : null,
    graceEndsAt,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    method: card?.label ?? null,
    failure:
      last === undefined
        ? null
        : {
            kind: CHARGE_FAILURES.find((kind) => kind === last.failure) ?? ("soft" as const),
            code: last.providerCode,
            message: last.providerMessage,
          },
    payable: row.state === "waiting" && attemptUnderWay(row)?.kind !== "off_session",
  };
}
