import { Trans, useLingui } from "@lingui/react/macro";
import { paymentMethodText } from "@tenure/core/text";
import { Amount, CopyText, Instant, KeyValue, RefundStatusTag, useLocale } from "@tenure/ui";
import type { Refund } from "./types.ts";

/** A refund's amount, instants and what went back to which payment. */
export function RefundFacts(props: { readonly refund: Refund }) {
  const { refund } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const instants = [
    { key: "submitted", label: t`Submitted at`, at: refund.submittedAt },
    { key: "settled", label: t`Amount fixed`, at: refund.settledAt },
    { key: "refunded", label: t`Returned`, at: refund.refundedAt },
    { key: "failed", label: t`Failed at`, at: refund.failedAt },
  ];
  return (
    <KeyValue
      entries={[
        {
          key: "status",
          label: t`Status`,
          value: <RefundStatusTag status={refund.status} arrivalBusinessDays={refund.arrivalBusinessDays} />,
        },
        {
          key: "amount",
          label: refund.final === null ? t`Expected amount` : t`Amount`,
          value: <Amount value={refund.final ?? refund.expected} />,
        },
        { key: "order", label: t`Order`, value: refund.orderNumber },
        ...instants.flatMap(({ key, label, at }) =>
          at === null ? [] : [{ key, label, value: <Instant at={at} precision="second" /> }],
        ),
        ...refund.legs.flatMap((leg) => [
          {
            key: leg.id,
            label: t`Payment method`,
            value: (
              <>
                {paymentMethodText(leg.method, locale)}
                {leg.charge !== null && (
                  <span className="block text-sm text-muted">
                    <Trans>
                      Returned as <Amount value={leg.charge.amount} />, at the order's rate of{" "}
                      {leg.charge.rate}
                    </Trans>
                  </span>
                )}
              </>
            ),
          },
          ...(leg.providerRefundId === null
            ? []
            : [
                {
                  key: `${leg.id}-reference`,
                  label: t`Provider's reference`,
                  value: (
                    <CopyText text={leg.providerRefundId} label={t`reference of the payment provider`} />
                  ),
                },
              ]),
        ]),
      ]}
    />
  );
}
