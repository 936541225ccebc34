import { billingRefusals } from "../billing-details/index.ts";
import type { Refusal } from "../decision/index.ts";
import { changeApplies } from "./change-direction.ts";
import type { ChangeableSubscription, ChangePlanFacts } from "./change-facts.ts";

/** Whether two sums are of one plan and length. */
const sameTerms = (
  one: { readonly planId: string; readonly interval: string },
  other: { readonly planId: string; readonly interval: string },
): boolean => one.planId === other.planId && (one.planId === "free" || one.interval === other.interval);

/** Every reason not to change a plan, in this order; past the last line the change can be made. */
export function changePlanRefusals(facts: ChangePlanFacts): Refusal[] {
  const { subscription, target } = facts;
  const refusals: Refusal[] = [];
  if (facts.accountState === "terminated" || facts.accountState === "closed")
    refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
  if (facts.accountState === "suspended")
    refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
  if (subscription === null || subscription.state === "incomplete" || subscription.state === "ended")
    refusals.push({ code: "subscription_not_running", clause: "T2.1", params: {} });
  else refusals.push(...stateRefusals(facts, subscription), ...sameRefusals(facts, subscription));
  if (!target.forSale) refusals.push({ code: "plan_not_for_sale", clause: "T1.1", params: {} });
  else if (!target.current) refusals.push({ code: "plan_price_not_current", clause: "T1.1", params: {} });
  if (target.currency !== facts.currency)
    refusals.push({
      code: "plan_currency_mismatch",
      clause: "T1.1",
      params: { plan: target.currency, wallet: facts.currency },
    });
  if (subscription !== null) refusals.push(...valueRefusals(facts, subscription));
  // Free is charged nothing, so nobody has to say where the bill goes.
  if (target.amountNanos > 0n) refusals.push(...billingRefusals(facts));
  return refusals;
}

function stateRefusals(
  { now }: ChangePlanFacts,
  { state, distributor, term, refundUnderWay }: ChangeableSubscription,
): Refusal[] {
  const refusals: Refusal[] = [];
  if (distributor !== null)
    refusals.push({
      code: "plan_change_distributor",
      clause: "T1.3",
      params: { distributor: distributor.name, link: distributor.link },
    });
  if (state === "canceling") refusals.push({ code: "plan_change_canceling", clause: "T2.6", params: {} });
  if (state === "past_due") refusals.push({ code: "plan_change_past_due", clause: "T2.2", params: {} });
  if (state === "refunding" || refundUnderWay)
    refusals.push({ code: "refund_in_progress", clause: "R2.3", params: {} });
  // The end itself belongs to the next term, which is being charged. In arrears the end has passed by nature.
  if (state !== "past_due" && now >= term.end)
    refusals.push({ code: "subscription_term_over", clause: "T2.3", params: { endsAt: term.end } });
  return refusals;
}

function sameRefusals({ target }: ChangePlanFacts, subscription: ChangeableSubscription): Refusal[] {
  if (sameTerms(subscription, target))
    return [
      {
        code: "plan_change_same",
        clause: "T2.1",
        params: { plan: target.planId, interval: target.interval },
      },
    ];
  const { scheduled } = subscription;
  return scheduled !== null && sameTerms(scheduled, target)
    ? [{ code: "plan_change_already_scheduled", clause: "T2.1", params: { at: scheduled.appliesAt } }]
    : [];
}

/** What stands against turning the value of the running term into credit. */
function valueRefusals({ target }: ChangePlanFacts, subscription: ChangeableSubscription): Refusal[] {
  const now = changeApplies(subscription, target) === "now";
  const refusals: Refusal[] = [];
  // A gift's value is nobody's cash (R2.7), and the terms it still brings are of the running plan. A cheaper plan may
  // follow after it, where somebody is charged then.
  if (subscription.gift !== "none" && (now || !subscription.renews))
    refusals.push({ code: "plan_change_gift", clause: "R2.7", params: { until: subscription.paidUntil } });
  if (now && subscription.disputeOpen) refusals.push({ code: "disputed", clause: "R2.8", params: {} });
  return refusals;
}
