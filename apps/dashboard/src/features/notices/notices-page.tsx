import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { DataTable, EmptyState, Instant, MoreButton, PageHeader, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import type { Outputs } from "@tenure/api/trpc";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

type Notice = Outputs["notices"]["list"]["items"][number];

/** The e-mails written about the account, and whether the mail server accepted them. */
export function NoticesPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const notices = useInfiniteQuery(
    trpc.notices.list.infiniteQueryOptions(
      { accountId: account.id },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = notices.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t`Notices`}
        description={
          <Trans>
            Every e-mail we wrote about this account, to whom, and whether the mail server accepted it.
          </Trans>
        }
      />
      <DataTable
        caption={t`Notices`}
        rows={rows}
        rowKey={(notice) => notice.id}
        loading={notices.isPending}
        error={
          notices.error && (
            <ProblemState
              thing={t`Your notices could not be loaded`}
              error={notices.error}
              onRetry={() => void notices.refetch()}
              retrying={notices.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No e-mail was written yet. Purchases, refunds and price changes are told by e-mail.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "subject",
            head: <Trans>Subject</Trans>,
            rowHead: true,
            cell: (notice) => <span lang={notice.language}>{notice.subject}</span>,
          },
          { key: "to", head: <Trans>To</Trans>, cell: (notice) => notice.recipient },
          {
            key: "written",
            head: <Trans>Written</Trans>,
            cell: (notice) => <Instant at={notice.createdAt} />,
          },
          { key: "state", head: <Trans>State</Trans>, cell: (notice) => <NoticeState notice={notice} /> },
        ]}
      />
      <MoreButton
        hasNextPage={notices.hasNextPage}
        isFetchingNextPage={notices.isFetchingNextPage}
        fetchNextPage={notices.fetchNextPage}
      />
    </>
  );
}

function NoticeState(props: { readonly notice: Notice }) {
  const { t } = useLingui();
  const { state, problem } = props.notice;
  switch (state) {
    case "queued":
      return <Tag tone="progress">{t`On its way`}</Tag>;
    case "sent":
      return <Tag tone="done">{t({ message: "Accepted", context: "e-mail" })}</Tag>;
    case "failed":
      return (
        <span className="inline-flex flex-col items-start gap-1 phone:items-end">
          <Tag tone="refused">{t({ message: "Not accepted", context: "e-mail" })}</Tag>
          {problem !== null && <span className="text-sm text-muted">{problem}</span>}
        </span>
      );
  }
}
