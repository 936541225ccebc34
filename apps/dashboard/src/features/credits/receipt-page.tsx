import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { addressLines } from "@tenure/core/billing-details";
import { decisionSchema } from "@tenure/core/decision";
import { paymentMethodText } from "@tenure/core/text";
import {
  Amount,
  Button,
  CopyText,
  DataTable,
  DecisionSheet,
  Instant,
  KeyValue,
  PageHeader,
  ReceiptActions,
  Section,
  Skeleton,
  useLocale,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Printer } from "lucide-react";
import { useMemo } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { useLotKindName } from "./use-lot-kind-name.ts";

/** The receipt of a paid top-up: to keep, to print, and to verify without us. */
export function ReceiptPage(props: { readonly orderId: string }) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const receipt = useQuery(
    trpc.topUps.receipt.queryOptions({ accountId: account.id, orderId: props.orderId }),
  );
  return (
    <>
      <PageHeader
        title={receipt.data === undefined ? t`Receipt` : t`Receipt ${receipt.data.order.number}`}
        back={
          <Link to="/credits" className="text-link" data-print="hide">
            <Trans>Back to the credits</Trans>
          </Link>
        }
        actions={
          receipt.data && (
            <span data-print="hide">
              <Button
                size="sm"
                icon={<Printer aria-hidden className="size-3.5" />}
                onClick={() => window.print()}
              >
                <Trans>Print</Trans>
              </Button>
            </span>
          )
        }
      />
      {receipt.isPending && <Skeleton lines={9} />}
      {receipt.error && receipt.data === undefined && (
        <ProblemState
          thing={t`The receipt could not be loaded`}
          error={receipt.error}
          onRetry={() => void receipt.refetch()}
          retrying={receipt.isFetching}
        />
      )}
      {receipt.data && <Receipt receipt={receipt.data} />}
    </>
  );
}

function Receipt(props: { readonly receipt: Outputs["topUps"]["receipt"] }) {
  const { order, lots, decision: stored, receipt, digest } = props.receipt;
  const { t } = useLingui();
  const kindName = useLotKindName();
  const { account } = useCurrentAccount();
  const locale = useLocale();
  const billedTo = props.receipt.buyer;
  const decision = useMemo(() => decisionSchema.parse(stored), [stored]);
  return (
    <>
      <div className="max-w-2xl pb-7">
        <KeyValue
          entries={[
            {
              key: "order",
              label: t`Order`,
              value: (
                <Link
                  to="/decisions/$decisionId"
                  params={{ decisionId: order.decisionId }}
                  className="hover:underline"
                >
                  {order.number}
                </Link>
              ),
            },
            {
              key: "paid",
              label: t`Paid`,
              value: order.paidAt === null ? "—" : <Instant at={order.paidAt} />,
            },
            {
              key: "total",
              label: t`Total`,
              value: (
                <>
                  <Amount value={order.total} />{" "}
                  {order.method !== null && `· ${paymentMethodText(order.method, locale)}`}
                  {order.charge !== null && (
                    <span className="block text-sm text-muted">
                      <Trans>
                        Charged as <Amount value={order.charge.amount} />, 1 {order.total.currency} ={" "}
                        {order.charge.rate} {order.charge.amount.currency}
                      </Trans>
                    </span>
                  )}
                </>
              ),
            },
            {
              key: "account",
              label: t`Account`,
              value: (
                <>
                  {account.name}
                  {billedTo && (
                    <span className="block text-sm text-muted">
                      {addressLines(billedTo, locale).join(", ")}
                      {billedTo.taxId !== null && `, ${billedTo.taxId}`}
                    </span>
                  )}
                </>
              ),
            },
          ]}
        />
      </div>
      <div className="pb-7">
        <DecisionSheet
          title={t`Payment received, credits added`}
          subject={order.number}
          decision={decision}
          stage="final"
          receipt={<ReceiptActions receipt={receipt} fileName={`${order.number}.receipt.json`} />}
        />
      </div>
      <Section title={t`Credits it opened`}>
        <DataTable
          caption={t`Credits it opened`}
          rows={lots}
          rowKey={(lot) => lot.id}
          empty={null}
          columns={[
            { key: "kind", head: <Trans>Kind</Trans>, rowHead: true, cell: (lot) => kindName(lot.kind) },
            {
              key: "expires",
              head: <Trans>Expires</Trans>,
              cell: (lot) => (lot.expiresAt === null ? t`does not expire` : <Instant at={lot.expiresAt} />),
            },
            {
              key: "granted",
              head: <Trans>Granted ({account.currency})</Trans>,
              align: "end",
              cell: (lot) => <Amount value={lot.granted} symbol={false} />,
            },
          ]}
        />
      </Section>
      <Section
        title={t`Check it yourself`}
        description={
          <Trans>
            The receipt holds the decision with its facts. Its signature can be verified years from now,
            without us, with any Ed25519 tool and the published key.
          </Trans>
        }
      >
        <KeyValue
          className="max-w-2xl"
          entries={[
            {
              key: "digest",
              label: t`Digest (SHA-256)`,
              value: (
                <>
                  {/* Whole on paper, where nothing can be copied. */}
                  <code className="hidden font-mono text-sm break-all print:inline">{digest}</code>
                  <span data-print="hide">
                    <CopyText text={digest} label={t`digest`} />
                  </span>
                </>
              ),
            },
            {
              key: "key",
              label: t`Signed with key`,
              value: <CopyText text={receipt.keyId} label={t`key id`} />,
            },
          ]}
        />
      </Section>
    </>
  );
}
