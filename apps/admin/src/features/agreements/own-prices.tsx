import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { AccountPrices, EmptyState, MoreButton, Section, TextInput } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useDeferredValue, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What the account pays per model now, as its owner sees it. */
export function OwnPrices() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const [typed, setTyped] = useState("");
  const query = useDeferredValue(typed.trim());
  const prices = useInfiniteQuery({
    ...trpc.prices.list.infiniteQueryOptions(
      { accountId, limit: 50, ...(query === "" ? {} : { search: query }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  return (
    <Section
      title={t`What it pays`}
      description={<Trans>Standard service, {currency} per million tokens, as the customer sees it.</Trans>}
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
              <Trans>No model has a price in {currency}.</Trans>
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
  );
}
