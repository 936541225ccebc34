import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { addressLines } from "@tenure/core/billing-details";
import {
  Callout,
  DataTable,
  EmptyState,
  KeyValue,
  MoreButton,
  Section,
  Skeleton,
  Tag,
  useLocale,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { InvoiceTable } from "./invoice-table.tsx";

/** Who is billed, with which cards, by which documents; of every holder there was. */
export function BillingTab() {
  return (
    <>
      <Details />
      <Cards />
      <Documents />
    </>
  );
}

function Details() {
  const { t } = useLingui();
  const locale = useLocale();
  const { id: accountId } = useAccount();
  const billing = useQuery(trpc.accounts.billing.get.queryOptions({ accountId }));
  const details = billing.data?.details;
  const wrong = [...(billing.data?.missing ?? []), ...(billing.data?.invalid ?? [])];
  return (
    <Section title={t`Billing details`}>
      {billing.isPending && <Skeleton lines={4} />}
      {billing.error && (
        <ProblemState
          thing={t`The billing details could not be loaded`}
          error={billing.error}
          onRetry={() => void billing.refetch()}
          retrying={billing.isFetching}
        />
      )}
      {details === null && (
        <EmptyState>
          <Trans>Nobody gave billing details yet; nothing can be bought before.</Trans>
        </EmptyState>
      )}
      {details && wrong.length > 0 && (
        <Callout tone="warning" title={t`Nothing can be bought with these details`}>
          {wrong.join(", ")}
        </Callout>
      )}
      {details && (
        <KeyValue
          className="max-w-2xl"
          entries={[
            {
              key: "address",
              label: t`Billed to`,
              value: addressLines(details, locale).map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              )),
            },
            { key: "email", label: t`E-mail for invoices`, value: details.email },
            { key: "tax", label: t`Tax id`, value: details.taxId ?? "—" },
          ]}
        />
      )}
    </Section>
  );
}

function Cards() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const methods = useQuery(trpc.paymentMethods.list.queryOptions({ accountId }));
  return (
    <Section title={t`Payment methods`}>
      <DataTable
        caption={t`Payment methods`}
        rows={methods.data ?? []}
        rowKey={(row) => row.id}
        loading={methods.isPending}
        error={
          methods.error && (
            <ProblemState
              thing={t`The saved cards could not be loaded`}
              error={methods.error}
              onRetry={() => void methods.refetch()}
              retrying={methods.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No card is saved.</Trans>
          </EmptyState>
        }
        columns={[
          { key: "label", head: <Trans>Card</Trans>, rowHead: true, cell: (row) => row.label },
          {
            key: "expiry",
            head: <Trans>Valid until</Trans>,
            cell: (row) =>
              row.expMonth === null || row.expYear === null ? (
                "—"
              ) : (
                <span className="figures">{`${String(row.expMonth).padStart(2, "0")}/${row.expYear}`}</span>
              ),
          },
          {
            key: "use",
            head: <Trans>Used for</Trans>,
            cell: (row) => (
              <span className="inline-flex flex-wrap gap-2">
                {row.isDefault && <Tag tone="done">{t`Default`}</Tag>}
                {row.usedByAutoTopUp && <Tag tone="progress">{t`Automatic top-up`}</Tag>}
                {row.validity === "expired" && <Tag tone="refused">{t`Expired`}</Tag>}
                {row.validity === "expiring" && <Tag tone="waiting">{t`Expires soon`}</Tag>}
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Documents() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const invoices = useInfiniteQuery(
    trpc.invoices.list.infiniteQueryOptions(
      { accountId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section title={t`Invoices`}>
      <InvoiceTable
        currency={currency}
        rows={(invoices.data?.pages.flatMap((page) => page.items) ?? []).map((row) => ({
          ...row,
          accountId,
        }))}
        loading={invoices.isPending}
        error={
          invoices.error && (
            <ProblemState
              thing={t`The invoices could not be loaded`}
              error={invoices.error}
              onRetry={() => void invoices.refetch()}
              retrying={invoices.isFetching}
            />
          )
        }
      />
      <MoreButton
        hasNextPage={invoices.hasNextPage}
        isFetchingNextPage={invoices.isFetchingNextPage}
        fetchNextPage={invoices.fetchNextPage}
      />
    </Section>
  );
}
