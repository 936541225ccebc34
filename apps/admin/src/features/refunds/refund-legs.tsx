import { Trans, useLingui } from "@lingui/react/macro";
import { Amount, CopyText, DataTable, EmptyState } from "@tenure/ui";
import { LegStateTag } from "./leg-state-tag.tsx";
import type { Refund } from "./types.ts";

/** One leg per captured payment: what goes back there, and what the provider calls it. */
export function RefundLegs(props: { readonly refund: Refund }) {
  const { refund } = props;
  const { t } = useLingui();
  const { currency } = refund.expected;
  return (
    <DataTable
      caption={t`Legs of the refund`}
      rows={refund.legs}
      rowKey={(leg) => leg.id}
      empty={
        <EmptyState>
          {refund.status === "canceled" ? (
            <Trans>The provider was never asked.</Trans>
          ) : (
            <Trans>The provider is asked once the amount is fixed.</Trans>
          )}
        </EmptyState>
      }
      columns={[
        {
          key: "method",
          head: <Trans>Back to</Trans>,
          rowHead: true,
          cell: (leg) => <span className="figures">{leg.method}</span>,
        },
        { key: "state", head: <Trans>State</Trans>, cell: (leg) => <LegStateTag state={leg.state} /> },
        {
          key: "reference",
          head: <Trans>Provider's reference</Trans>,
          cell: (leg) =>
            leg.providerRefundId === null ? (
              "—"
            ) : (
              <CopyText text={leg.providerRefundId} label={t`provider's reference`} />
            ),
        },
        {
          key: "attempts",
          head: <Trans>Attempts</Trans>,
          align: "end",
          cell: (leg) => <span className="figures">{leg.attempts}</span>,
        },
        {
          key: "amount",
          head: <Trans>Amount ({currency})</Trans>,
          align: "end",
          cell: (leg) => (
            <>
              <Amount value={leg.amount} symbol={false} />
              {leg.charge !== null && (
                <span className="block text-sm text-muted">
                  <Trans>
                    as <Amount value={leg.charge.amount} />, at {leg.charge.rate}
                  </Trans>
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
