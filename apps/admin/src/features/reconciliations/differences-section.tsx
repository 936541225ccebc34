import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { DIFFERENCE_KINDS } from "@tenure/core/reconciliations";
import {
  buttonClass,
  CopyText,
  DataTable,
  EmptyState,
  Instant,
  MoreButton,
  Section,
  Select,
  Tag,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { DifferenceActions } from "./difference-actions.tsx";
import { SideWords } from "./side-words.tsx";
import { type Difference, type DifferenceFilter, differenceStates, readDifferenceFilter } from "./types.ts";
import { channelName, useDifferenceNames, useDifferenceWords } from "./use-difference-words.ts";

const TONES = { open: "waiting", set_aside: "neutral", resolved: "done" } as const;

/** In what the books differ, what resolves each, and the same as a file. */
export function DifferencesSection(props: {
  readonly filter: DifferenceFilter;
  readonly onFilter: (filter: DifferenceFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const { kinds } = useDifferenceNames();
  const state = filter.state ?? "open";
  const wanted = { state, ...(filter.kind === undefined ? {} : { kind: filter.kind }) };
  const differences = useInfiniteQuery(
    trpc.reconciliations.differences.infiniteQueryOptions(
      { limit: 20, ...wanted },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const open = differences.data?.pages[0]?.open;
  const states = {
    open: open === undefined ? t`Open` : t`Open` + ` · ${open}`,
    set_aside: t`Set aside`,
    resolved: t`Resolved`,
  } satisfies Record<Difference["state"], string>;
  return (
    <Section
      title={t`Differences`}
      actions={
        <a
          href={`/v1/reconciliations/differences.csv?${new URLSearchParams(wanted).toString()}`}
          download
          className={buttonClass("secondary")}
        >
          <Trans>Download as CSV</Trans>
        </a>
      }
    >
      <div className="flex flex-wrap items-end gap-4">
        <Select
          className="w-52 phone:w-full"
          label={t`State`}
          required={false}
          value={state}
          onChange={(event) => onFilter(readDifferenceFilter({ ...filter, state: event.target.value }))}
          options={differenceStates.map((value) => ({ value, label: states[value] }))}
        />
        <Select
          className="w-52 phone:w-full"
          label={t`Kind`}
          required={false}
          value={filter.kind ?? ""}
          onChange={(event) => onFilter(readDifferenceFilter({ ...filter, kind: event.target.value }))}
          options={[
            { value: "", label: t`All` },
            ...DIFFERENCE_KINDS.map((value) => ({ value, label: kinds[value] })),
          ]}
        />
      </div>
      <DataTable
        wide
        caption={t`Differences`}
        rows={differences.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={differences.isPending}
        error={
          differences.error && (
            <ProblemState
              thing={t`The differences could not be loaded`}
              error={differences.error}
              onRetry={() => void differences.refetch()}
              retrying={differences.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {state === "open" && filter.kind === undefined ? (
              <Trans>No open differences. What the next comparison finds is listed here.</Trans>
            ) : (
              <Trans>No difference matches.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "what",
            head: <Trans>What differs</Trans>,
            rowHead: true,
            cell: (row) => <What difference={row} />,
          },
          {
            key: "there",
            head: <Trans context="reconciliation">Provider</Trans>,
            align: "end",
            cell: (row) => <SideWords side={row.there} />,
          },
          {
            key: "here",
            head: <Trans context="reconciliation">Ours</Trans>,
            align: "end",
            cell: (row) => <SideWords side={row.here} />,
          },
          {
            key: "found",
            head: <Trans>Found</Trans>,
            cell: (row) => (
              <span className="flex flex-col items-start gap-1 @max-3xl:items-end">
                <Instant at={row.firstFoundAt} precision="day" />
                {row.state !== "open" && (
                  <Tag tone={TONES[row.state]}>{row.state === "set_aside" ? t`Set aside` : t`Resolved`}</Tag>
                )}
              </span>
            ),
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            unlabelled: true,
            cell: (row) => <DifferenceActions difference={row} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={differences.hasNextPage}
        isFetchingNextPage={differences.isFetchingNextPage}
        fetchNextPage={differences.fetchNextPage}
      />
    </Section>
  );
}

/** The first word is what is needed next. */
function What({ difference }: { readonly difference: Difference }) {
  const { t } = useLingui();
  const { kinds, objects } = useDifferenceNames();
  const { verb, happened, todo } = useDifferenceWords()(difference);
  const { object, kind, channel, subject, accountId, state, setAsideReason } = difference;
  const [thing, name] = [objects[object], kinds[kind]];
  return (
    <span className="flex max-w-md flex-col gap-0.5 font-normal">
      <span className="font-medium">
        {state === "open" ? t`${verb}: ${thing} · ${name}` : `${thing} · ${name}`}
      </span>
      <span className="text-sm">{state === "open" ? t`${happened} ${todo}` : happened}</span>
      {setAsideReason !== null && state === "set_aside" && (
        <span className="text-sm text-muted wrap-anywhere">{setAsideReason}</span>
      )}
      <span className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
        {channelName(channel)}
        <CopyText text={subject} label={t`provider's id`} />
        {accountId !== null && (
          <Link to="/accounts/$accountId/orders" params={{ accountId }} className="text-link">
            <Trans>Account</Trans>
          </Link>
        )}
      </span>
    </span>
  );
}
