import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EmptyState, Instant, Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** The newest e-mails about the account. */
export function LatestNotices() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const notices = useQuery(trpc.notices.list.queryOptions({ accountId: account.id, limit: 5 }));
  const items = notices.data?.items ?? [];
  return (
    <Section
      title={t`Latest notices`}
      actions={
        items.length > 0 && (
          <Link to="/notices" className="text-link">
            <Trans>All notices</Trans>
          </Link>
        )
      }
    >
      {notices.isPending && <Skeleton lines={3} />}
      {notices.error && (
        <ProblemState
          thing={t`Your notices could not be loaded`}
          error={notices.error}
          onRetry={() => void notices.refetch()}
          retrying={notices.isFetching}
        />
      )}
      {notices.data && items.length === 0 && (
        <EmptyState>
          <Trans>Purchases, refunds and price changes are told by e-mail and listed here.</Trans>
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className="-mt-2">
          {items.map((notice) => (
            <li
              key={notice.id}
              className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-hairline py-2 last:border-b-0"
            >
              <span lang={notice.language}>{notice.subject}</span>
              <span className="text-sm text-muted">
                <Instant at={notice.createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
