import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { EmptyState, KeyHints, MoreButton, Segmented, Skeleton, useListKeys } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { AlertCase } from "./alert-case.tsx";
import { AlertLine } from "./alert-line.tsx";
import { BackToQueue } from "./back-to-queue.tsx";

const RENEWAL_MS = 30_000;

/** The queue at the left, the open case at the right; on phones the case takes the place of the queue. */
export function AlertQueue(props: { readonly alertId: string | null; readonly resolved: boolean }) {
  const { alertId, resolved } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const keys = useListKeys({ follow: true });
  const alerts = useInfiniteQuery(
    trpc.operations.alerts.list.infiniteQueryOptions(
      { resolved, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: RENEWAL_MS },
    ),
  );
  const rows = alerts.data?.pages.flatMap((page) => page.items) ?? [];
  const place = rows.findIndex((alert) => alert.id === alertId);
  const open = rows[place] ?? null;
  /** After a case is closed its neighbour is next: nobody has to look for their place in the queue again. */
  const showNext = () => {
    const next = rows[place + 1] ?? rows[place - 1];
    const search = {
      ...(next === undefined ? {} : { alert: next.id }),
      ...(resolved ? { resolved: true as const } : {}),
    };
    void navigate({ to: "/", search, replace: true, resetScroll: false });
  };
  return (
    <>
      <div className={alertId === null ? "mb-4" : "mb-4 phone:hidden"}>
        <Segmented
          label={t`Which alerts`}
          value={resolved ? "all" : "open"}
          onValueChange={(value) =>
            void navigate({ to: "/", search: value === "all" ? { resolved: true } : {} })
          }
          options={[
            { value: "open", label: <Trans>Open</Trans> },
            { value: "all", label: <Trans>With resolved ones</Trans> },
          ]}
        />
      </div>
      {alerts.isPending ? (
        <Skeleton lines={6} />
      ) : alerts.error && rows.length === 0 ? (
        <ProblemState
          thing={t`The queue could not be loaded`}
          error={alerts.error}
          onRetry={() => void alerts.refetch()}
          retrying={alerts.isFetching}
        />
      ) : rows.length === 0 ? (
        <EmptyState>
          <Trans>
            No alert is open. What needs a person appears here: payments that do not fit, refunds that came
            back, disputes, e-mails that were refused.
          </Trans>
        </EmptyState>
      ) : (
        <div className="grid grid-cols-[minmax(17rem,2fr)_3fr] gap-x-8 phone:grid-cols-1">
          <div ref={keys} className={alertId === null ? undefined : "phone:hidden"}>
            <ol aria-label={t`Alerts`} className="border-t border-hairline-strong">
              {rows.map((alert) => (
                <AlertLine key={alert.id} alert={alert} current={alert.id === alertId} resolved={resolved} />
              ))}
            </ol>
            <MoreButton
              hasNextPage={alerts.hasNextPage}
              isFetchingNextPage={alerts.isFetchingNextPage}
              fetchNextPage={alerts.fetchNextPage}
            />
            <KeyHints
              hints={[
                { keys: ["j", "k"], does: <Trans>next, previous</Trans> },
                { keys: ["a"], does: <Trans>resolve</Trans> },
              ]}
            />
          </div>
          <div className={alertId === null ? "phone:hidden" : undefined}>
            {open !== null ? (
              <AlertCase key={open.id} alert={open} resolved={resolved} onResolved={showNext} />
            ) : (
              <>
                <BackToQueue resolved={resolved} />
                <p className="py-3 text-muted">
                  {alertId === null ? (
                    <Trans>Choose an alert to see what happened and what to do.</Trans>
                  ) : (
                    <Trans>This alert is not open any more.</Trans>
                  )}
                </p>
              </>
            )}
          </div>
        </div>
      )}
    </>
  );
}
