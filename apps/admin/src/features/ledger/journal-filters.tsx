import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select, TextInput } from "@tenure/ui";
import { useState } from "react";
import { type JournalFilter, readJournalFilter } from "./types.ts";
import { useBookWords } from "./use-book-words.ts";

/** By which the movements are narrowed. Nothing happens while typing: the list changes on "Filter". */
export function JournalFilters(props: {
  readonly filter: JournalFilter;
  readonly onFilter: (filter: JournalFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const { kinds } = useBookWords();
  const [kind, setKind] = useState(filter.kind ?? "");
  const [from, setFrom] = useState(filter.from ?? "");
  const [to, setTo] = useState(filter.to ?? "");
  const backwards = from !== "" && to !== "" && to < from;
  return (
    <form
      className="grid grid-cols-4 items-start gap-4 phone:grid-cols-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (!backwards) onFilter(readJournalFilter({ kind, from, to }));
      }}
    >
      <Select
        label={t`Kind`}
        required={false}
        value={kind}
        onChange={(event) => setKind(event.target.value)}
        options={[
          { value: "", label: t`All` },
          ...Object.entries(kinds).map(([value, label]) => ({ value, label })),
        ]}
      />
      <TextInput
        type="date"
        label={t({ message: "From", context: "day" })}
        required={false}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <TextInput
        type="date"
        label={t({ message: "To", context: "day" })}
        required={false}
        value={to}
        onChange={(event) => setTo(event.target.value)}
        error={backwards && t`The last day comes before the first.`}
      />
      <div className="flex gap-2 self-end phone:self-start">
        <Button type="submit">
          <Trans>Filter</Trans>
        </Button>
        {Object.keys(filter).length > 0 && (
          <Button tone="quiet" onClick={() => onFilter({})}>
            <Trans>Show everything</Trans>
          </Button>
        )}
      </div>
    </form>
  );
}
