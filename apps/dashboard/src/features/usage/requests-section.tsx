import { Trans, useLingui } from "@lingui/react/macro";
import { Section, Tabs } from "@tenure/ui";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { DeclinedList } from "./declined-list.tsx";
import { DownloadLink } from "./download-link.tsx";
import { EventList } from "./event-list.tsx";
import type { AskedPeriod } from "./usage-period.ts";

/** The requests themselves: those that were served, and those that were declined before they ran. */
export function RequestsSection(props: {
  readonly period: AskedPeriod;
  readonly filter: { readonly model?: string; readonly apiKeyId?: string };
}) {
  const { period, filter } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const [tab, setTab] = useState("served");
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
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: "served", label: <Trans>Reported</Trans>, content: <EventList /> },
          { value: "declined", label: <Trans>Declined</Trans>, content: <DeclinedList /> },
        ]}
      />
    </Section>
  );
}
