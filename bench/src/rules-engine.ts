import type { Policy } from "@tenure/core/policy";
import type { SubscriptionRefundFacts } from "@tenure/core/refunds";
import { Engine, type NestedCondition } from "json-rules-engine";

// The rules of a subscription refund in the language of json-rules-engine, for comparison only. Amounts are doubles of
// nanos there: exact up to nine million dollars, enough for what is compared.

/** What the engine answers. */
interface Answer {
  readonly refusals: readonly string[];
  readonly finalNanos: number;
}

const NANOS_PER_CENT = 1e7;
const UNDER_WAY = ["draining", "ready", "calling", "pending", "unknown"];

interface Amounts {
  readonly paid: number;
  readonly used: number;
  readonly already: number;
  readonly partly: number;
  readonly gone: number;
  readonly final: number;
}

/** The amounts of R3.1 and R3.7 to R3.9, as an engine's user would compute them: a dynamic fact. */
function amountsOf(facts: SubscriptionRefundFacts, feeBps: number): Amounts {
  const tax = facts.payments.reduce((sum, each) => sum + Number(each.taxNanos), 0);
  const paid = facts.payments.reduce((sum, each) => sum + Number(each.amountMinor) * NANOS_PER_CENT, 0) - tax;
  const used = Number(facts.usedNanos);
  const gross = (of: SubscriptionRefundFacts["earlierRefunds"]) =>
    of.reduce((sum, each) => sum + Number(each.grossNanos), 0);
  const counted = facts.earlierRefunds.filter(
    ({ state }) => state === "refunded" || UNDER_WAY.includes(state),
  );
  const already = gross(counted);
  const balance = Math.max(0, paid - used - already);
  const net = Math.floor((balance * (10_000 - feeBps)) / 10_000 / NANOS_PER_CENT) * NANOS_PER_CENT;
  const taxBack = paid > 0 ? Math.floor((tax * (net / NANOS_PER_CENT)) / paid) * NANOS_PER_CENT : 0;
  return {
    paid,
    used,
    already,
    partly: gross(counted.filter(({ extent }) => extent === "partial")),
    gone: gross(facts.earlierRefunds.filter(({ state }) => state === "refunded")),
    final: net + taxBack,
  };
}

const is = (path: string, operator: string, value: unknown): NestedCondition => ({
  fact: "request",
  path: `$.${path}`,
  operator,
  value,
});

/** Conditions by refusal, in the order of R2. */
const refusalsOf = ({ refunds }: Policy): readonly (readonly [string, NestedCondition[]])[] => [
  ["order_not_completed", [is("order.state", "notEqual", "paid")]],
  ["gift_subscription", [is("order.gift", "in", ["received", "given_redeemed"])]],
  ["distributor_purchase", [is("order.distributor", "notEqual", null)]],
  ["terminated_for_violation", [is("accountState", "equal", "terminated")]],
  [
    "channel_not_supported",
    [is("route", "equal", "self_service"), is("payments", "someNotIn", refunds.selfServiceProviders)],
  ],
  ["fully_refunded", [{ fact: "amounts", operator: "allGone", value: true }]],
  ["refund_in_progress", [is("earlierRefunds", "underWay", UNDER_WAY)]],
  ["disputed", [is("payments", "disputed", true)]],
  ["paid_by_previous_holder", [is("order.paidByPreviousHolder", "equal", true)]],
  ["subject_change_pending", [is("subjectChange", "equal", "accepted")]],
  ["value_credited", [is("order.creditedAway", "equal", true)]],
  [
    "window_expired",
    [{ fact: "msSincePaid", operator: "greaterThan", value: refunds.windowHours * 3_600_000 }],
  ],
  ["usage_exceeds_refundable", [{ fact: "amounts", operator: "usedUp", value: true }]],
  [
    "below_provider_minimum",
    [{ fact: "amounts", path: "$.final", operator: "lessThan", value: NANOS_PER_CENT }],
  ],
  ["review_required", [is("recentRefunds", "greaterThanInclusive", refunds.review.afterRefunds)]],
];

/** An engine with the rules of a policy; asked like a function. */
export function rulesEngine(policy: Policy): (facts: SubscriptionRefundFacts) => Promise<Answer> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator("someNotIn", (payments: SubscriptionRefundFacts["payments"], providers: string[]) =>
    payments.some(({ provider }) => !providers.includes(provider)),
  );
  engine.addOperator("disputed", (payments: SubscriptionRefundFacts["payments"]) =>
    payments.some(({ disputeOpen }) => disputeOpen),
  );
  engine.addOperator("underWay", (refunds: SubscriptionRefundFacts["earlierRefunds"], states: string[]) =>
    refunds.some(({ state }) => states.includes(state)),
  );
  engine.addOperator("allGone", ({ gone, paid }: Amounts) => gone >= paid);
  engine.addOperator("usedUp", ({ used, paid, partly }: Amounts) => used > 0 && used >= paid - partly);
  engine.addFact("amounts", async (_params, almanac) =>
    amountsOf(await almanac.factValue<SubscriptionRefundFacts>("request"), policy.refunds.feeBps),
  );
  engine.addFact("msSincePaid", async (_params, almanac) => {
    const { order, requestedAt } = await almanac.factValue<SubscriptionRefundFacts>("request");
    return order.paidAt === null ? 0 : Date.parse(requestedAt) - Date.parse(order.paidAt);
  });
  const order = refusalsOf(policy).map(([code, all]) => {
    engine.addRule({ conditions: { all }, event: { type: code } });
    return code;
  });
  return async (request) => {
    const { events, almanac } = await engine.run({ request });
    const { final } = await almanac.factValue<Amounts>("amounts");
    const found = new Set(events.map(({ type }) => type));
    return { refusals: order.filter((code) => found.has(code)), finalNanos: final };
  };
}
