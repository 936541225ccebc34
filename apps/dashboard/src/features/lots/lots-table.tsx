import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { creditLotStates } from "@tenure/core/credits";
import type { LotKind } from "@tenure/core/policy";
import { Amount, DataTable, EmptyState, Instant, MoreButton, Select, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { Lot } from "./types.ts";
import { lotTones, useLotWords } from "./use-lot-words.ts";

const kinds = ["paid", "bonus", "gift", "referral"] as const satisfies readonly LotKind[];

/** Every lot of credits with what is left of it; what expires next comes first. Each leads to its life. */
export function LotsTable() {
  const { t } = useLingui();
  const words = useLotWords();
  const { account } = useCurrentAccount();
  const [state, setState] = useState<Lot["state"] | undefined>();
  const [kind, setKind] = useState<LotKind | undefined>();
  const lots = useInfiniteQuery(
    trpc.wallet.lots.infiniteQueryOptions(
      {
        accountId: account.id,
        limit: 25,
        ...(state === undefined ? {} : { state }),
        ...(kind === undefined ? {} : { kind }),
      },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const filtered = state !== undefined || kind !== undefined;
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-4">
        <Select
          className="w-52 phone:w-full"
          label={t`State`}
          required={false}
          value={state ?? ""}
          onChange={(event) => setState(creditLotStates.find((each) => each === event.target.value))}
          options={[
            { value: "", label: t`All` },
            ...creditLotStates.map((value) => ({ value, label: words.state(value) })),
          ]}
        />
        <Select
          className="w-52 phone:w-full"
          label={t`Kind`}
          required={false}
          value={kind ?? ""}
          onChange={(event) => setKind(kinds.find((each) => each === event.target.value))}
          options={[
            { value: "", label: t`All` },
            ...kinds.map((value) => ({ value, label: words.kind(value) })),
          ]}
        />
      </div>
      <DataTable
        wide
        caption={t`Lots`}
        rows={lots.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(lot) => lot.id}
        loading={lots.isPending}
        error={
          lots.error && (
            <ProblemState
              thing={t`Your credits could not be loaded`}
              error={lots.error}
              onRetry={() => void lots.refetch()}
              retrying={lots.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {filtered ? (
              <Trans>No credits match.</Trans>
            ) : (
              <Trans>No credits yet. Gifts, rewards and purchases of credits are listed here.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "kind",
            head: <Trans>Kind</Trans>,
            rowHead: true,
            cell: (lot) => (
              <Link to="/credits/lots/$lotId" params={{ lotId: lot.id }} className="text-link">
                {words.kind(lot.kind)}
              </Link>
            ),
          },
          { key: "reason", head: <Trans>Reason</Trans>, cell: (lot) => lot.reason ?? "—" },
          {
            key: "opened",
            head: <Trans>Received</Trans>,
            cell: (lot) => <Instant at={lot.openedAt} precision="day" />,
          },
          {
            key: "expires",
            head: <Trans>Expires</Trans>,
            cell: (lot) =>
              lot.expiresAt === null ? t`does not expire` : <Instant at={lot.expiresAt} precision="day" />,
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (lot) => <Tag tone={lotTones[lot.state]}>{words.state(lot.state)}</Tag>,
          },
          {
            key: "granted",
            head: <Trans>Granted ({account.currency})</Trans>,
            align: "end",
            cell: (lot) => <Amount value={lot.granted} symbol={false} />,
          },
          {
            key: "remaining",
            head: <Trans>Left ({account.currency})</Trans>,
            align: "end",
            cell: (lot) => <Amount value={lot.remaining} symbol={false} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={lots.hasNextPage}
        isFetchingNextPage={lots.isFetchingNextPage}
        fetchNextPage={lots.fetchNextPage}
      />
    </>
  );
}
