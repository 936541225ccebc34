import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Amount, DataTable, EmptyState, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";

/** Plans with the price versions in force. */
export function PlanPrices() {
  const { t } = useLingui();
  const plans = useQuery(trpc.catalog.plans.queryOptions());
  const rows = (plans.data?.plans ?? []).flatMap((plan) => plan.prices.map((price) => ({ plan, price })));
  return (
    <Section title={t`Plans`}>
      <DataTable
        caption={t`Plans`}
        rows={rows}
        rowKey={({ price }) => price.id}
        loading={plans.isPending}
        error={
          plans.error && (
            <ProblemState
              thing={t`The plans could not be loaded`}
              error={plans.error}
              onRetry={() => void plans.refetch()}
              retrying={plans.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No plan is on sale.</Trans>
          </EmptyState>
        }
        columns={[
          { key: "plan", head: <Trans>Plan</Trans>, rowHead: true, cell: ({ plan }) => plan.name },
          {
            key: "interval",
            head: <Trans>Term</Trans>,
            cell: ({ price }) => (price.interval === "year" ? t`one year` : t`one month`),
          },
          {
            key: "version",
            head: <Trans>Version</Trans>,
            cell: ({ price }) => <span className="figures">{price.version}</span>,
          },
          {
            key: "included",
            head: <Trans>Usage included</Trans>,
            align: "end",
            cell: ({ price }) => <Amount value={price.includedUsage} />,
          },
          {
            key: "price",
            head: <Trans>Price before tax</Trans>,
            align: "end",
            cell: ({ price }) => <Amount value={price.price} />,
          },
        ]}
      />
    </Section>
  );
}
