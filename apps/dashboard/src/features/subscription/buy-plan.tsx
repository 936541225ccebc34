import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { Button, planName } from "@tenure/ui";
import { usePermission } from "../../account/use-permission.ts";
import type { Plan, PlanPrice } from "./types.ts";

/** The way to the review of a purchase, for who has no plan. */
export function BuyPlan(props: {
  readonly plan: Plan;
  readonly price: PlanPrice;
  readonly current: boolean;
}) {
  const { plan, price, current } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const mayBuy = usePermission("subscription.buy");
  const name = planName(plan.id);
  if (current) return null;
  if (plan.id === "free")
    return (
      <p className="text-sm text-muted">
        <Trans>It applies whenever no paid plan runs.</Trans>
      </p>
    );
  return (
    <Button
      block
      disabledReason={mayBuy ? undefined : t`Only an owner of the account can buy.`}
      onClick={() =>
        void navigate({ to: "/subscription/review/$planPriceId", params: { planPriceId: price.id } })
      }
    >
      <Trans>Choose {name}</Trans>
    </Button>
  );
}
