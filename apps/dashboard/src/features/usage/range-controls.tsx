import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Segmented, TextInput } from "@tenure/ui";
import { X } from "lucide-react";
import type { AskedPeriod } from "./usage-period.ts";
import type { UsageRange, UsageSearch } from "./usage-search.ts";

/** Which usage the page shows: the period, by what it is told apart, and what it is narrowed to. */
export function RangeControls(props: {
  readonly search: UsageSearch;
  readonly period: AskedPeriod;
  /** What the key in the address is called; its id where that is not known. */
  readonly keyName: string | undefined;
  readonly onChange: (search: UsageSearch) => void;
}) {
  const { search, period, keyName, onChange } = props;
  const { t } = useLingui();
  const range = search.range ?? "30d";
  const day = (instant: string) => instant.slice(0, 10);
  const { model: _model, key: _key, ...unfiltered } = search;
  return (
    <div className="mb-6 flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <Segmented<UsageRange>
          label={t`Period`}
          value={range}
          onValueChange={(next) => {
            const { from: _from, to: _to, ...rest } = search;
            // A period of one's own begins as what was shown, to be moved from there.
            onChange(
              next === "custom"
                ? { ...rest, range: next, from: day(period.from), to: day(period.to) }
                : { ...rest, range: next },
            );
          }}
          options={[
            { value: "24h", label: t`24 hours` },
            { value: "7d", label: t`7 days` },
            { value: "30d", label: t`30 days` },
            { value: "month", label: t`This month` },
            { value: "custom", label: t`Custom` },
          ]}
        />
        <Segmented<"model" | "key">
          label={t`Group by`}
          value={search.by ?? "model"}
          onValueChange={(by) => {
            const { by: _, ...rest } = search;
            onChange(by === "key" ? { ...rest, by } : rest);
          }}
          options={[
            { value: "model", label: t`By model` },
            { value: "key", label: t`By key` },
          ]}
        />
      </div>
      {range === "custom" && (
        <div className="flex flex-wrap gap-3">
          <TextInput
            type="date"
            label={t`First day`}
            className="w-44"
            value={search.from ?? day(period.from)}
            max={search.to ?? day(period.to)}
            onChange={(event) =>
              event.target.value !== "" && onChange({ ...search, from: event.target.value })
            }
          />
          <TextInput
            type="date"
            label={t`Last day`}
            className="w-44"
            value={search.to ?? day(period.to)}
            min={search.from ?? day(period.from)}
            onChange={(event) => event.target.value !== "" && onChange({ ...search, to: event.target.value })}
          />
        </div>
      )}
      {(search.model !== undefined || search.key !== undefined) && (
        <p className="flex flex-wrap items-center gap-2 text-muted">
          {search.model !== undefined ? (
            <Trans>
              Only <strong className="font-medium wrap-anywhere text-ink">{search.model}</strong>
            </Trans>
          ) : (
            <Trans>
              Only the key{" "}
              <strong className="font-medium wrap-anywhere text-ink">{keyName ?? search.key}</strong>
            </Trans>
          )}
          <Button
            size="sm"
            tone="quiet"
            icon={<X aria-hidden className="size-3.5" />}
            onClick={() => onChange(unfiltered)}
          >
            <Trans>Show everything</Trans>
          </Button>
        </p>
      )}
    </div>
  );
}
