import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { EmptyState, KeyHints, MoreButton, PageHeader, readSort, useListKeys } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useEffect, useState } from "react";
import { trpc } from "../../trpc.ts";
import { ListViews } from "../../views/list-views.tsx";
import { AccountSearch } from "./account-search.tsx";
import { AccountsTable } from "./accounts-table.tsx";

/** Fewer letters than this find too much to read; the API refuses them. */
const MIN_QUERY_LENGTH = 2;

/** Typing pauses this long before the API is asked. */
const TYPING_PAUSE_MS = 250;

interface Sorted {
  readonly sort: string | undefined;
  readonly onSort: (sort: { readonly sort?: string }) => void;
}

/** Finding the account that a message speaks of. `query` is in the address, so that a search can be passed on. */
export function AccountsPage(props: { readonly query: string; readonly sort: string | undefined }) {
  const { query, sort } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(query);
  useEffect(() => {
    if (typed === query) return;
    const timer = setTimeout(
      () =>
        void navigate({
          to: "/accounts",
          search: { ...(typed === "" ? {} : { q: typed }), ...readSort(sort) },
          replace: true,
        }),
      TYPING_PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, query, sort, navigate]);
  const setSort = (next: { readonly sort?: string }) =>
    void navigate({
      to: "/accounts",
      search: { ...(query === "" ? {} : { q: query }), ...next },
      resetScroll: false,
    });
  const keys = useListKeys();
  const searches = query.trim().length >= MIN_QUERY_LENGTH;
  return (
    <div ref={keys}>
      <PageHeader
        title={t`Accounts`}
        actions={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Link to="/accounts/suspended" className="text-link">
              <Trans>Suspended accounts</Trans>
            </Link>
            <ListViews
              list="accounts"
              search={{ ...(query === "" ? {} : { q: query }), ...readSort(sort) }}
              onOpen={({ q = "", sort: by }) => {
                setTyped(q);
                void navigate({ to: "/accounts", search: { ...(q === "" ? {} : { q }), ...readSort(by) } });
              }}
            />
          </span>
        }
      />
      <AccountSearch value={typed} onChange={setTyped} />
      {searches ? (
        <FoundAccounts query={query.trim()} sort={sort} onSort={setSort} />
      ) : (
        <AllAccounts sort={sort} onSort={setSort} />
      )}
      <KeyHints
        hints={[
          { keys: ["/"], does: <Trans>search</Trans> },
          { keys: ["j", "k"], does: <Trans>next, previous</Trans> },
          { keys: ["↵"], does: <Trans>open</Trans> },
        ]}
      />
    </div>
  );
}

function FoundAccounts(props: Sorted & { readonly query: string }) {
  const { query, sort, onSort } = props;
  const { t } = useLingui();
  const found = useQuery({
    ...trpc.accounts.search.queryOptions({ query }),
    placeholderData: keepPreviousData,
  });
  return (
    <AccountsTable
      sort={sort}
      onSort={onSort}
      rows={found.data ?? []}
      loading={found.isPending}
      error={
        found.error && (
          <ProblemState
            thing={t`The search could not be done`}
            error={found.error}
            onRetry={() => void found.refetch()}
            retrying={found.isFetching}
          />
        )
      }
      empty={
        <EmptyState>
          <Trans>
            No account has “{query}” in its name, its people's names or e-mails, or as its id, order number or
            refund number.
          </Trans>
        </EmptyState>
      }
    />
  );
}

function AllAccounts(props: Sorted) {
  const { t } = useLingui();
  const accounts = useInfiniteQuery(
    trpc.accounts.list.infiniteQueryOptions({}, { getNextPageParam: (page) => page.nextCursor ?? undefined }),
  );
  return (
    <>
      <AccountsTable
        {...props}
        hasMore={accounts.hasNextPage}
        rows={accounts.data?.pages.flatMap((page) => page.items) ?? []}
        loading={accounts.isPending}
        error={
          accounts.error && (
            <ProblemState
              thing={t`The accounts could not be loaded`}
              error={accounts.error}
              onRetry={() => void accounts.refetch()}
              retrying={accounts.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Accounts appear here when customers sign up in the dashboard.</Trans>
          </EmptyState>
        }
      />
      <MoreButton
        onScroll
        hasNextPage={accounts.hasNextPage}
        isFetchingNextPage={accounts.isFetchingNextPage}
        fetchNextPage={accounts.fetchNextPage}
      />
    </>
  );
}
