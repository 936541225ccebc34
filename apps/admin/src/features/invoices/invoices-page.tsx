import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { MoreButton, PageHeader, TextInput } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useDeferredValue, useState } from "react";
import { trpc } from "../../trpc.ts";
import { InvoiceTable } from "./invoice-table.tsx";

/** Documents of all accounts, found by number, order or buyer. */
export function InvoicesPage() {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const invoices = useInfiniteQuery(
    trpc.invoices.search.infiniteQueryOptions(query === "" ? {} : { query }, {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
  return (
    <>
      <PageHeader
        title={t`Invoices`}
        description={<Trans>Every payment has an invoice, every refund a credit note.</Trans>}
      />
      <TextInput
        className="mb-4 w-72 phone:w-full"
        label={t`Search`}
        type="search"
        required={false}
        value={text}
        maxLength={100}
        placeholder={t`Number, order or buyer`}
        onChange={(event) => setText(event.target.value)}
      />
      <InvoiceTable
        currency={null}
        rows={invoices.data?.pages.flatMap((page) => page.items) ?? []}
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
    </>
  );
}
