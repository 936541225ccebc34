import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Button,
  DataTable,
  EmptyState,
  Instant,
  MoreButton,
  Section,
  Select,
  Tag,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { DistributorEvent } from "./types.ts";
import { useEventWords } from "./use-event-words.ts";
import { useProblemWords } from "./use-problem-words.ts";

type State = DistributorEvent["state"];
const STATES = ["received", "applied", "ignored", "problem"] as const satisfies readonly State[];
const TONES = { received: "progress", applied: "done", ignored: "neutral", problem: "refused" } as const;

/** What distributors told us, newest first, and what could not be followed. */
export function EventsSection() {
  const { t } = useLingui();
  const [state, setState] = useState<State | "">("");
  const words = useProblemWords();
  const eventName = useEventWords();
  const events = useInfiniteQuery(
    trpc.distributors.events.infiniteQueryOptions(
      { limit: 20, ...(state === "" ? {} : { state }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const names = {
    received: t`Received`,
    applied: t`Applied`,
    ignored: t`Set aside`,
    problem: t`Problem`,
  } satisfies Record<State, string>;
  return (
    <Section title={t`Notifications`}>
      <Select
        className="mb-4 w-52 phone:w-full"
        label={t`State`}
        required={false}
        value={state}
        onChange={(event) => setState(STATES.find((each) => each === event.target.value) ?? "")}
        options={[{ value: "", label: t`All` }, ...STATES.map((value) => ({ value, label: names[value] }))]}
      />
      <DataTable
        caption={t`Notifications`}
        rows={events.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={events.isPending}
        error={
          events.error && (
            <ProblemState
              thing={t`The notifications could not be loaded`}
              error={events.error}
              onRetry={() => void events.refetch()}
              retrying={events.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No notification.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "type",
            head: <Trans>Notification</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="flex max-w-72 flex-col">
                <span>{eventName(row.type)}</span>
                <span className="text-sm font-normal text-muted wrap-anywhere">
                  <code>{row.type}</code>
                  <br />
                  {row.distributor} · {row.purchaseId}
                </span>
              </span>
            ),
          },
          {
            key: "account",
            head: <Trans>Account</Trans>,
            cell: (row) =>
              row.accountId === null ? (
                "—"
              ) : (
                <Link
                  to="/accounts/$accountId"
                  params={{ accountId: row.accountId }}
                  className="text-link wrap-anywhere"
                >
                  {row.accountName ?? <code className="text-sm">{row.accountId.slice(0, 8)}</code>}
                </Link>
              ),
          },
          { key: "at", head: <Trans>Happened</Trans>, cell: (row) => <Instant at={row.occurredAt} /> },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (row) => (
              <span className="flex flex-col items-start gap-1 phone:items-end">
                <Tag tone={TONES[row.state]}>{names[row.state]}</Tag>
                {row.problem !== null && (
                  <span className="max-w-64 text-sm text-muted">{words(row.problem)}</span>
                )}
              </span>
            ),
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            cell: (row) => (row.state === "problem" ? <ProblemActions event={row} /> : null),
          },
        ]}
      />
      <MoreButton
        hasNextPage={events.hasNextPage}
        isFetchingNextPage={events.isFetchingNextPage}
        fetchNextPage={events.fetchNextPage}
      />
    </Section>
  );
}

function ProblemActions(props: { readonly event: DistributorEvent }) {
  const { id: eventId } = props.event;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const denial = useDenial()("distributor.manage");
  const afterwards = (title: string) => () => {
    notify({ tone: "done", title });
    void queryClient.invalidateQueries();
  };
  const retry = useStaffAction(
    (idempotencyKey) =>
      trpc.distributors.retryEvent.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    afterwards(t`It is looked at again`),
  );
  const ignore = useStaffAction(
    (idempotencyKey) =>
      trpc.distributors.ignoreEvent.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    afterwards(t`Set aside`),
  );
  return (
    <span className="flex flex-col items-start gap-2">
      <span className="flex flex-wrap gap-2">
        <Button
          size="sm"
          loading={retry.isPending}
          disabledReason={denial}
          onClick={() => retry.mutate({ eventId })}
        >
          <Trans>Look again</Trans>
        </Button>
        <Button
          size="sm"
          loading={ignore.isPending}
          disabledReason={denial}
          onClick={() => ignore.mutate({ eventId, reason: "set aside in the admin" })}
        >
          <Trans>Set aside</Trans>
        </Button>
      </span>
      <ProblemCallout error={retry.error ?? ignore.error} />
    </span>
  );
}
