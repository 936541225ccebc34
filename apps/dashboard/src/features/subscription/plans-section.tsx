import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { PlanId } from "@tenure/core/pricing";
import { EmptyState, planName, Section, Segmented, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { PlanCard } from "./plan-card.tsx";
import type { Interval } from "./types.ts";

/** The plans on sale at the prices in force (T1.1), by month or by year. */
export function PlansSection(props: { readonly currentPlanId: PlanId; readonly running: boolean }) {
  const { currentPlanId, running } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayBuy = usePermission("subscription.buy");
  const [interval, setInterval] = useState<Interval>("month");
  const catalog = useQuery(trpc.catalog.plans.queryOptions());
  const currentName = planName(currentPlanId);
  const disabledReason = !mayBuy
    ? t`Only an owner of the account can buy.`
    : running
      ? t`${currentName} is running. Another plan can be chosen when it has ended.`
      : undefined;
  const plans = catalog.data?.plans ?? [];
  return (
    <Section
      anchor="plans"
      title={t`Choose a plan`}
      description={<Trans>A paid plan renews by itself until it is cancelled.</Trans>}
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
        {plans.map((plan) => {
          const offered = plan.prices.filter((each) => each.price.currency === account.currency);
          // Free has one price, whatever interval is looked at.
          const price = offered.find((each) => each.interval === interval || plan.id === "free");
          return (
            <PlanCard
              key={plan.id}
              plan={plan}
              price={price}
              current={plan.id === currentPlanId}
              disabledReason={disabledReason}
            />
          );
        })}
      </ul>
    </Section>
  );
}
