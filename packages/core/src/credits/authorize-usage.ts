import { z } from "zod";
import { defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { instantSchema, plusMs } from "../time/index.ts";
import { limitRefusals } from "./spend-limit.ts";

/** States an account can be in (T4.2). */
const accountState = z.enum(["active", "suspended", "terminated", "closed"]);

const MS_PER_MINUTE = 60_000;

const facts = z.strictObject({
  now: instantSchema,
  /** Currency of the account's wallet. */
  currency: currencySchema,
  accountState,
  model: z.string(),
  /** Whether the model has a price in this currency now. */
  modelPriced: z.boolean(),
  /** Currency of an amount the caller stated; the wallet's where tokens were stated. */
  requestedCurrency: currencySchema,
  /** What the request may cost at most. Zero where the model has no price. */
  requestedNanos: nanosSchema,
  /** What the plan may still serve beyond what it promised to others. */
  planFreeNanos: nanosSchema,
  termId: z.string().nullable(),
  /** Credits beyond what they promise to others. */
  creditFreeNanos: nanosSchema,
  /** Credits that came after a debt pay it at the next authorisation, before they promise anything. */
  debtNanos: nanosSchema,
  /** What the account allows itself to spend (spend-limit.ts). */
  limits: z.strictObject({
    dayLimitNanos: nanosSchema.nullable(),
    monthLimitNanos: nanosSchema.nullable(),
    daySpentNanos: nanosSchema,
    monthSpentNanos: nanosSchema,
    heldNanos: nanosSchema,
    warnBps: z.int(),
  }),
  /** Null takes the longest life a hold may have. */
  timeToLiveSeconds: z.int().positive().nullable(),
});

const effects = z
  .strictObject({
    amountNanos: nanosSchema,
    planNanos: nanosSchema,
    /** The term that promises the plan part; null when there is none. */
    termId: z.string().nullable(),
    expiresAt: instantSchema,
    /** Debt to be paid from credits first. */
    repayNanos: nanosSchema,
  })
  .nullable();

/**
 * Promises the most a request can cost before it runs: from included usage first, the rest from credits.
 * Refusals: account_terminated, account_suspended, usage_currency_mismatch, model_not_priced, debt_outstanding,
 * insufficient_funds, day_limit_reached, month_limit_reached.
 */
export const authorizeUsage = defineRule({
  kind: "usage.authorize",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const refusals: Refusal[] = [];
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.accountState === "suspended")
      refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
    if (facts.requestedCurrency !== facts.currency)
      refusals.push({
        code: "usage_currency_mismatch",
        clause: "T1.1",
        params: { given: facts.requestedCurrency, wallet: facts.currency },
      });
    if (!facts.modelPriced)
      refusals.push({ code: "model_not_priced", clause: "T1.1", params: { model: facts.model } });
    const debtCovered = facts.debtNanos <= facts.creditFreeNanos;
    if (!debtCovered)
      refusals.push({
        code: "debt_outstanding",
        clause: "T1.1",
        params: { debt: facts.debtNanos.toString() },
      });
    const creditLeftNanos = debtCovered ? facts.creditFreeNanos - facts.debtNanos : 0n;
    const availableNanos = facts.planFreeNanos + creditLeftNanos;
    if (facts.requestedNanos > availableNanos)
      refusals.push({
        code: "insufficient_funds",
        clause: "T1.1",
        params: { needed: facts.requestedNanos.toString(), available: availableNanos.toString() },
      });
    const planNanos = facts.requestedNanos < facts.planFreeNanos ? facts.requestedNanos : facts.planFreeNanos;
    refusals.push(...limitRefusals({ ...facts.limits, requestedNanos: facts.requestedNanos - planNanos }));
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    const lifeMs = Math.min(
      policy.usage.maxHoldMinutes * MS_PER_MINUTE,
      (facts.timeToLiveSeconds ?? Number.MAX_SAFE_INTEGER / 1000) * 1000,
    );
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "hold_from_plan", "R3.6", planNanos),
        line("item", "hold_from_credits", "R3.6", facts.requestedNanos - planNanos),
        line("subtotal", "hold_total", null, facts.requestedNanos),
        ...(facts.debtNanos > 0n ? [line("memo", "debt_repaid", "T1.1", facts.debtNanos)] : []),
      ],
      effects: {
        amountNanos: facts.requestedNanos,
        planNanos,
        termId: planNanos > 0n ? facts.termId : null,
        expiresAt: plusMs(facts.now, lifeMs),
        repayNanos: facts.debtNanos,
      },
    };
  },
});

const extendFacts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  accountState,
  holdState: z.enum(["open", "settled", "released", "expired"]),
  openedAt: instantSchema,
  expiresAt: instantSchema,
  /** Whether the order behind its plan part is being refunded, or was. */
  refundOpen: z.boolean(),
  /** Counted from now. */
  timeToLiveSeconds: z.int().positive(),
});

/**
 * Lets a hold live longer, to at most `maxHoldMinutes` after it was opened; a stream that runs longer authorises anew.
 * Refusals: hold_closed, account_terminated, account_suspended, refund_draining, hold_life_exceeded.
 */
export const extendHold = defineRule({
  kind: "usage.extend",
  rulesVersion: 1,
  facts: extendFacts,
  effects: z.strictObject({ expiresAt: instantSchema }).nullable(),
  decide(facts, policy) {
    const refusals: Refusal[] = [];
    if (facts.holdState !== "open" || facts.expiresAt <= facts.now)
      refusals.push({ code: "hold_closed", clause: "R3.6", params: {} });
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.accountState === "suspended")
      refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
    if (facts.refundOpen) refusals.push({ code: "refund_draining", clause: "R3.6", params: {} });
    const lastAt = plusMs(facts.openedAt, policy.usage.maxHoldMinutes * MS_PER_MINUTE);
    if (facts.expiresAt >= lastAt)
      refusals.push({
        code: "hold_life_exceeded",
        clause: "R3.6",
        params: { minutes: policy.usage.maxHoldMinutes.toString() },
      });
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    const wantedAt = plusMs(facts.now, facts.timeToLiveSeconds * 1000);
    const grantedAt = wantedAt < lastAt ? wantedAt : lastAt;
    return {
      outcome: "granted",
      refusals,
      lines: [],
      // Asking for less than is left shortens nothing: the promise was given.
      effects: { expiresAt: grantedAt > facts.expiresAt ? grantedAt : facts.expiresAt },
    };
  },
});
