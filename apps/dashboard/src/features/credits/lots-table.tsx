import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { fromMoney } from "@tenure/core/money";
import { Amount, DataTable, EmptyState, Instant, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { useLotKindName } from "./use-lot-kind-name.ts";

type Lot = Outputs["wallet"]["lots"][number];

/** Every lot of credits with what is left of it, newest first. */
export function LotsTable() {
  const { t } = useLingui();
  const kindName = useLotKindName();
  const { account } = useCurrentAccount();
  const lots = useQuery(trpc.wallet.lots.queryOptions({ accountId: account.id }));
  return (
    <DataTable
      wide
      caption={t`Lots`}
      rows={lots.data ?? []}
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
          <Trans>No credits yet. Gifts, rewards and purchases of credits are listed here.</Trans>
        </EmptyState>
      }
      columns={[
        { key: "kind", head: <Trans>Kind</Trans>, rowHead: true, cell: (lot) => kindName(lot.kind) },
        { key: "reason", head: <Trans>Reason</Trans>, cell: (lot) => lot.reason ?? "—" },
        {
          key: "opened",
          head: <Trans>Received</Trans>,
          sortBy: (lot) => lot.openedAt,
          cell: (lot) => <Instant at={lot.openedAt} precision="day" />,
        },
        {
          key: "expires",
          head: <Trans>Expires</Trans>,
          // What never expires sorts behind every date.
          sortBy: (lot) => lot.expiresAt ?? "9999",
          cell: (lot) =>
            lot.expiresAt === null ? t`does not expire` : <Instant at={lot.expiresAt} precision="day" />,
        },
        { key: "state", head: <Trans>State</Trans>, cell: (lot) => <LotState state={lot.state} /> },
        {
          key: "granted",
          head: <Trans>Granted ({account.currency})</Trans>,
          align: "end",
          sortBy: (lot) => fromMoney(lot.granted),
          cell: (lot) => <Amount value={lot.granted} symbol={false} />,
        },
        {
          key: "remaining",
          head: <Trans>Left ({account.currency})</Trans>,
          align: "end",
          sortBy: (lot) => fromMoney(lot.remaining),
          cell: (lot) => <Amount value={lot.remaining} symbol={false} />,
        },
      ]}
    />
  );
}

function LotState(props: { readonly state: Lot["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "open":
      return <Tag tone="done">{t`Usable`}</Tag>;
    case "spent":
      return <Tag tone="neutral">{t`Spent`}</Tag>;
    case "expired":
      return <Tag tone="neutral">{t`Expired`}</Tag>;
    case "revoked":
      return <Tag tone="refused">{t`Taken back`}</Tag>;
  }
}
