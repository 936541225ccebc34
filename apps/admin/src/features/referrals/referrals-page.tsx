import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { referralStates } from "@tenure/core/referrals";
import { Button, DataTable, EmptyState, MoreButton, PageHeader, Select } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { OrderBehind, ReferralStanding, WhenDecided } from "./referral-cells.tsx";
import { type Referral, type ReferralFilter, readReferralFilter } from "./types.ts";
import { useReferralWords } from "./use-referral-words.ts";

/** Who invited whom, how it stands, and why where it earned nothing. */
export function ReferralsPage(props: {
  readonly filter: ReferralFilter;
  readonly onFilter: (filter: ReferralFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const words = useReferralWords();
  const referrals = useInfiniteQuery(
    trpc.referrals.search.infiniteQueryOptions(
      { limit: 50, ...filter },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <>
      <PageHeader
        title={t`Referrals`}
        description={
          <Trans>Rewards are decided automatically once the refund window of the order closes.</Trans>
        }
      />
      <div className="mb-5 flex flex-wrap items-end gap-4">
        <Select
          className="w-52 phone:w-full"
          label={t`State`}
          required={false}
          value={filter.state ?? ""}
          onChange={(event) => onFilter(readReferralFilter({ ...filter, state: event.target.value }))}
          options={[
            { value: "", label: t`All` },
            ...referralStates.map((value) => ({ value, label: words.state(value) })),
          ]}
        />
        {filter.accountId !== undefined && (
          <Button
            tone="quiet"
            size="sm"
            onClick={() => onFilter(filter.state === undefined ? {} : { state: filter.state })}
          >
            <Trans>Show all accounts</Trans>
          </Button>
        )}
      </div>
      <DataTable
        wide
        caption={t`Referrals`}
        rows={referrals.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(referral) => referral.id}
        loading={referrals.isPending}
        error={
          referrals.error && (
            <ProblemState
              thing={t`The referrals could not be loaded`}
              error={referrals.error}
              onRetry={() => void referrals.refetch()}
              retrying={referrals.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No account was opened by an invitation yet.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "referrer",
            head: <Trans>Invited by</Trans>,
            rowHead: true,
            cell: (referral) => <Side side={referral.referrer} />,
          },
          {
            key: "referred",
            head: <Trans>Account</Trans>,
            cell: (referral) => <Side side={referral.referred} />,
          },
          {
            key: "order",
            head: <Trans>Order</Trans>,
            cell: (referral) => <OrderBehind referral={referral} />,
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (referral) => <ReferralStanding referral={referral} />,
          },
          {
            key: "when",
            head: <Trans>When</Trans>,
            align: "end",
            cell: (referral) => <WhenDecided referral={referral} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={referrals.hasNextPage}
        isFetchingNextPage={referrals.isFetchingNextPage}
        fetchNextPage={referrals.fetchNextPage}
      />
    </>
  );
}

function Side(props: { readonly side: Referral["referrer"] }) {
  return (
    <Link
      to="/accounts/$accountId"
      params={{ accountId: props.side.accountId }}
      className="text-link wrap-anywhere"
    >
      {props.side.name}
    </Link>
  );
}
