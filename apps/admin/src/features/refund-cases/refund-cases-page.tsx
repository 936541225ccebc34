import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Button,
  DataTable,
  EmptyState,
  Instant,
  MoreButton,
  PageHeader,
  Select,
  TextInput,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { trpc } from "../../trpc.ts";
import { ListViews } from "../../views/list-views.tsx";
import { CaseStateTag } from "./case-state-tag.tsx";
import { DueTag } from "./due-tag.tsx";
import { OpenCaseDialog } from "./open-case-dialog.tsx";
import { type CaseFilter, readCaseFilter, type Show, shows } from "./types.ts";

const RENEWAL_MS = 30_000;

/** Refunds that a person decides (R5): what is due soonest first. */
export function RefundCasesPage(props: {
  readonly filter: CaseFilter;
  readonly onFilter: (filter: CaseFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const [text, setText] = useState(filter.search ?? "");
  const [searched, setSearched] = useState(filter.search);
  // Going back, or opening a view, changes what is searched for without anybody typing.
  if (searched !== filter.search) {
    setSearched(filter.search);
    setText(filter.search ?? "");
  }
  const [opening, setOpening] = useState(false);
  const show = filter.show ?? "open";
  const queue = useInfiniteQuery(
    trpc.refundCases.desk.queue.infiniteQueryOptions(
      { limit: 50, show, ...(filter.search === undefined ? {} : { search: filter.search }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: RENEWAL_MS },
    ),
  );
  const counts = queue.data?.pages[0]?.counts;
  const count = (value: number | undefined) => (value === undefined ? "" : ` · ${value}`);
  const words = {
    open: t`Open` + count(counts?.open),
    mine: t`Mine` + count(counts?.mine),
    unassigned: t`Nobody's` + count(counts?.unassigned),
    second_approval: t`Second approval`,
    decided: t`Decided`,
  } satisfies Record<Show, string>;
  const search = () => onFilter(readCaseFilter({ ...filter, search: text }));
  return (
    <>
      <PageHeader
        title={t`Refund cases`}
        description={
          <Trans>
            Refunds asked for by e-mail or in the dashboard that a person decides. Due dates count business
            days.
          </Trans>
        }
        actions={
          <>
            <ListViews
              list="refund-cases"
              search={{ ...filter }}
              onOpen={(search) => onFilter(readCaseFilter(search))}
            />
            <Button onClick={() => setOpening(true)}>
              <Trans>Record a request</Trans>
            </Button>
          </>
        }
      />
      <div className="mb-5 flex flex-wrap items-end gap-4">
        <Select
          className="w-52 phone:w-full"
          label={t`Which cases`}
          required={false}
          value={show}
          onChange={(event) => onFilter(readCaseFilter({ ...filter, show: event.target.value }))}
          options={shows.map((value) => ({ value, label: words[value] }))}
        />
        <form
          className="phone:w-full"
          onSubmit={(event) => {
            event.preventDefault();
            search();
          }}
        >
          <TextInput
            className="w-72 phone:w-full"
            label={t`Number, address or subject`}
            required={false}
            value={text}
            maxLength={200}
            onChange={(event) => setText(event.target.value)}
            onBlur={search}
          />
        </form>
      </div>
      <DataTable
        name="refund-cases"
        sort={filter.sort}
        onSort={(sort) => onFilter(readCaseFilter({ ...filter, sort: undefined, ...sort }))}
        hasMore={queue.hasNextPage}
        caption={t`Refund cases`}
        rows={queue.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={queue.isPending}
        error={
          queue.error && (
            <ProblemState
              thing={t`The refund cases could not be loaded`}
              error={queue.error}
              onRetry={() => void queue.refetch()}
              retrying={queue.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {filter.search !== undefined ? (
              <Trans>No case matches.</Trans>
            ) : show === "open" ? (
              <Trans>No case waits. A message to the refunds address becomes one by itself.</Trans>
            ) : (
              <Trans>No case here.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "state",
            head: <Trans>Next</Trans>,
            cell: (row) => <CaseStateTag state={row.state} waitsForSecond={row.waitsForSecond} />,
          },
          {
            key: "case",
            head: <Trans>Case</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="flex max-w-80 flex-col">
                <Link to="/refund-cases/$caseId" params={{ caseId: row.id }} className="figures text-link">
                  {row.number}
                </Link>
                <span className="text-sm font-normal text-muted wrap-anywhere">
                  {row.subject === "" ? row.requester : row.subject}
                </span>
              </span>
            ),
          },
          {
            key: "account",
            head: <Trans>Account</Trans>,
            sortBy: (row) => row.accountName ?? "",
            cell: (row) => (
              <span className="flex flex-col">
                <span className="wrap-anywhere">{row.accountName ?? <Trans>Not linked</Trans>}</span>
                <span className="figures text-sm text-muted">{row.orderNumber}</span>
              </span>
            ),
          },
          { key: "assignee", head: <Trans>Reviewer</Trans>, cell: (row) => row.assignee?.name ?? "—" },
          {
            key: "received",
            head: <Trans context="date">Received</Trans>,
            sortBy: (row) => row.receivedAt,
            cell: (row) => <Instant at={row.receivedAt} precision="day" />,
          },
          {
            key: "due",
            head: <Trans>Due</Trans>,
            sortBy: (row) => row.decidedAt ?? row.dueAt,
            cell: (row) =>
              row.decidedAt === null ? <DueTag of={row} /> : <Instant at={row.decidedAt} precision="day" />,
          },
        ]}
      />
      <MoreButton
        onScroll
        hasNextPage={queue.hasNextPage}
        isFetchingNextPage={queue.isFetchingNextPage}
        fetchNextPage={queue.fetchNextPage}
      />
      {opening && <OpenCaseDialog onClose={() => setOpening(false)} />}
    </>
  );
}
