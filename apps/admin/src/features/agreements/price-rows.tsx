import { Trans, useLingui } from "@lingui/react/macro";
import {
  type CountUnit,
  countUnits,
  type ServiceTier,
  serviceTiers,
  type TokenUnit,
  tokenUnits,
} from "@tenure/core/pricing";
import { Button, IconButton, Select, TextInput, usePriceWords } from "@tenure/ui";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";

type Unit = TokenUnit | CountUnit;

/** One agreed price while it is written. */
export interface PriceRow {
  readonly id: string;
  readonly unit: Unit;
  readonly tier: ServiceTier;
  /** Prompt length above which it holds; empty: any. */
  readonly threshold: string;
  readonly price: string;
}

/** A row to begin with: the price of input. */
export const emptyPriceRow = (unit: Unit = "input"): PriceRow => ({
  id: crypto.randomUUID(),
  unit,
  tier: "standard",
  threshold: "",
  price: "",
});

const units: readonly Unit[] = [...tokenUnits, ...countUnits];
const isCount = (unit: Unit): boolean => countUnits.some((each: string) => each === unit);

/** The agreed prices, one line each; what has no line stays at the list. */
export function PriceRows(props: {
  readonly currency: string;
  readonly rows: readonly PriceRow[];
  readonly onRows: (rows: readonly PriceRow[]) => void;
  readonly error: ReactNode;
}) {
  const { currency, rows, onRows, error } = props;
  const { t } = useLingui();
  const words = usePriceWords();
  const change = (id: string, changes: Partial<PriceRow>) =>
    onRows(rows.map((row) => (row.id === id ? { ...row, ...changes } : row)));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">
        <Trans>Agreed prices; what is not written stays at the list</Trans>
      </legend>
      {rows.map((row) => (
        <div key={row.id} className="flex flex-wrap items-end gap-3 border-b border-hairline pb-3">
          <Select
            label={t`What`}
            value={row.unit}
            onChange={(event) => {
              const unit = units.find((each) => each === event.target.value);
              if (unit !== undefined) change(row.id, { unit });
            }}
            options={units.map((unit) => ({ value: unit, label: words.unit(unit) }))}
            className="min-w-40 flex-1"
          />
          {!isCount(row.unit) && (
            <>
              <Select
                label={t`Tier`}
                value={row.tier}
                onChange={(event) => {
                  const tier = serviceTiers.find((each) => each === event.target.value);
                  if (tier !== undefined) change(row.id, { tier });
                }}
                options={serviceTiers.map((tier) => ({ value: tier, label: words.tier(tier) }))}
                className="min-w-28"
              />
              <TextInput
                label={t`Above tokens`}
                optional
                inputMode="numeric"
                pattern="[0-9]*"
                value={row.threshold}
                onChange={(event) => change(row.id, { threshold: event.target.value })}
                className="figures w-48"
              />
            </>
          )}
          <TextInput
            label={
              isCount(row.unit) ? (
                <Trans>{currency} each</Trans>
              ) : (
                <Trans>{currency} per million tokens</Trans>
              )
            }
            inputMode="decimal"
            autoComplete="off"
            value={row.price}
            onChange={(event) => change(row.id, { price: event.target.value })}
            className="figures w-48"
          />
          <IconButton
            label={t`Remove this price`}
            onClick={() => onRows(rows.filter((each) => each.id !== row.id))}
            disabled={rows.length === 1}
            icon={<Trash2 aria-hidden className="size-4" />}
          />
        </div>
      ))}
      {error && (
        <p role="alert" className="text-sm text-refused">
          {error}
        </p>
      )}
      <Button
        size="sm"
        icon={<Plus aria-hidden className="size-4" />}
        onClick={() => onRows([...rows, emptyPriceRow(rows.length === 1 ? "output" : "cachedInput")])}
        className="self-start"
      >
        <Trans>Another price</Trans>
      </Button>
    </fieldset>
  );
}
