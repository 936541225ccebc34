import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Countdown,
  DataTable,
  EmptyState,
  Instant,
  KeyHints,
  listRow,
  MoreButton,
  PageHeader,
  Tag,
  tabLinkClass,
  tabNavClass,
  useListKeys,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { ListViews } from "../../views/list-views.tsx";
import { ConditionLamps } from "./condition-lamps.tsx";
import { EarliestAgreement } from "./earliest-agreement.tsx";
import {
  type ChangeFilter,
  type QueuedChange,
  type QueueState,
  queueStates,
  readChangeFilter,
} from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

const RENEWAL_MS = 30_000;

/** Accounts that are to pass to another holder: what waits for the platform first (C5.3). */
export function ChangesPage(props: {
  readonly filter: ChangeFilter;
  readonly onFilter: (filter: ChangeFilter) => void;
}) {
  const { filter, onFilter } = props;
  const state = filter.state ?? "open";
  const { t } = useLingui();
  const words = useChangeWords();
  const keys = useListKeys();
  const queue = useInfiniteQuery(
    trpc.subjectChanges.desk.queue.infiniteQueryOptions(
      { limit: 50, state },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: RENEWAL_MS },
    ),
  );
  const rows = queue.data?.pages.flatMap((page) => page.items) ?? [];
  const none = {
    effective: t`No change has taken effect.`,
    rejected: t`No change was rejected.`,
    terminated: t`No change was terminated.`,
    withdrawn: t`No change was withdrawn.`,
    expired: t`No change has expired.`,
    revoked: t`No change was revoked.`,
  } satisfies Record<Exclude<QueueState, "open">, string>;
  return (
    <div ref={keys}>
      <PageHeader
        title={t`Subject changes`}
        actions={
          <ListViews
            list="subject-changes"
            search={{ ...filter }}
            onOpen={(search) => onFilter(readChangeFilter(search))}
          />
        }
        description={
          <Trans>
            Accounts that are to pass to another legal holder. Two reviewers agree to the same file, once the
            account's old contacts had their time.
          </Trans>
        }
      />
      <nav aria-label={t`Which changes`} className={tabNavClass}>
        {queueStates.map((each) => (
          <Link
            key={each}
            to="/subject-changes"
            search={readChangeFilter({ ...filter, state: each })}
            activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
            aria-current={each === state ? "page" : undefined}
            className={tabLinkClass}
          >
            {words.state(each).word}
          </Link>
        ))}
      </nav>
      <DataTable
        wide
        name="subject-changes"
        sort={filter.sort}
        onSort={(sort) => onFilter(readChangeFilter({ ...filter, sort: undefined, ...sort }))}
        hasMore={queue.hasNextPage}
        caption={t`Subject changes`}
        rows={rows}
        rowKey={(row) => row.id}
        loading={queue.isPending}
        error={
          queue.error && (
            <ProblemState
              thing={t`The subject changes could not be loaded`}
              error={queue.error}
              onRetry={() => void queue.refetch()}
              retrying={queue.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {state === "open" ? (
              <Trans>
                No change waits. Holders apply in the dashboard; an administrator applies for a customer on
                the account's Holder tab.
              </Trans>
            ) : (
              none[state]
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "next",
            head: state === "open" ? <Trans>Next</Trans> : <Trans>State</Trans>,
            cell: (row) => {
              const { word, tone } = row.state === "open" ? words.review(row.review) : words.state(row.state);
              return <Tag tone={tone}>{word}</Tag>;
            },
          },
          {
            key: "account",
            head: <Trans>Account</Trans>,
            rowHead: true,
            sortBy: (row) => row.account.name,
            cell: (row) => (
              <Link
                to="/subject-changes/$accountId/$changeId"
                params={{ accountId: row.account.id, changeId: row.id }}
                className="text-link wrap-anywhere"
                {...listRow}
              >
                {row.account.name}
              </Link>
            ),
          },
          {
            key: "ground",
            head: <Trans context="change">Ground</Trans>,
            cell: (row) => words.ground(row.ground),
          },
          ...(state === "open"
            ? [
                {
                  key: "conditions",
                  head: <Trans>Conditions</Trans>,
                  cell: (row: QueuedChange) => <ConditionLamps conditions={row.conditions} />,
                },
                {
                  key: "earliest",
                  head: <Trans>Agreed no earlier</Trans>,
                  cell: (row: QueuedChange) => <EarliestAgreement at={row.earliestAgreementAt} />,
                },
                {
                  key: "expires",
                  head: <Trans>Expires in</Trans>,
                  sortBy: (row: QueuedChange) => row.expiresAt,
                  cell: (row: QueuedChange) => <Countdown until={row.expiresAt} />,
                },
              ]
            : []),
          {
            key: "submitted",
            head: <Trans context="date">Submitted</Trans>,
            sortBy: (row) => row.submittedAt,
            cell: (row) => <Instant at={row.submittedAt} precision="day" />,
          },
          {
            key: "assigned",
            head: <Trans>Reviewer</Trans>,
            cell: (row) => (row.mine ? <Trans>You</Trans> : (row.assignedTo ?? "—")),
          },
        ]}
      />
      <MoreButton
        onScroll
        hasNextPage={queue.hasNextPage}
        isFetchingNextPage={queue.isFetchingNextPage}
        fetchNextPage={queue.fetchNextPage}
      />
      {rows.length > 0 && (
        <KeyHints
          hints={[
            { keys: ["j", "k"], does: <Trans>next, previous</Trans> },
            { keys: ["↵"], does: <Trans>open</Trans> },
          ]}
        />
      )}
    </div>
  );
}
