import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { buttonClass, Section, Segmented, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { UsageChart, UsageFigures, UsageGroups } from "@tenure/ui/charts";
import { Download } from "lucide-react";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What the account used over time, by model or key: the figures its owner sees, in the account's zone. */
export function SummarySection() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const [grain, setGrain] = useState<"hour" | "day" | "month">("day");
  const [groupBy, setGroupBy] = useState<"model" | "key">("model");
  const summary = useQuery(
    trpc.usage.summary.queryOptions({ accountId, grain, groupBy }, { placeholderData: (before) => before }),
  );
  const file = (path: string, query: Readonly<Record<string, string>>) =>
    `/v1${path}?${new URLSearchParams({ accountId, bom: "true", ...query })}`;
  return (
    <Section
      title={<Trans>Usage over time</Trans>}
      actions={
        <>
          <a href={file("/usage/summary.csv", { grain })} download className={buttonClass("secondary", "sm")}>
            <Download aria-hidden className="size-3.5" />
            <Trans>Summary (CSV)</Trans>
          </a>
          <a href={file("/usage/events.csv", {})} download className={buttonClass("secondary", "sm")}>
            <Download aria-hidden className="size-3.5" />
            <Trans>All events (CSV)</Trans>
          </a>
          <a href={file("/statement.csv", {})} download className={buttonClass("secondary", "sm")}>
            <Download aria-hidden className="size-3.5" />
            <Trans>Statement of the month (CSV)</Trans>
          </a>
        </>
      }
    >
      <div className="flex flex-wrap gap-3">
        <Segmented
          label={t`Period`}
          value={grain}
          onValueChange={setGrain}
          options={[
            { value: "hour", label: t`24 hours` },
            { value: "day", label: t`30 days` },
            { value: "month", label: t`12 months` },
          ]}
        />
        <Segmented
          label={t`Group by`}
          value={groupBy}
          onValueChange={setGroupBy}
          options={[
            { value: "model", label: t`By model` },
            { value: "key", label: t`By key` },
          ]}
        />
      </div>
      {summary.data !== undefined ? (
        <div className="flex flex-col gap-8">
          <UsageFigures totals={summary.data.totals} previous={undefined} />
          <UsageChart summary={summary.data} groupBy={groupBy} />
          <UsageGroups summary={summary.data} groupBy={groupBy} />
        </div>
      ) : summary.error ? (
        <ProblemState
          thing={t`The summary could not be loaded`}
          error={summary.error}
          onRetry={() => void summary.refetch()}
          retrying={summary.isFetching}
        />
      ) : (
        <Skeleton lines={8} />
      )}
    </Section>
  );
}
