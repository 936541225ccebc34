import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { DataTable, EmptyState, Instant, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { useGiftWords } from "./use-gift-words.ts";

/** What this account redeemed. Never refundable: Billing History says so beside each. */
export function ReceivedSection() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const giftWords = useGiftWords();
  const gifts = useQuery(trpc.gifts.received.queryOptions({ accountId: account.id }));
  return (
    <Section anchor="received" title={t`Gifts you received`}>
      <DataTable
        caption={t`Gifts you received`}
        rows={gifts.data ?? []}
        rowKey={(gift) => gift.id}
        loading={gifts.isPending}
        error={
          gifts.error && (
            <ProblemState
              thing={t`Your gifts could not be loaded`}
              error={gifts.error}
              onRetry={() => void gifts.refetch()}
              retrying={gifts.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>A gift you redeem is listed here.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "from",
            head: <Trans context="giver">From</Trans>,
            rowHead: true,
            cell: (gift) => (
              <span className="inline-flex flex-col">
                <span>{gift.senderName}</span>
                {gift.message !== null && (
                  <span className="max-w-80 text-sm font-normal whitespace-pre-line break-words text-muted">
                    {gift.message}
                  </span>
                )}
              </span>
            ),
          },
          { key: "plan", head: <Trans>Plan</Trans>, cell: (gift) => giftWords(gift) },
          {
            key: "redeemed",
            head: <Trans>Redeemed</Trans>,
            cell: (gift) => <Instant at={gift.redeemedAt} precision="day" />,
          },
          {
            key: "until",
            head: <Trans>Paid until</Trans>,
            cell: (gift) => (
              <span className="inline-flex flex-col">
                <Instant at={gift.paidUntil} />
                <span className="text-sm text-muted">
                  {gift.renews ? (
                    <Trans>then it renews</Trans>
                  ) : (
                    <Trans>then it ends, nothing is charged</Trans>
                  )}
                </span>
              </span>
            ),
          },
          {
            key: "order",
            head: <span className="sr-only">{t`Actions`}</span>,
            unlabelled: true,
            cell: () => (
              <Link to="/subscription" hash="billing-history" className="text-link text-sm">
                <Trans>Billing history</Trans>
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}
