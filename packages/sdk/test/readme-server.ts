// Preloaded before each sample of the README (`node --import`): a world without a network. What it answers passes the
// contract's own schemas, so the samples run on what the API really sends.
import {
  authorizeUsageSchema,
  holdSchema,
  planSchema,
  recordUsageAnswerSchema,
  recordUsageSchema,
  reviewTopUpShape,
  refundCaseOpenedSchema,
  refundPreviewSchema,
  refundSchema,
  refundSummarySchema,
  settleAnswerSchema,
  settleUsageSchema,
  spendLimitsSchema,
  statementSchema,
  topUpReviewSchema,
  usageEventSchema,
  usageSummarySchema,
  walletSchema,
} from "@tenure/core/contract";
import { decide } from "@tenure/core/decision";
import { fromMoney, toMoney } from "@tenure/core/money";
import { policyAt } from "@tenure/core/policy";
import { subscriptionRefund } from "@tenure/core/refunds";
import { purchaseTopUp } from "@tenure/core/top-ups";
import { z } from "zod";

const AT = "2026-11-20T14:02:03.123Z";
const id = (n: number) => `019a9f00-0000-7000-8000-${String(n).padStart(12, "0")}`;
const usd = (amount: string) => ({ amount, currency: "USD" as const });

const hold = {
  holdId: id(1),
  model: "gpt-4o",
  state: "open" as const,
  guaranteed: usd("0.01"),
  planPart: usd("0.01"),
  creditPart: usd("0.00"),
  openedAt: AT,
  expiresAt: AT,
};
const event = (clientEventId: string, amount: string) =>
  usageEventSchema.parse({
    id: id(2),
    clientEventId,
    model: "gpt-4o",
    serviceTier: "standard",
    kind: "usage",
    counts: null,
    correctsId: null,
    modelPriceId: id(7),
    agreementId: null,
    tokens: { inputTokens: 900, outputTokens: 120 },
    value: usd(amount),
    planPart: usd(amount),
    creditPart: usd("0.00"),
    debtPart: usd("0.00"),
    holdId: null,
    occurredAt: AT,
    recordedAt: AT,
  });
/** What a batch says of an event: the whole of it is one read away. */
function charged(clientEventId: string, amount: string) {
  const { id: eventId, value, planPart, creditPart, debtPart } = event(clientEventId, amount);
  return { id: eventId, value, planPart, creditPart, debtPart };
}
const summary = refundSummarySchema.parse({
  id: id(3),
  number: "REF-2026-00001",
  orderId: id(4),
  orderNumber: "ORD-2026-00001",
  kind: "subscription",
  state: "refunded",
  status: "refunded",
  currency: "USD",
  final: usd("19.00"),
  floor: usd("19.00"),
  expected: usd("19.00"),
  submittedAt: AT,
  drainUntil: AT,
  settledAt: AT,
  refundedAt: AT,
  failedAt: null,
  failure: null,
  arrivalBusinessDays: { min: 1, max: 3 },
  actions: [],
});

/** $50.00 with 5 % on top, as the rule itself reviews it. */
function reviewed(body: unknown) {
  const { amount } = z.object(reviewTopUpShape).parse(body);
  const { effects, json } = decide(
    purchaseTopUp,
    {
      now: AT,
      currency: "USD",
      accountState: "active",
      amountNanos: fromMoney(amount),
      amountCurrency: amount.currency,
      taxBps: 0,
      missingBillingFields: [],
      debtNanos: 0n,
      method: "card",
      methodReady: true,
      exchange: null,
    },
    policyAt(AT),
  );
  return topUpReviewSchema.parse({
    decision: json,
    total: effects && toMoney(effects.totalNanos, "USD"),
    charge: null,
    credits: effects && toMoney(effects.creditsNanos, "USD"),
    bonus: effects && toMoney(effects.bonusNanos, "USD"),
    refundUntil: effects?.refundUntil ?? null,
    paidExpiresAt: effects?.paidExpiresAt ?? null,
    bonusExpiresAt: effects?.bonusExpiresAt ?? null,
    terms: { version: "2026-11", hash: "0".repeat(64), language: "en" },
    now: AT,
  });
}

/** Pro for $20.00, paid two hours and some minutes ago, $4.00 of it used, as the rule itself previews its refund. */
function refundPreview() {
  const { effects, json } = decide(
    subscriptionRefund,
    {
      now: AT,
      currency: "USD",
      route: "self_service",
      requestedAt: AT,
      accountState: "active",
      order: {
        id: id(4),
        planId: "pro",
        planName: "Pro",
        state: "paid",
        origin: "new",
        paidAt: "2026-11-20T11:30:00.000Z",
        subscribedAt: "2026-11-20T11:30:00.000Z",
        gift: "none",
        distributor: null,
        paidByPreviousHolder: false,
      },
      subjectChange: "none",
      payments: [
        {
          id: "payment-1",
          provider: "stripe",
          amountMinor: 2000n,
          taxNanos: 0n,
          disputeOpen: false,
          lostMinor: 0n,
          minimumRefundMinor: 1n,
        },
      ],
      earlierRefunds: [],
      usedNanos: 4_000_000_000n,
      openHolds: [],
      recentRefunds: 0,
    },
    policyAt(AT),
  );
  return refundPreviewSchema.parse({
    orderId: id(4),
    decision: json,
    previewToken: "token",
    expected: effects && toMoney(effects.expected.finalNanos, "USD"),
    floor: effects && toMoney(effects.floorFinalNanos, "USD"),
    charge: null,
    requestsInFlight: 0,
    windowClosesAt: effects?.windowClosesAt ?? null,
    now: AT,
    method: "card",
    arrivalBusinessDays: { min: 1, max: 3 },
  });
}

