import { Trans, useLingui } from "@lingui/react/macro";
import { readSort, Section, Tabs } from "@tenure/ui";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { DeclinedList } from "./declined-list.tsx";
import { DownloadLink } from "./download-link.tsx";
import { EventList } from "./event-list.tsx";
import type { AskedPeriod } from "./usage-period.ts";
import type { UsageSearch } from "./usage-search.ts";

/** The requests themselves: those that were served, and those that were declined before they ran. */
export function RequestsSection(props: {
  readonly period: AskedPeriod;
  readonly filter: { readonly model?: string; readonly apiKeyId?: string };
  readonly search: UsageSearch;
  readonly onSearch: (search: UsageSearch) => void;
}) {
  const { period, filter, search, onSearch } = props;
  const { requests, event, sort, ...page } = search;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  return (
    <Section
      title={<Trans>Requests</Trans>}
      description={<Trans>The latest first, whatever period is shown above.</Trans>}
      actions={
        <DownloadLink
          path="/usage/events.csv"
          query={{ accountId: account.id, from: period.from, to: period.to, ...filter }}
        >
          <Trans>Download requests of the period (CSV)</Trans>
        </DownloadLink>
      }
    >
      <Tabs
        label={t`Requests`}
        value={requests ?? "served"}
        onValueChange={(tab) => onSearch(tab === "declined" ? { ...page, requests: tab } : page)}
        tabs={[
          {
            value: "served",
            label: <Trans>Reported</Trans>,
            content: (
              <EventList
                wanted={event}
                onWanted={(next) =>
                  onSearch({ ...page, ...readSort(sort), ...(next === undefined ? {} : { event: next }) })
                }
                sort={sort}
                onSort={(next) => onSearch({ ...page, ...(event === undefined ? {} : { event }), ...next })}
              />
            ),
          },
          { value: "declined", label: <Trans>Declined</Trans>, content: <DeclinedList /> },
        ]}
      />
    </Section>
  );
}
