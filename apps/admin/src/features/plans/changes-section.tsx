import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Amount, Button, Dialog, Instant, MoreButton, planName, Section, Tag, DataTable } from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { AffectedList } from "./affected-list.tsx";
import type { PriceChange } from "./types.ts";

/** Changes of prices, the newest first: how far their notices got, whom they concern, and taking them back. */
export function ChangesSection() {
  const { t } = useLingui();
  const changes = useInfiniteQuery(
    trpc.priceChanges.list.infiniteQueryOptions(
      { limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: 5_000 },
    ),
  );
  const [looking, setLooking] = useState<PriceChange | null>(null);
  const [takingBack, setTakingBack] = useState<PriceChange | null>(null);
  const denial = useDenial()("plan.manage");
  const rows = changes.data?.pages.flatMap((page) => page.items) ?? [];
  if (changes.error)
    return (
      <ProblemState
        thing={t`The price changes could not be loaded`}
        error={changes.error}
        onRetry={() => void changes.refetch()}
        retrying={changes.isFetching}
      />
    );
  if (rows.length === 0) return null;
  return (
    <Section title={t`Price changes`}>
      <DataTable
        caption={t`Price changes`}
        rows={rows}
        rowKey={(row) => row.id}
        empty={null}
        columns={[
          {
            key: "plan",
            head: <Trans>Plan</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                {planName(row.planId)} · {row.interval === "year" ? t`one year` : t`one month`}
                <ChangeState state={row.state} />
              </span>
            ),
          },
          { key: "from", head: <Trans>Applies from</Trans>, cell: (row) => <Instant at={row.appliesFrom} /> },
          {
            key: "notices",
            head: <Trans>Notices</Trans>,
            cell: (row) => <Progress change={row} />,
          },
          {
            key: "before",
            head: <Trans>Before</Trans>,
            align: "end",
            cell: (row) => <Amount value={row.before} />,
          },
          {
            key: "after",
            head: <Trans>After</Trans>,
            align: "end",
            cell: (row) => <Amount value={row.after} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            cell: (row) => (
              <span className="inline-flex flex-wrap justify-end gap-2">
                <Button onClick={() => setLooking(row)}>
                  <Trans>Who is affected</Trans>
                </Button>
                {row.state === "scheduled" && (
                  <Button disabledReason={denial} onClick={() => setTakingBack(row)}>
                    <Trans>Take back</Trans>
                  </Button>
                )}
              </span>
            ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={changes.hasNextPage}
        isFetchingNextPage={changes.isFetchingNextPage}
        fetchNextPage={changes.fetchNextPage}
      />
      {looking !== null && (
        <Dialog
          open
          width="lg"
          onOpenChange={() => setLooking(null)}
          title={<Trans>Who is affected by the change</Trans>}
          footer={
            <Button onClick={() => setLooking(null)}>
              <Trans>Close</Trans>
            </Button>
          }
        >
          <AffectedList draft={null} change={looking} />
        </Dialog>
      )}
      {takingBack !== null && <TakeBackDialog change={takingBack} onClose={() => setTakingBack(null)} />}
    </Section>
  );
}

function ChangeState(props: { readonly state: PriceChange["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "scheduled":
      return <Tag tone="waiting">{t`Announced`}</Tag>;
    case "in_force":
      return <Tag tone="done">{t`In force`}</Tag>;
    case "canceled":
      return <Tag tone="neutral">{t`Taken back`}</Tag>;
  }
}

function Progress(props: { readonly change: PriceChange }) {
  const { t } = useLingui();
  const { direction, progress, announcedAt } = props.change;
  if (direction !== "raise") return <Trans>none needed</Trans>;
  const parts = [
    [progress.queued, t`queued`],
    [progress.accepted, t({ message: "taken by the mail server", context: "count" })],
    [progress.late, t`too late`],
    [progress.bounced, t`came back`],
    [progress.failed, t`not delivered`],
    [progress.staying, t`paid at the new price`],
  ] as const;
  return (
    <span className="flex flex-wrap gap-x-3">
      {announcedAt === null && <Trans>being written …</Trans>}
      {parts.map(([count, label]) =>
        count === 0 && label !== parts[1][1] ? null : (
          <span key={label}>
            <span className="figures">{count}</span> {label}
          </span>
        ),
      )}
    </span>
  );
}

function TakeBackDialog(props: { readonly change: PriceChange; readonly onClose: () => void }) {
  const { change, onClose } = props;
  const queryClient = useQueryClient();
  const takeBack = useStaffAction(
    (idempotencyKey) => trpc.priceChanges.takeBack.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={takeBack.isPending}
      title={<Trans>Take the price change back?</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button
            tone="danger"
            loading={takeBack.isPending}
            onClick={() => takeBack.mutate({ priceChangeId: change.id })}
          >
            <Trans>
              Take back · <Amount value={change.after} />
            </Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          {planName(change.planId)} stays at <Amount value={change.before} />. Everybody who was told hears of
          it by e-mail; whoever cancelled because of it can take that back.
        </Trans>
      </p>
      <ProblemCallout error={takeBack.error} />
    </Dialog>
  );
}