const sums = {
  requests: 2,
  inputTokens: 1800,
  cachedInputTokens: 0,
  outputTokens: 240,
  reasoningTokens: 0,
  value: usd("0.0069"),
  planPart: usd("0.00"),
  creditPart: usd("0.0069"),
  debtPart: usd("0.00"),
};
const usageSummary = {
  grain: "day",
  timeZone: "UTC",
  from: "2026-11-01T00:00:00.000Z",
  to: "2026-12-01T00:00:00.000Z",
  totals: sums,
  groups: [{ model: "gpt-4o", apiKey: null, rest: false, totals: sums }],
  buckets: [],
};
const statement = {
  accountName: "Acme",
  timeZone: "UTC",
  from: "2026-11-01",
  to: "2026-11-30",
  issuedAt: AT,
  opening: usd("12.5069"),
  usage: usd("-0.0069"),
  movedIn: usd("0.00"),
  movedOut: usd("0.00"),
  lines: [{ type: "usage", day: "2026-11-20", amount: usd("-0.0069"), balance: usd("12.50") }],
  closing: usd("12.50"),
};

const routes: Readonly<Record<string, (body: unknown) => unknown>> = {
  "POST /v1/top-ups/review": reviewed,
  "POST /v1/usage/authorize": (body) => (authorizeUsageSchema.parse(body), holdSchema.parse(hold)),
  [`POST /v1/usage/holds/${id(1)}/settle`]: (body) => {
    settleUsageSchema.parse({ ...z.object({}).loose().parse(body), holdId: id(1) });
    return settleAnswerSchema.parse({
      hold: { ...hold, state: "settled" },
      event: { ...event("hold", "0.0072"), holdId: id(1) },
    });
  },
  "POST /v1/usage/events": (body) => {
    const { events } = recordUsageSchema.parse(body);
    return recordUsageAnswerSchema.parse({
      recorded: 1,
      rejected: 1,
      results: events.map(({ clientEventId, model }) =>
        model === "gpt-4o"
          ? { status: "recorded", clientEventId, duplicate: false, event: charged(clientEventId, "0.00345") }
          : {
              status: "rejected",
              clientEventId,
              code: "model_not_priced",
              reason: `The model ${model} has no price.`,
              help: "Check the model's name.",
              fields: ["model"],
            },
      ),
    });
  },
  "GET /v1/usage/events": () => ({ items: [event("req-1001", "0.00345")], nextCursor: null }),
  "GET /v1/usage/summary": () => usageSummarySchema.parse(usageSummary),
  "GET /v1/plans": () => ({
    plans: [
      planSchema.parse({
        id: "pro",
        name: "Pro",
        prices: [
          {
            id: id(30),
            version: 1,
            interval: "month",
            price: usd("20.00"),
            includedUsage: usd("20.00"),
            features: [],
          },
        ],
      }),
    ],
  }),
  "GET /v1/statement": () => statementSchema.parse(statement),
  "GET /v1/spend-limits": () =>
    spendLimitsSchema.parse({
      day: { limit: usd("5.00"), spent: usd("1.20"), startsOn: "2026-11-20", warned: false },
      month: { limit: null, spent: usd("1.20"), startsOn: "2026-11-01", warned: false },
      held: usd("0.00"),
      warnAtPercent: 80,
    }),
  "GET /v1/wallet": () =>
    walletSchema.parse({
      balance: usd("12.50"),
      byKind: { paid: usd("12.50"), bonus: usd("0.00"), gift: usd("0.00"), referral: usd("0.00") },
      held: usd("0.00"),
      available: usd("12.50"),
      debt: usd("0.00"),
      term: null,
    }),
  "POST /v1/refund-cases": () =>
    refundCaseOpenedSchema.parse({
      caseId: id(8),
      number: "CASE-2026-00001",
      state: "received",
      dueAt: "2026-12-08T15:59:59.999Z",
    }),
  [`GET /v1/orders/${id(4)}/refund-preview`]: refundPreview,
  "GET /v1/refunds": () => ({ items: [summary], nextCursor: null }),
  [`GET /v1/refunds/${id(3)}`]: () =>
    refundSchema.parse({
      ...summary,
      legs: [],
      submitDecisionId: id(5),
      settleDecisionId: id(6),
      decision: null,
    }),
  [`GET /v1/decisions/${id(6)}`]: () => ({ id: id(6), receipt: { keyId: "key-1" } }),
};

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { host, pathname } = new URL(request.url);
  if (host !== "tenure.example") throw new TypeError("fetch failed");
  const route = routes[`${request.method} ${pathname}`];
  if (route === undefined) return Response.json({ code: "not_found", title: pathname }, { status: 404 });
  const text = await request.text();
  return Response.json(route(text === "" ? null : JSON.parse(text)));
};
