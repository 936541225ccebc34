import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import {
  Amount,
  CopyText,
  DataTable,
  EmptyState,
  Instant,
  KeyValue,
  MoreButton,
  Sheet,
  Skeleton,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { LotKindName } from "./lot-kind-name.tsx";
import { LotStateTag } from "./lot-state-tag.tsx";

type Life = Outputs["wallet"]["lotLife"];

/** One lot beside the list: from where it came and every movement of its ledger account. */
export function LotLifeSheet(props: { readonly lotId: string; readonly onClose: () => void }) {
  const { lotId, onClose } = props;
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const life = useInfiniteQuery(
    trpc.wallet.lotLife.infiniteQueryOptions(
      { accountId, lotId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const first = life.data?.pages[0];
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={first === undefined ? t`Lot` : <LotKindName kind={first.lot.kind} />}
    >
      {life.isPending ? (
        <Skeleton lines={8} />
      ) : first === undefined ? (
        <ProblemState
          thing={t`The lot could not be loaded`}
          error={life.error}
          onRetry={() => void life.refetch()}
          retrying={life.isFetching}
        />
      ) : (
        <div className="flex flex-col gap-5">
          <LotFacts life={first} />
          <DataTable
            caption={t`Life of the lot`}
            rows={life.data?.pages.flatMap((page) => page.entries) ?? []}
            rowKey={(entry) => entry.journalId}
            empty={
              <EmptyState>
                <Trans>Nothing was ever posted to this lot.</Trans>
              </EmptyState>
            }
            columns={[
              {
                key: "what",
                head: <Trans>Movement</Trans>,
                rowHead: true,
                cell: (entry) => (
                  <span className="flex flex-col">
                    {entry.decisionId === null ? (
                      <code className="font-mono text-sm">{entry.journalKind}</code>
                    ) : (
                      <Link
                        to="/accounts/$accountId/decisions/$decisionId"
                        params={{ accountId, decisionId: entry.decisionId }}
                        className="font-mono text-sm text-link"
                      >
                        {entry.journalKind}
                      </Link>
                    )}
                    <span className="text-sm font-normal text-muted">
                      <Instant at={entry.at} precision={entry.day === null ? "minute" : "day"} />
                    </span>
                  </span>
                ),
              },
              {
                key: "change",
                head: <Trans>Change ({currency})</Trans>,
                align: "end",
                cell: (entry) => <Amount value={entry.change} symbol={false} />,
              },
              {
                key: "remaining",
                head: <Trans>Left ({currency})</Trans>,
                align: "end",
                cell: (entry) => <Amount value={entry.remaining} symbol={false} />,
              },
            ]}
          />
          <MoreButton
            hasNextPage={life.hasNextPage}
            isFetchingNextPage={life.isFetchingNextPage}
            fetchNextPage={life.fetchNextPage}
          />
        </div>
      )}
    </Sheet>
  );
}

function LotFacts(props: { readonly life: Life }) {
  const { lot, orderNumber } = props.life;
  const { t } = useLingui();
  return (
    <KeyValue
      entries={[
        { key: "state", label: <Trans>State</Trans>, value: <LotStateTag state={lot.state} /> },
        { key: "left", label: <Trans>Left</Trans>, value: <Amount value={lot.remaining} /> },
        {
          key: "opened",
          label: <Trans context="credits">Added</Trans>,
          value: <Instant at={lot.openedAt} />,
        },
        {
          key: "expires",
          label: <Trans>Expires</Trans>,
          value: lot.expiresAt === null ? "—" : <Instant at={lot.expiresAt} />,
        },
        ...(orderNumber === null ? [] : [{ key: "order", label: <Trans>Order</Trans>, value: orderNumber }]),
        { key: "id", label: <Trans>Lot</Trans>, value: <CopyText text={lot.id} label={t`lot id`} /> },
      ]}
    />
  );
}
