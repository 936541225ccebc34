import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Inputs } from "@tenure/api/trpc";
import {
  ColumnsButton,
  EmptyState,
  KeyHints,
  MoreButton,
  Skeleton,
  useColumns,
  useListKeys,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { AuditEntries } from "./audit-entries.tsx";

const PAGE_LENGTH = 50;

/** The audit trail under a filter, page by page, walked with j and k. */
export function AuditList(props: {
  readonly filter: Omit<Inputs["audit"]["list"], "limit" | "cursor">;
  readonly withAccount: boolean;
}) {
  const { filter, withAccount } = props;
  const { t } = useLingui();
  const keys = useListKeys();
  const trail = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { ...filter, limit: PAGE_LENGTH },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const columns = [
    { key: "action", head: <Trans>Action</Trans>, rowHead: true },
    ...(withAccount ? [{ key: "account", head: <Trans>Account</Trans> }] : []),
    { key: "actor", head: <Trans>Done by</Trans> },
    { key: "at", head: <Trans>Time</Trans> },
  ];
  const shown = useColumns("audit", columns);
  const rows = trail.data?.pages.flatMap((page) => page.items) ?? [];
  if (trail.isPending) return <Skeleton lines={8} className="py-3" />;
  if (trail.error && rows.length === 0)
    return (
      <ProblemState
        thing={t`The audit trail could not be loaded`}
        error={trail.error}
        onRetry={() => void trail.refetch()}
        retrying={trail.isFetching}
      />
    );
  if (rows.length === 0)
    return (
      <EmptyState>
        <Trans>No change matches. Every change of the product leaves a row here, with who and why.</Trans>
      </EmptyState>
    );
  return (
    <div ref={keys}>
      <div data-print="hide" className="flex justify-end pb-1">
        <ColumnsButton table="audit" columns={columns} />
      </div>
      <AuditEntries rows={rows} columns={shown} withAccount={withAccount} />
      <MoreButton
        onScroll
        hasNextPage={trail.hasNextPage}
        isFetchingNextPage={trail.isFetchingNextPage}
        fetchNextPage={trail.fetchNextPage}
      />
      <KeyHints
        hints={[
          { keys: ["j", "k"], does: <Trans>next, previous</Trans> },
          { keys: ["↵"], does: <Trans>open and close</Trans> },
        ]}
      />
    </div>
  );
}
