import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { UsageGroup } from "@tenure/core/contract";
import { buttonClass, PageHeader, Skeleton, useNow } from "@tenure/ui";
import { ArriveTogether, ProblemState } from "@tenure/ui/app";
import { UsageChart, UsageFigures, UsageGroups } from "@tenure/ui/charts";
import { ReceiptText } from "lucide-react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { DownloadLink } from "./download-link.tsx";
import { FirstUsage } from "./first-usage.tsx";
import { RangeControls } from "./range-controls.tsx";
import { RequestsSection } from "./requests-section.tsx";
import { periodsOf } from "./usage-period.ts";
import type { UsageSearch } from "./usage-search.ts";

/** Usage arrives by itself; someone who looks at it should see it come. */
const REFRESH_INTERVAL_MS = 30_000;

/** What was used, when, by which model and key, and who paid for it; then the requests one by one. */
export function UsagePage(props: {
  readonly search: UsageSearch;
  readonly onSearch: (search: UsageSearch) => void;
}) {
  const { search, onSearch } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const accountId = account.id;
  const { present, previous } = periodsOf(search, useNow(60_000), account.timeZone);
  const groupBy = search.by ?? "model";
  const filter = {
    ...(search.model === undefined ? {} : { model: search.model }),
    ...(search.key === undefined ? {} : { apiKeyId: search.key }),
  };
  const summary = useQuery(
    trpc.usage.summary.queryOptions(
      { accountId, ...present, groupBy, ...filter },
      { refetchInterval: REFRESH_INTERVAL_MS, placeholderData: (before) => before },
    ),
  );
  const before = useQuery(
    trpc.usage.summary.queryOptions(
      { accountId, ...(previous ?? present), ...filter },
      { enabled: previous !== null },
    ),
  );
  const first = useQuery(trpc.usage.list.queryOptions({ accountId, limit: 1 }));
  const isFirst = first.data?.items.length === 0;
  const keyName = summary.data?.groups.find((group) => group.apiKey?.id === search.key)?.apiKey?.name;
  return (
    <>
      <PageHeader
        title={t`Usage`}
        description={
          <Trans>
            Every request counts on the day it was served, at the price of that moment. What your credits paid
            is on the statement.
          </Trans>
        }
        actions={
          <Link to="/statement" className={buttonClass("secondary")}>
            <ReceiptText aria-hidden className="size-4" />
            <Trans>Statement</Trans>
          </Link>
        }
      />
      <ArriveTogether>
        {isFirst ? (
          <FirstUsage />
        ) : (
          <>
            <RangeControls search={search} period={present} keyName={keyName} onChange={onSearch} />
            {summary.isPending ? (
              <Skeleton lines={8} />
            ) : summary.data === undefined ? (
              <ProblemState
                thing={t`Your usage could not be loaded`}
                error={summary.error}
                onRetry={() => void summary.refetch()}
                retrying={summary.isFetching}
              />
            ) : (
              <div className="flex flex-col gap-8 pb-7">
                <UsageFigures
                  totals={summary.data.totals}
                  previous={previous === null ? undefined : before.data?.totals}
                />
                <UsageChart summary={summary.data} groupBy={groupBy} />
                <div className="flex flex-col gap-3">
                  <UsageGroups
                    summary={summary.data}
                    groupBy={groupBy}
                    linkTo={(group, name) => <NarrowingLink search={search} group={group} name={name} />}
                  />
                  <div>
                    <DownloadLink
                      path="/usage/summary.csv"
                      query={{ accountId, ...present, groupBy: "model_key", ...filter }}
                    >
                      <Trans>Download this summary (CSV)</Trans>
                    </DownloadLink>
                  </div>
                </div>
              </div>
            )}
            <RequestsSection period={present} filter={filter} search={search} onSearch={onSearch} />
          </>
        )}
      </ArriveTogether>
    </>
  );
}

/** A group's name, leading to that group alone. Usage without a key cannot be asked for by its key. */
function NarrowingLink(props: {
  readonly search: UsageSearch;
  readonly group: UsageGroup;
  readonly name: string;
}) {
  const { model: _model, key: _key, ...rest } = props.search;
  const { model, apiKey } = props.group;
  if (model === null && apiKey === null) return props.name;
  return (
    <Link
      to="/usage"
      search={{
        ...rest,
        ...(model === null ? {} : { model }),
        ...(apiKey === null ? {} : { key: apiKey.id }),
      }}
      resetScroll={false}
      className="text-link"
    >
      {props.name}
    </Link>
  );
}
