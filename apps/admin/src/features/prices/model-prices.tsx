import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { majorPerMillion, type TokenUnit } from "@tenure/core/pricing";
import { DataTable, EmptyState, Instant, MoreButton, Section, TextInput } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { type ReactNode, useEffect, useState } from "react";
import { trpc } from "../../trpc.ts";

type ModelPrice = Outputs["catalog"]["models"]["items"][number];

const TYPING_PAUSE_MS = 250;

/** The models with the rates in force, per million tokens, exact. */
export function ModelPrices(props: { readonly query: string; readonly onQuery: (query: string) => void }) {
  const { query, onQuery } = props;
  const { t } = useLingui();
  const [typed, setTyped] = useState(query);
  useEffect(() => {
    if (typed.trim() === query) return;
    const timer = setTimeout(() => onQuery(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, query, onQuery]);
  const models = useInfiniteQuery({
    ...trpc.catalog.models.infiniteQueryOptions(
      { limit: 50, ...(query === "" ? {} : { search: query }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  return (
    <Section
      title={t`Models`}
      description={<Trans>Standard service, per million tokens, before other tiers and thresholds.</Trans>}
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
      <DataTable
        caption={t`Models`}
        rows={models.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(model) => model.id}
        loading={models.isPending}
        error={
          models.error && (
            <ProblemState
              thing={t`The models could not be loaded`}
              error={models.error}
              onRetry={() => void models.refetch()}
              retrying={models.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {query === "" ? (
              <Trans>No model has a price. Import a price list with “tenure prices import FILE”.</Trans>
            ) : (
              <Trans>No model has “{query}” in its name.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "model",
            head: <Trans>Model</Trans>,
            rowHead: true,
            cell: (model) => (
              <span className="flex flex-col">
                <span className="wrap-anywhere">{model.model}</span>
                <Variants model={model} />
              </span>
            ),
          },
          {
            key: "version",
            head: <Trans>Version</Trans>,
            cell: (model) => (
              <span className="flex flex-col phone:items-end">
                <span className="figures">{model.version}</span>
                <span className="text-sm text-muted">
                  <Trans>
                    from <Instant at={model.effectiveFrom} precision="day" />
                  </Trans>
                </span>
              </span>
            ),
          },
          rateColumn("input", <Trans>Input</Trans>),
          rateColumn("cachedInput", <Trans>From cache</Trans>),
          rateColumn("output", <Trans>Output</Trans>),
          {
            key: "currency",
            head: <Trans>Currency</Trans>,
            align: "end",
            cell: (model) => model.rates.currency,
          },
        ]}
      />
      <MoreButton
        hasNextPage={models.hasNextPage}
        isFetchingNextPage={models.isFetchingNextPage}
        fetchNextPage={models.fetchNextPage}
      />
    </Section>
  );
}

function rateColumn(unit: TokenUnit, head: ReactNode) {
  return {
    key: unit,
    head,
    align: "end" as const,
    cell: (model: ModelPrice) => {
      const rate = model.rates.base.standard[unit];
      return rate === undefined ? (
        <span className="text-faint">—</span>
      ) : (
        <span className="figures">{majorPerMillion(rate)}</span>
      );
    },
  };
}

/** What else a model has prices for, so that nobody takes the three columns for all of them. */
function Variants(props: { readonly model: ModelPrice }) {
  const { rates } = props.model;
  const { i18n, t } = useLingui();
  const tiers = (["batch", "priority", "flex"] as const).filter(
    (tier) => Object.keys(rates.base[tier]).length > 0,
  );
  const parts = [
    ...tiers,
    ...rates.above.map(({ thresholdTokens }) => {
      const threshold = i18n.number(thresholdTokens);
      return t`above ${threshold} tokens`;
    }),
    ...(Object.keys(rates.counts).length > 0 ? [t`per image, second or query`] : []),
  ];
  if (parts.length === 0) return null;
  return <span className="text-sm font-normal text-muted">+ {parts.join(", ")}</span>;
}
