import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { PlanId } from "@tenure/core/pricing";
import { EmptyState, Section, Segmented, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { BuyPlan } from "./buy-plan.tsx";
import { ChangeToPlan } from "./change-to-plan.tsx";
import { PlanCard } from "./plan-card.tsx";
import { comparedFeatures } from "./plan-features.tsx";
import type { Interval, RunningSubscription } from "./types.ts";

/** The plans on sale at the prices in force (T1.1), by month or by year: to buy one, or to change to another. */
export function PlansSection(props: {
  readonly currentPlanId: PlanId;
  readonly subscription: RunningSubscription | null;
}) {
  const { currentPlanId, subscription } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const [interval, setInterval] = useState<Interval>(subscription?.interval ?? "month");
  const catalog = useQuery(trpc.catalog.plans.queryOptions());
  const plans = (catalog.data?.plans ?? []).map((plan) => ({
    plan,
    // Free has one price, whatever interval is looked at.
    price: plan.prices.find(
      (each) =>
        each.price.currency === account.currency && (each.interval === interval || plan.id === "free"),
    ),
  }));
  const compared = comparedFeatures(plans.flatMap(({ price }) => price ?? []));
  return (
    <Section
      anchor="plans"
      title={subscription === null ? t`Choose a plan` : t`Change your plan`}
      description={
        subscription === null ? (
          <Trans>A paid plan renews by itself until it is cancelled.</Trans>
        ) : (
          <Trans>
            A dearer plan begins at once, less what is left of yours. Anything else waits for its end.
          </Trans>
        )
      }
      actions={
        <Segmented
          label={t`Billing interval`}
          value={interval}
          onValueChange={setInterval}
          options={[
            { value: "month", label: <Trans>Monthly</Trans> },
            { value: "year", label: <Trans>Yearly</Trans> },
          ]}
        />
      }
    >
      {catalog.isPending && <Skeleton lines={6} />}
      {catalog.error && (
        <ProblemState
          thing={t`The plans could not be loaded`}
          error={catalog.error}
          onRetry={() => void catalog.refetch()}
          retrying={catalog.isFetching}
        />
      )}
      {catalog.data && plans.length === 0 && (
        <EmptyState>
          <Trans>No plan is on sale yet.</Trans>
        </EmptyState>
      )}
      <ul className="grid grid-cols-4 gap-x-6 gap-y-8 max-lg:grid-cols-2 phone:grid-cols-1">
        {plans.map(({ plan, price }) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            price={price}
            compared={compared}
            standing={plan.id === currentPlanId && <Tag tone="done">{t`Your plan`}</Tag>}
            action={
              price !== undefined &&
              (subscription === null ? (
                <BuyPlan plan={plan} price={price} current={plan.id === currentPlanId} />
              ) : (
                <ChangeToPlan
                  plan={plan}
                  price={price}
                  runningPlanId={currentPlanId}
                  subscription={subscription}
                />
              ))
            }
          />
        ))}
      </ul>
    </Section>
  );
}
