import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Amount, DataTable, EmptyState, Instant, MoreButton, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { subDigitsOf } from "../../account/sub-digits.ts";
import { trpc } from "../../trpc.ts";
import { DeclinedSection } from "./declined-section.tsx";
import { SpendLimitsLine } from "./spend-limits-line.tsx";
import { SummarySection } from "./summary-section.tsx";
import { Tokens } from "./tokens.tsx";

const PAGE_LENGTH = 50;

/** What an account used: over time, event by event, and what was declined. */
export function UsageTab() {
  return (
    <div>
      <SummarySection />
      <SpendLimitsLine />
      <EventsSection />
      <DeclinedSection />
    </div>
  );
}

/** Usage event by event: what it was worth when it was served, and who paid for it. */
function EventsSection() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const usage = useInfiniteQuery(
    trpc.usage.list.infiniteQueryOptions(
      { accountId, limit: PAGE_LENGTH },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = usage.data?.pages.flatMap((page) => page.items) ?? [];
  const subDigits = subDigitsOf(rows.map((event) => event.value));
  return (
    <Section
      title={t`Events`}
      description={
        <Trans>Value at the price of its moment, and what paid for it: the plan, credits, or debt.</Trans>
      }
    >
      <DataTable
        caption={t`Usage events`}
        rows={rows}
        rowKey={(event) => event.id}
        loading={usage.isPending}
        error={
          usage.error && (
            <ProblemState
              thing={t`The usage could not be loaded`}
              error={usage.error}
              onRetry={() => void usage.refetch()}
              retrying={usage.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>
              No usage was reported for this account. The gateway reports it with an API key of the account.
            </Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "model",
            head: <Trans>Model</Trans>,
            rowHead: true,
            cell: (event) => (
              <span className="flex flex-col">
                <span className="wrap-anywhere">{event.model}</span>
                {event.serviceTier !== "standard" && (
                  <span className="text-sm font-normal text-muted">{event.serviceTier}</span>
                )}
              </span>
            ),
          },
          {
            key: "served",
            head: <Trans>Served</Trans>,
            cell: (event) => <Instant at={event.occurredAt} precision="second" />,
          },
          {
            key: "tokens",
            head: <Trans>Tokens in → out</Trans>,
            align: "end",
            cell: (event) => <Tokens tokens={event.tokens} />,
          },
          {
            key: "plan",
            head: <Trans>Plan ({currency})</Trans>,
            align: "end",
            cell: (event) => <Amount value={event.planPart} symbol={false} subDigits={subDigits} />,
          },
          {
            key: "credits",
            head: <Trans>Credits ({currency})</Trans>,
            align: "end",
            cell: (event) => <Amount value={event.creditPart} symbol={false} subDigits={subDigits} />,
          },
          {
            key: "debt",
            head: <Trans>Debt ({currency})</Trans>,
            align: "end",
            cell: (event) => <Amount value={event.debtPart} symbol={false} subDigits={subDigits} />,
          },
          {
            key: "value",
            head: <Trans>Value ({currency})</Trans>,
            align: "end",
            cell: (event) => (
              <span className="font-medium">
                <Amount value={event.value} symbol={false} subDigits={subDigits} />
              </span>
            ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={usage.hasNextPage}
        isFetchingNextPage={usage.isFetchingNextPage}
        fetchNextPage={usage.fetchNextPage}
      />
    </Section>
  );
}
