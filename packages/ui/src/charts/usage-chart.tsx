import { Trans, useLingui } from "@lingui/react/macro";
import type { UsageGrouping, UsageSummary } from "@tenure/core/contract";
import { useState } from "react";
import { Amount } from "../display/amount.tsx";
import { DataTable } from "../display/data-table.tsx";
import { EmptyState } from "../feedback/empty-state.tsx";
import { Segmented } from "../forms/segmented.tsx";
import { useLocale } from "../foundation/use-locale.ts";
import { bucketText } from "./bucket-text.ts";
import { REST_COLOUR, SERIES_COLOURS } from "./series-colour.ts";
import { type BarPoint, type BarSeries, StackedBars } from "./stacked-bars.tsx";
import { axisText, countText, heightOf, textOf, type UsageMetric } from "./usage-metric.ts";
import { useGroupName } from "./use-group-name.ts";

/** Usage over time, as bars or as a table with the same figures. */
export function UsageChart(props: { readonly summary: UsageSummary; readonly groupBy: UsageGrouping }) {
  const { summary, groupBy } = props;
  const { t } = useLingui();
  const [metric, setMetric] = useState<UsageMetric>("value");
  const [view, setView] = useState<"chart" | "table">("chart");
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap justify-between gap-3">
        <Segmented<UsageMetric>
          label={t`What is shown`}
          value={metric}
          onValueChange={setMetric}
          options={[
            { value: "value", label: t`Value` },
            { value: "requests", label: t`Requests` },
            { value: "tokens", label: t`Tokens` },
          ]}
        />
        <Segmented<"chart" | "table">
          label={t`As a chart or a table`}
          value={view}
          onValueChange={setView}
          options={[
            { value: "chart", label: t`Chart` },
            { value: "table", label: t`Table` },
          ]}
        />
      </div>
      {view === "chart" ? (
        <Bars summary={summary} groupBy={groupBy} metric={metric} />
      ) : (
        <StepTable summary={summary} />
      )}
    </div>
  );
}

function Bars(props: {
  readonly summary: UsageSummary;
  readonly groupBy: UsageGrouping;
  readonly metric: UsageMetric;
}) {
  const { summary, groupBy, metric } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const groupName = useGroupName();
  const { currency } = summary.totals.value;
  const own = summary.groups.slice(0, SERIES_COLOURS.length);
  const hasRest = summary.groups.length > own.length;
  const series: BarSeries[] =
    summary.groups.length === 0
      ? [{ key: "all", name: t`All usage`, colour: SERIES_COLOURS[0] ?? REST_COLOUR }]
      : [
          ...own.map((group, index) => ({
            key: String(index),
            name: groupName(group, groupBy),
            colour: group.rest ? REST_COLOUR : (SERIES_COLOURS[index] ?? REST_COLOUR),
          })),
          ...(hasRest ? [{ key: "rest", name: t`All others`, colour: REST_COLOUR }] : []),
        ];
  const points = summary.buckets.map((bucket): BarPoint => {
    const { short, full } = bucketText(bucket, summary.grain, summary.timeZone, locale);
    const heights = series.map(() => 0);
    const texts = series.map(() => "");
    if (summary.groups.length === 0) {
      heights[0] = heightOf(bucket, metric);
      texts[0] = textOf(bucket, metric, locale);
    }
    for (const part of bucket.parts) {
      const at = Math.min(part.group, series.length - 1);
      heights[at] = (heights[at] ?? 0) + heightOf(part, metric);
      // Several groups share the last colour: only their height is said, the table has each of them.
      texts[at] = hasRest && at === series.length - 1 ? "" : textOf(part, metric, locale);
    }
    return {
      key: bucket.startsAt,
      label: short,
      title: full,
      heights,
      texts,
      total: textOf(bucket, metric, locale),
    };
  });
  const names: Record<UsageMetric, string> = {
    value: t`Value of usage over time`,
    requests: t`Requests over time`,
    tokens: t`Tokens over time`,
  };
  return (
    <StackedBars
      label={names[metric]}
      series={series}
      points={points}
      axisText={(height, tallest) => axisText(height, tallest, metric, currency, locale)}
    />
  );
}

/** The same figures as a table: steps without usage are left out. */
function StepTable({ summary }: { readonly summary: UsageSummary }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { currency } = summary.totals.value;
  return (
    <DataTable
      caption={t`Usage over time`}
      rows={summary.buckets.filter((bucket) => bucket.requests !== 0 || Number(bucket.value.amount) !== 0)}
      rowKey={(bucket) => bucket.startsAt}
      empty={
        <EmptyState>
          <Trans>Nothing was used in this period.</Trans>
        </EmptyState>
      }
      columns={[
        {
          key: "step",
          head: <Trans>Period</Trans>,
          rowHead: true,
          sortBy: (bucket) => bucket.startsAt,
          cell: (bucket) => bucketText(bucket, summary.grain, summary.timeZone, locale).full,
        },
        {
          key: "requests",
          head: <Trans>Requests</Trans>,
          align: "end",
          sortBy: (bucket) => bucket.requests,
          cell: (bucket) => <span className="figures">{countText(bucket.requests, locale)}</span>,
        },
        {
          key: "tokens",
          head: <Trans>Tokens in / out</Trans>,
          align: "end",
          cell: (bucket) => (
            <span className="figures whitespace-nowrap">
              {countText(bucket.inputTokens, locale)} / {countText(bucket.outputTokens, locale)}
            </span>
          ),
        },
        {
          key: "value",
          head: <Trans>Value ({currency})</Trans>,
          align: "end",
          cell: (bucket) => <Amount value={bucket.value} symbol={false} />,
        },
      ]}
    />
  );
}
