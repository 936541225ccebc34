import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { AccountPrices, EmptyState, MoreButton, PageHeader, Section, TextInput } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useEffect, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { Agreements } from "./agreements.tsx";

const TYPING_PAUSE_MS = 250;

/** What this account pays per model, with what was agreed in writing (T1.1). */
export function PricesPage(props: { readonly query: string; readonly onQuery: (query: string) => void }) {
  const { query, onQuery } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const { currency } = account;
  const [typed, setTyped] = useState(query);
  useEffect(() => {
    if (typed.trim() === query) return;
    const timer = setTimeout(() => onQuery(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, query, onQuery]);
  const prices = useInfiniteQuery({
    ...trpc.prices.list.infiniteQueryOptions(
      { accountId: account.id, limit: 50, ...(query === "" ? {} : { search: query }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title={t`Prices`}
        description={
          <Trans>
            What you pay per model, exactly. A request is charged at the prices in force when it was made.
          </Trans>
        }
      />
      <Agreements />
      <Section
        title={t`Models`}
        description={
          <Trans>
            Standard service, {currency} per million tokens. “All prices” shows a model's other prices.
          </Trans>
        }
      >
        <TextInput
          type="search"
          label={t`Search models`}
          required={false}
          className="max-w-sm"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <AccountPrices
          prices={prices.data?.pages.flatMap((page) => page.items) ?? []}
          loading={prices.isPending}
          error={
            prices.error && (
              <ProblemState
                thing={t`The prices could not be loaded`}
                error={prices.error}
                onRetry={() => void prices.refetch()}
                retrying={prices.isFetching}
              />
            )
          }
          empty={
            <EmptyState>
              {query === "" ? (
                <Trans>No model has a price in {currency} yet.</Trans>
              ) : (
                <Trans>No model has “{query}” in its name.</Trans>
              )}
            </EmptyState>
          }
        />
        <MoreButton
          hasNextPage={prices.hasNextPage}
          isFetchingNextPage={prices.isFetchingNextPage}
          fetchNextPage={prices.fetchNextPage}
        />
      </Section>
    </>
  );
}
