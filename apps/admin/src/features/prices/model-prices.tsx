import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import type { TokenUnit } from "@tenure/core/pricing";
import {
  Button,
  DataTable,
  EmptyState,
  Instant,
  MoreButton,
  Section,
  TextInput,
  usePriceWords,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useEffect, useState } from "react";
import { trpc } from "../../trpc.ts";
import { ModelSheet } from "./model-sheet.tsx";

type ModelPrice = Outputs["catalog"]["models"]["items"][number];

const TYPING_PAUSE_MS = 250;

/** The models with the rates in force, per million tokens, exact. */
export function ModelPrices(props: { readonly query: string; readonly onQuery: (query: string) => void }) {
  const { query, onQuery } = props;
  const { t } = useLingui();
  const words = usePriceWords();
  const [typed, setTyped] = useState(query);
  const [open, setOpen] = useState<ModelPrice | null>(null);
  useEffect(() => {
    if (typed.trim() === query) return;
    const timer = setTimeout(() => onQuery(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, query, onQuery]);
  const rateColumn = (unit: TokenUnit) => ({
    key: unit,
    head: words.unit(unit),
    align: "end" as const,
    cell: (model: ModelPrice) => {
      const rate = model.rates.base.standard[unit];
      return rate === undefined ? (
        <span className="text-faint">—</span>
      ) : (
        <span className="figures">{words.price(unit, rate)}</span>
      );
    },
  });
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
      description={
        <Trans>
          Standard service, per million tokens. Tiers, long prompts and everything else: All prices.
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
              <Trans>No model has a price yet. Import a price list.</Trans>
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
            cell: (model) => <span className="wrap-anywhere">{model.model}</span>,
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
          rateColumn("input"),
          rateColumn("cachedInput"),
          rateColumn("output"),
          {
            key: "currency",
            head: <Trans>Currency</Trans>,
            align: "end",
            cell: (model) => model.rates.currency,
          },
          {
            key: "all",
            head: <span className="sr-only">{t`All prices`}</span>,
            align: "end",
            unlabelled: true,
            cell: (model) => (
              <Button size="sm" onClick={() => setOpen(model)}>
                <Trans>All prices</Trans>
              </Button>
            ),
          },
        ]}
      />
      {open !== null && <ModelSheet model={open} onClose={() => setOpen(null)} />}
      <MoreButton
        hasNextPage={models.hasNextPage}
        isFetchingNextPage={models.isFetchingNextPage}
        fetchNextPage={models.fetchNextPage}
      />
    </Section>
  );
}
