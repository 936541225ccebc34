import { Trans, useLingui } from "@lingui/react/macro";
import {
  Button,
  DataTable,
  EmptyState,
  ErrorState,
  type ListSearch,
  Money,
  SavedViews,
  Segmented,
  Tag,
} from "@tenure/ui";
import { CommandPalette } from "@tenure/ui/palette";
import { FileText, Receipt } from "lucide-react";
import { useState } from "react";

interface Transfer {
  readonly id: string;
  readonly nanos: bigint;
  readonly method: string;
}

const transfers = (count: number): Transfer[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `TOP-2026-${String(10_000 - index)}`,
    // Some order that no one sees through at a glance.
    nanos: BigInt((index * 7919) % 10_007) * 10_000_000n,
    method: index % 3 === 0 ? "Alipay" : "Visa •••• 4242",
  }));
const few = transfers(4);
const many = transfers(1000);

const STATES = ["rows", "loading", "empty", "error"] as const;

/** Tables in their states, with a choice of columns and saved views; a long one; the palette. */
export function TablesPart() {
  const { t } = useLingui();
  const [state, setState] = useState<(typeof STATES)[number]>("rows");
  const [search, setSearch] = useState<ListSearch>({});
  const [long, setLong] = useState(false);
  const names = { rows: t`With rows`, loading: t`Loading`, empty: t`Empty`, error: t`Failed` };
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-end justify-between gap-3">
          <Segmented
            label={t`State of the table`}
            value={state}
            options={STATES.map((value) => ({ value, label: names[value] }))}
            onValueChange={setState}
          />
          <SavedViews owner="gallery" list="gallery-transfers" search={search} onOpen={setSearch} />
        </div>
        <DataTable
          name="gallery-transfers"
          caption={t`Transfers`}
          rows={state === "rows" ? few : []}
          rowKey={(row) => row.id}
          loading={state === "loading"}
          error={
            state === "error" && (
              <ErrorState
                thing={t`The transfers could not be loaded`}
                reason={t`The server could not be reached.`}
                onRetry={() => setState("rows")}
              />
            )
          }
          empty={
            <EmptyState>
              <Trans>What is paid in stands here.</Trans>
            </EmptyState>
          }
          sort={search["sort"]}
          onSort={(sort) => setSearch({ ...sort })}
          columns={transferColumns}
        />
      </div>
      {long ? (
        <DataTable
          caption={t`A thousand transfers`}
          rows={many}
          rowKey={(row) => row.id}
          empty={null}
          initialSorting={{ key: "amount", direction: "descending" }}
          columns={transferColumns}
        />
      ) : (
        <div>
          <Button onClick={() => setLong(true)}>
            <Trans>Show a table of a thousand rows</Trans>
          </Button>
        </div>
      )}
      <PalettePart />
    </div>
  );
}

const transferColumns = [
  { key: "order", head: <Trans>Order</Trans>, rowHead: true, cell: (row: Transfer) => row.id },
  { key: "method", head: <Trans>Method</Trans>, cell: (row: Transfer) => row.method },
  {
    key: "state",
    head: <Trans>State</Trans>,
    cell: () => (
      <Tag tone="done">
        <Trans>Paid</Trans>
      </Tag>
    ),
  },
  {
    key: "amount",
    head: <Trans>Amount (USD)</Trans>,
    align: "end" as const,
    sortBy: (row: Transfer) => row.nanos,
    cell: (row: Transfer) => <Money nanos={row.nanos} currency="USD" symbol={false} />,
  },
];

function PalettePart() {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const close = () => setOpen(false);
  const item = (key: string, label: string, detail: string) => ({
    key,
    label,
    detail,
    icon: key === "receipt" ? Receipt : FileText,
    onSelect: close,
  });
  return (
    <div>
      <Button onClick={() => setOpen(true)}>
        <Trans>Open the palette</Trans>
      </Button>
      {open && (
        <CommandPalette
          query={query}
          onQuery={setQuery}
          placeholder={t`Search`}
          onClose={close}
          groups={[
            {
              key: "samples",
              heading: t`Samples`,
              items: [
                item("receipt", t`Receipt`, "TOP-2026-00412"),
                item("statement", t`Statement`, t`November 2026`),
              ],
            },
          ]}
        />
      )}
    </div>
  );
}
