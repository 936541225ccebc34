import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { DataTable, EmptyState, Instant, localeNames, MoreButton, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { NoticeStateTag } from "./notice-state-tag.tsx";

/** The e-mails written about the account, and whether the mail server took them. */
export function NoticesTab() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const notices = useInfiniteQuery(
    trpc.notices.list.infiniteQueryOptions(
      { accountId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section title={t`Notices`} description={<Trans>E-mails written about this account.</Trans>}>
      <DataTable
        caption={t`Notices`}
        rows={notices.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(notice) => notice.id}
        loading={notices.isPending}
        error={
          notices.error && (
            <ProblemState
              thing={t`The notices could not be loaded`}
              error={notices.error}
              onRetry={() => void notices.refetch()}
              retrying={notices.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No e-mail was written about this account yet.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "subject",
            head: <Trans>Subject</Trans>,
            rowHead: true,
            cell: (notice) => (
              <span className="flex flex-col">
                <span lang={notice.language === "zh" ? "zh-Hans" : "en"}>{notice.subject}</span>
                {notice.problem !== null && (
                  <span className="text-sm font-normal text-refused wrap-anywhere">{notice.problem}</span>
                )}
              </span>
            ),
          },
          {
            key: "recipient",
            head: <Trans>To</Trans>,
            cell: (notice) => <span className="wrap-anywhere">{notice.recipient}</span>,
          },
          { key: "language", head: <Trans>Language</Trans>, cell: (notice) => localeNames[notice.language] },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (notice) => <NoticeStateTag state={notice.state} />,
          },
          {
            key: "at",
            head: <Trans context="date">Sent</Trans>,
            align: "end",
            cell: (notice) =>
              notice.sentAt === null ? (
                <span className="text-muted">
                  <Trans>
                    written <Instant at={notice.createdAt} />
                  </Trans>
                </span>
              ) : (
                <Instant at={notice.sentAt} />
              ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={notices.hasNextPage}
        isFetchingNextPage={notices.isFetchingNextPage}
        fetchNextPage={notices.fetchNextPage}
      />
    </Section>
  );
}
