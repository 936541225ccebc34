import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Amount, Button, DataTable, EmptyState, Instant, MoreButton, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Gift } from "lucide-react";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { GrantDialog } from "./grant-dialog.tsx";
import { LotKindName } from "./lot-kind-name.tsx";
import { LotLifeSheet } from "./lot-life-sheet.tsx";
import { LotStateTag } from "./lot-state-tag.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";

type Lot = Outputs["wallet"]["lots"]["items"][number];

/** The lots of credits, what expires next first; gifts are given and taken back here. */
export function LotsSection() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const denial = useDenial()("wallet.grant");
  const lots = useInfiniteQuery(
    trpc.wallet.lots.infiniteQueryOptions(
      { accountId, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const [shown, setShown] = useState<string | null>(null);
  const [granting, setGranting] = useState(false);
  const [revoking, setRevoking] = useState<Lot | null>(null);
  return (
    <Section
      title={t`Lots`}
      description={<Trans>Credits are spent lot by lot, in the order of the policy.</Trans>}
      actions={
        <Button
          tone="primary"
          icon={<Gift aria-hidden className="size-4" />}
          disabledReason={denial}
          onClick={() => setGranting(true)}
        >
          <Trans>Grant gift credits</Trans>
        </Button>
      }
    >
      <DataTable
        caption={t`Lots`}
        rows={lots.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(lot) => lot.id}
        loading={lots.isPending}
        error={
          lots.error && (
            <ProblemState
              thing={t`The lots could not be loaded`}
              error={lots.error}
              onRetry={() => void lots.refetch()}
              retrying={lots.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>
              This account has never had credits. Top-ups, bonuses and gifts each become a lot here.
            </Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "kind",
            head: <Trans>Lot</Trans>,
            rowHead: true,
            cell: (lot) => (
              <span className="flex max-w-72 flex-col">
                <button type="button" className="text-left text-link" onClick={() => setShown(lot.id)}>
                  <LotKindName kind={lot.kind} />
                </button>
                {lot.reason !== null && (
                  <span className="text-sm font-normal text-muted wrap-anywhere">{lot.reason}</span>
                )}
              </span>
            ),
          },
          { key: "state", head: <Trans>State</Trans>, cell: (lot) => <LotStateTag state={lot.state} /> },
          {
            key: "opened",
            head: <Trans context="credits">Added</Trans>,
            cell: (lot) => <Instant at={lot.openedAt} />,
          },
          {
            key: "expires",
            head: <Trans>Expires</Trans>,
            cell: (lot) => (lot.expiresAt === null ? "—" : <Instant at={lot.expiresAt} />),
          },
          {
            key: "granted",
            head: <Trans>Added ({currency})</Trans>,
            align: "end",
            cell: (lot) => <Amount value={lot.granted} symbol={false} />,
          },
          {
            key: "remaining",
            head: <Trans>Left ({currency})</Trans>,
            align: "end",
            cell: (lot) => <Amount value={lot.remaining} symbol={false} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            cell: (lot) =>
              lot.kind === "gift" &&
              lot.state === "open" &&
              denial === undefined && (
                <Button size="sm" onClick={() => setRevoking(lot)}>
                  <Trans>Revoke</Trans>
                </Button>
              ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={lots.hasNextPage}
        isFetchingNextPage={lots.isFetchingNextPage}
        fetchNextPage={lots.fetchNextPage}
      />
      {shown !== null && <LotLifeSheet lotId={shown} onClose={() => setShown(null)} />}
      {granting && <GrantDialog onClose={() => setGranting(false)} />}
      {revoking !== null && <RevokeDialog lotId={revoking.id} onClose={() => setRevoking(null)} />}
    </Section>
  );
}
