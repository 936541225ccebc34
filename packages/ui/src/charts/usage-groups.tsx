import { Trans, useLingui } from "@lingui/react/macro";
import type { UsageGroup, UsageGrouping, UsageSummary } from "@tenure/core/contract";
import { fromMoney } from "@tenure/core/money";
import type { ReactNode } from "react";
import { Amount } from "../display/amount.tsx";
import { DataTable } from "../display/data-table.tsx";
import { EmptyState } from "../feedback/empty-state.tsx";
import { useLocale } from "../foundation/use-locale.ts";
import { countText } from "./usage-metric.ts";
import { useGroupName } from "./use-group-name.ts";

/** Usage of a period by model or key, the largest first. */
export function UsageGroups(props: {
  readonly summary: UsageSummary;
  readonly groupBy: UsageGrouping;
  /** What narrows the page to a group; without it names are plain. */
  readonly linkTo?: (group: UsageGroup, name: string) => ReactNode;
}) {
  const { summary, groupBy, linkTo } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const groupName = useGroupName();
  const { currency } = summary.totals.value;
  const count = (value: number) => <span className="figures">{countText(value, locale)}</span>;
  return (
    <DataTable
      wide
      caption={groupBy === "key" ? t`Usage by key` : t`Usage by model`}
      rows={summary.groups}
      rowKey={(group) => `${group.rest}|${group.model}|${group.apiKey?.id}`}
      empty={
        <EmptyState>
          <Trans>Nothing was used in this period.</Trans>
        </EmptyState>
      }
      columns={[
        {
          key: "name",
          head: groupBy === "key" ? <Trans>Key</Trans> : <Trans>Model</Trans>,
          rowHead: true,
          cell: (group) => (
            <span className="wrap-anywhere">
              {linkTo !== undefined && !group.rest
                ? linkTo(group, groupName(group, groupBy))
                : groupName(group, groupBy)}
            </span>
          ),
        },
        {
          key: "requests",
          head: <Trans>Requests</Trans>,
          align: "end",
          sortBy: (group) => group.totals.requests,
          cell: (group) => count(group.totals.requests),
        },
        {
          key: "input",
          head: <Trans>Input tokens</Trans>,
          align: "end",
          sortBy: (group) => group.totals.inputTokens,
          cell: (group) => count(group.totals.inputTokens),
        },
        {
          key: "output",
          head: <Trans>Output tokens</Trans>,
          align: "end",
          sortBy: (group) => group.totals.outputTokens,
          cell: (group) => count(group.totals.outputTokens),
        },
        {
          key: "value",
          head: <Trans>Value ({currency})</Trans>,
          align: "end",
          sortBy: (group) => fromMoney(group.totals.value),
          cell: (group) => <Amount value={group.totals.value} symbol={false} />,
        },
      ]}
    />
  );
}
