import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { fromMoney } from "@tenure/core/money";
import type { PlanId } from "@tenure/core/pricing";
import { changeApplies } from "@tenure/core/subscriptions";
import { Button, Instant, planName, Tag } from "@tenure/ui";
import { usePermission } from "../../account/use-permission.ts";
import type { Plan, PlanPrice, RunningSubscription } from "./types.ts";

/** The way to the preview of a change, for who has a plan: the button says whether it comes at once or later. */
export function ChangeToPlan(props: {
  readonly plan: Plan;
  readonly price: PlanPrice;
  readonly runningPlanId: PlanId;
  readonly subscription: RunningSubscription;
}) {
  const { plan, price, runningPlanId, subscription } = props;
  const navigate = useNavigate();
  const disabledReason = useWhyNot(subscription);
  const same = (other: { readonly planId: PlanId; readonly interval: PlanPrice["interval"] }) =>
    other.planId === plan.id && (plan.id === "free" || other.interval === price.interval);
  const { scheduledChange, interval } = subscription;
  const name = planName(plan.id);
  if (same({ planId: runningPlanId, interval })) return null;
  if (scheduledChange !== null && same(scheduledChange))
    return (
      <p>
        <Tag tone="waiting">
          <Trans>
            Chosen, from <Instant at={scheduledChange.appliesAt} />
          </Trans>
        </Tag>
      </p>
    );
  const upgrades =
    changeApplies(
      { planId: runningPlanId, interval, amountNanos: fromMoney(subscription.price) },
      { planId: plan.id, interval: price.interval, amountNanos: fromMoney(price.price) },
    ) === "now";
  return (
    <div className="flex flex-col gap-1.5">
      <Button
        block
        disabledReason={disabledReason}
        onClick={() =>
          void navigate({
            to: "/subscription/change/$planPriceId",
            params: { planPriceId: price.id },
            resetScroll: false,
          })
        }
      >
        {plan.id === runningPlanId ? (
          price.interval === "year" ? (
            <Trans>Switch to yearly</Trans>
          ) : (
            <Trans>Switch to monthly</Trans>
          )
        ) : upgrades ? (
          <Trans>Upgrade to {name}</Trans>
        ) : (
          <Trans>Change to {name}</Trans>
        )}
      </Button>
      {disabledReason === undefined && (
        <p className="text-sm text-muted">
          {upgrades ? <Trans>At once</Trans> : <Trans>At the end of what is paid for</Trans>}
        </p>
      )}
    </div>
  );
}

/** Why no other plan can be chosen now; undefined: one can. What depends on the plan, the preview says. */
function useWhyNot({ state, distributor, gift }: RunningSubscription): string | undefined {
  const { t } = useLingui();
  const mayChange = usePermission("plan_change.make");
  if (!mayChange) return t`Only an owner of the account can change the plan.`;
  if (distributor !== null) return t`Your plan is billed by ${distributor.title}: it is changed there.`;
  if (gift) return t`Your plan was given to you: another can be bought when it has ended.`;
  switch (state) {
    case "canceling":
      return t`Your plan is cancelled: take that back first.`;
    case "past_due":
      return t`The last renewal is unpaid: pay it first.`;
    case "refunding":
      return t`Your plan is being refunded.`;
    default:
      return undefined;
  }
}
