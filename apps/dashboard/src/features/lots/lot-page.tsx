import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Amount, Instant, KeyValue, MoreButton, PageHeader, Section, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { LotEntries } from "./lot-entries.tsx";
import type { Lot } from "./types.ts";
import { lotTones, useLotWords } from "./use-lot-words.ts";

/** One lot of credits and its whole life: from where it came to what became of every part of it. */
export function LotPage(props: { readonly lotId: string }) {
  const { lotId } = props;
  const { t } = useLingui();
  const words = useLotWords();
  const { account } = useCurrentAccount();
  const life = useInfiniteQuery(
    trpc.wallet.lotLife.infiniteQueryOptions(
      { accountId: account.id, lotId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const first = life.data?.pages[0];
  return (
    <>
      <PageHeader
        title={first === undefined ? t`Credits` : words.kind(first.lot.kind)}
        back={
          <Link to="/credits" className="text-link">
            <Trans>All credits</Trans>
          </Link>
        }
      />
      {life.isPending && <Skeleton lines={8} />}
      {life.error && (
        <ProblemState
          thing={t`These credits could not be loaded`}
          error={life.error}
          onRetry={() => void life.refetch()}
          retrying={life.isFetching}
        />
      )}
      {first !== undefined && (
        <>
          <LotHead lot={first.lot} orderNumber={first.orderNumber} />
          <Section
            title={t`What happened`}
            description={
              <Trans>Newest first, from the ledger. Each line shows what was left after it.</Trans>
            }
          >
            <LotEntries lotId={lotId} entries={life.data?.pages.flatMap((page) => page.entries) ?? []} />
            <MoreButton
              hasNextPage={life.hasNextPage}
              isFetchingNextPage={life.isFetchingNextPage}
              fetchNextPage={life.fetchNextPage}
            />
          </Section>
        </>
      )}
    </>
  );
}

/** The order by its number; what was topped up has a receipt. */
function OrderOf({ lot, number }: { readonly lot: Lot; readonly number: string }) {
  if (lot.orderId === null || (lot.kind !== "paid" && lot.kind !== "bonus")) return number;
  return (
    <Link to="/credits/receipts/$orderId" params={{ orderId: lot.orderId }} className="text-link">
      {number}
    </Link>
  );
}

function LotHead(props: { readonly lot: Lot; readonly orderNumber: string | null }) {
  const { lot, orderNumber } = props;
  const { t } = useLingui();
  const words = useLotWords();
  return (
    <div className="mb-7 flex max-w-2xl flex-col gap-5">
      <div>
        <p className="text-muted">
          <Trans>Left</Trans>
        </p>
        <Amount value={lot.remaining} className="text-figure font-semibold" />
      </div>
      <KeyValue
        entries={[
          {
            key: "state",
            label: t`State`,
            value: <Tag tone={lotTones[lot.state]}>{words.state(lot.state)}</Tag>,
          },
          { key: "granted", label: t`Amount granted`, value: <Amount value={lot.granted} /> },
          { key: "opened", label: t`Received`, value: <Instant at={lot.openedAt} /> },
          {
            key: "expires",
            label: t`Expires`,
            value: lot.expiresAt === null ? t`does not expire` : <Instant at={lot.expiresAt} />,
          },
          ...(orderNumber === null
            ? []
            : [{ key: "order", label: t`Order`, value: <OrderOf lot={lot} number={orderNumber} /> }]),
          ...(lot.reason === null || lot.reason === orderNumber
            ? []
            : [
                {
                  key: "reason",
                  label: t`Reason`,
                  value: <span className="wrap-anywhere">{lot.reason}</span>,
                },
              ]),
        ]}
      />
    </div>
  );
}
