import { z } from "zod";
import { defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { taxOn } from "../orders/tax.ts";
import { planIds } from "../pricing/plans.ts";
import { instantSchema } from "../time/index.ts";
import { cancelBy, cancelledInTime } from "./terms.ts";

const facts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  taxBps: z.int().min(0).max(10_000),
  /** What runs, and renews again once the change is taken back. */
  planId: z.enum(planIds),
  interval: z.enum(["month", "year"]),
  /** Its price before tax (T3.1). */
  amountNanos: nanosSchema,
  distributor: z.strictObject({ name: z.string().max(60), link: z.string().max(300) }).nullable(),
  /** When the arranged change takes effect; null: none is. */
  appliesAt: instantSchema.nullable(),
});

const effects = z.strictObject({ renewsAt: instantSchema, cancelBy: instantSchema }).nullable();

/**
 * Taking back a change of plan that waits for the end of the term (T2.6). Possible until the cut-off of the charge it
 * would alter, the exact moment included (T2.5): after it, nobody is charged more than was announced.
 */
export const cancelChange = defineRule({
  kind: "subscription.cancel_change",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const { appliesAt, distributor } = facts;
    const { cancelBeforeHours } = policy.subscriptions;
    const refusals: Refusal[] = [];
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (distributor !== null)
      refusals.push({
        code: "plan_change_distributor",
        clause: "T1.3",
        params: { distributor: distributor.name, link: distributor.link },
      });
    if (appliesAt === null) refusals.push({ code: "plan_change_none", clause: "T2.6", params: {} });
    else if (!cancelledInTime(facts.now, appliesAt, cancelBeforeHours))
      refusals.push({
        code: "plan_change_cutoff_passed",
        clause: "T2.5",
        params: { until: cancelBy(appliesAt, cancelBeforeHours) },
      });
    const taxNanos = taxOn(facts.amountNanos, facts.taxBps, facts.currency);
    const lines = [
      line("item", "plan_price", "T1.1", facts.amountNanos, { plan: facts.planId, interval: facts.interval }),
      line("item", "tax", "T1.2", taxNanos, { rate: String(facts.taxBps) }),
      line("subtotal", "charged_at_renewal", "T2.2", facts.amountNanos + taxNanos),
    ];
    if (refusals.length > 0 || appliesAt === null)
      return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: { renewsAt: appliesAt, cancelBy: cancelBy(appliesAt, cancelBeforeHours) },
    };
  },
});
