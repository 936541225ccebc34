import { Trans, useLingui } from "@lingui/react/macro";
import type { AccountPrice } from "@tenure/core/contract";
import type { ModelRates, TokenUnit } from "@tenure/core/pricing";
import { type ReactNode, useState } from "react";
import { Button } from "../actions/button.tsx";
import { DataTable } from "../display/data-table.tsx";
import { Instant } from "../display/instant.tsx";
import { Tag } from "../display/tag.tsx";
import { Sheet } from "../overlays/sheet.tsx";
import { RateCard } from "./rate-card.tsx";
import { usePriceWords } from "./use-price-words.ts";

/** What an account pays per model: the common prices in the table, all of them in a drawer. */
export function AccountPrices(props: {
  readonly prices: readonly AccountPrice[];
  readonly loading: boolean;
  readonly error: ReactNode;
  readonly empty: ReactNode;
}) {
  const { prices, loading, error, empty } = props;
  const { t } = useLingui();
  const words = usePriceWords();
  const [open, setOpen] = useState<AccountPrice | null>(null);
  /** Places behind the point of the longest price that a column shows. */
  const placesOf = (unit: TokenUnit): number =>
    Math.max(
      2,
      ...prices
        .flatMap(({ rates, listRates }) => [rates.base.standard[unit], listRates.base.standard[unit]])
        .map((rate) => (rate === undefined ? 0 : (words.price(unit, rate).split(".")[1]?.length ?? 0))),
    );
  const column = (unit: TokenUnit, head: ReactNode) => {
    const places = placesOf(unit);
    return {
      key: unit,
      head,
      align: "end" as const,
      cell: ({ rates, listRates }: AccountPrice) => (
        <TokenPrice unit={unit} rates={rates} listRates={listRates} places={places} />
      ),
    };
  };
  return (
    <>
      <DataTable
        caption={t`Prices`}
        rows={prices}
        rowKey={(price) => price.id}
        loading={loading}
        error={error}
        empty={empty}
        {...(open === null ? {} : { currentKey: open.id })}
        columns={[
          {
            key: "model",
            head: <Trans>Model</Trans>,
            rowHead: true,
            cell: (price) => (
              <span className="flex flex-col items-start gap-1">
                <span className="wrap-anywhere">{price.model}</span>
                {price.agreement !== null && (
                  <span className="text-sm font-normal text-muted">
                    {words.terms(price.agreement.discountBps)} · {price.agreement.reference}
                  </span>
                )}
              </span>
            ),
          },
          column("input", words.unit("input")),
          column("cachedInput", words.unit("cachedInput")),
          column("output", words.unit("output")),
          {
            key: "all",
            head: <span className="sr-only">{t`All prices`}</span>,
            align: "end",
            unlabelled: true,
            cell: (price) => (
              <Button size="sm" onClick={() => setOpen(price)}>
                <Trans>All prices</Trans>
              </Button>
            ),
          },
        ]}
      />
      <Sheet
        open={open !== null}
        onOpenChange={(next) => {
          if (!next) setOpen(null);
        }}
        title={<span className="wrap-anywhere">{open?.model}</span>}
      >
        {open !== null && (
          <div className="flex flex-col gap-6">
            <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted">
              <span>
                <Trans>
                  List price since <Instant at={open.effectiveFrom} precision="day" />
                </Trans>
              </span>
              {open.agreement !== null && (
                <Tag tone="done">
                  {words.terms(open.agreement.discountBps)} · {open.agreement.reference}
                </Tag>
              )}
            </p>
            <RateCard rates={open.rates} listRates={open.listRates} />
          </div>
        )}
      </Sheet>
    </>
  );
}

/** A price of the standard tier; the listed one struck out before it where another was agreed. */
function TokenPrice(props: {
  readonly unit: TokenUnit;
  readonly rates: ModelRates;
  readonly listRates: ModelRates;
  /** Places behind the point that the column makes room for. */
  readonly places: number;
}) {
  const { unit, rates, listRates, places } = props;
  const words = usePriceWords();
  const own = rates.base.standard[unit];
  const listed = listRates.base.standard[unit];
  if (own === undefined) return <span className="text-faint">—</span>;
  return (
    <span className="figures flex flex-col items-end">
      <Decimals text={words.price(unit, own)} places={places} />
      {listed !== undefined && listed !== own && (
        <del className="text-sm text-muted">
          <Decimals text={words.price(unit, listed)} places={places} />
        </del>
      )}
    </span>
  );
}

/** A price with at least two places, and room for as many as its column has: points stand under each other. */
function Decimals(props: { readonly text: string; readonly places: number }) {
  const [whole = "", fraction = ""] = props.text.split(".");
  const shown = fraction.padEnd(2, "0");
  return (
    <span>
      {whole}.{shown}
      <span aria-hidden className="invisible phone:hidden @max-3xl:hidden">
        {"0".repeat(Math.max(0, props.places - shown.length))}
      </span>
    </span>
  );
}
