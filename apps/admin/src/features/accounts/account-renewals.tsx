import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { Amount, DataTable, EmptyState, Instant, OutsideWords, Section, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

type Renewal = Outputs["subscriptions"]["renewals"]["items"][number];

/** How many of an account's renewals are shown. */
const SHOWN = 12;

/** The last renewals of an account, each with its tries in the provider's own words (T2.2, T6.2). */
export function AccountRenewals() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const renewals = useQuery(trpc.subscriptions.renewals.queryOptions({ accountId, limit: SHOWN }));
  if (renewals.data?.items.length === 0) return null;
  return (
    <Section anchor="renewals" title={t`Renewals`}>
      <DataTable
        caption={t`Renewals`}
        rows={renewals.data?.items ?? []}
        rowKey={(row) => row.id}
        loading={renewals.isPending}
        error={
          renewals.error && (
            <ProblemState
              thing={t`The renewals could not be loaded`}
              error={renewals.error}
              onRetry={() => void renewals.refetch()}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No term was over yet.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "order",
            head: <Trans>Order</Trans>,
            rowHead: true,
            cell: (row) => (
              <Link
                to="/accounts/$accountId/decisions/$decisionId"
                params={{ accountId, decisionId: row.decisionId }}
                className="figures text-link whitespace-nowrap"
              >
                {row.orderNumber}
              </Link>
            ),
          },
          {
            key: "term",
            head: <Trans>Term</Trans>,
            cell: (row) => (
              <>
                <Instant at={row.startsAt} /> – <Instant at={row.endsAt} />
              </>
            ),
          },
          { key: "state", head: <Trans>State</Trans>, cell: (row) => <RenewalState renewal={row} /> },
          { key: "tries", head: <Trans>Tries</Trans>, cell: (row) => <Tries renewal={row} /> },
          {
            key: "total",
            head: <Trans>Total ({currency})</Trans>,
            align: "end",
            cell: (row) => <Amount value={row.total} symbol={false} />,
          },
        ]}
      />
    </Section>
  );
}

function RenewalState(props: { readonly renewal: Renewal }) {
  const { t } = useLingui();
  switch (props.renewal.state) {
    case "due":
    case "charging":
      return <Tag tone="progress">{t({ message: "Being charged", context: "renewal" })}</Tag>;
    case "unknown":
      return <Tag tone="waiting">{t({ message: "Outcome unknown", context: "renewal" })}</Tag>;
    case "waiting":
      return <Tag tone="refused">{t({ message: "Unpaid", context: "renewal" })}</Tag>;
    case "paid":
      return <Tag tone="done">{t({ message: "Paid", context: "renewal" })}</Tag>;
    case "lapsed":
      return <Tag tone="neutral">{t({ message: "Given up", context: "renewal" })}</Tag>;
    case "dropped":
      return <Tag tone="neutral">{t({ message: "Dropped", context: "renewal" })}</Tag>;
  }
}

function Tries(props: { readonly renewal: Renewal }) {
  const { t } = useLingui();
  if (props.renewal.attempts.length === 0) return <Trans>No card to charge</Trans>;
  return (
    <ol className="flex flex-col gap-1">
      {props.renewal.attempts.map((each) => (
        <li key={each.id}>
          <Instant at={each.startedAt} /> {each.method ?? t`Payment page`}
          {": "}
          {each.state === "failed" ? (
            <OutsideWords message={each.message} code={each.code} />
          ) : each.state === "succeeded" ? (
            t({ message: "paid", context: "try of a renewal" })
          ) : each.state === "closed" ? (
            t({ message: "not paid", context: "try of a renewal" })
          ) : (
            t({ message: "under way", context: "try of a renewal" })
          )}
        </li>
      ))}
    </ol>
  );
}
