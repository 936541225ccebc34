import { useLocale } from "@tenure/ui";
import type { ReactNode } from "react";

/** Models that an import left out or remarks upon; a list that opens. A reason this build does not know is shown as written. */
export function ReportedModels(props: {
  readonly summary: ReactNode;
  readonly texts: Readonly<Record<string, { readonly en: string; readonly zh: string }>>;
  readonly rows: readonly {
    readonly model: string;
    readonly reason: string;
    readonly field: string | null;
  }[];
}) {
  const { summary, texts, rows } = props;
  const locale = useLocale();
  if (rows.length === 0) return <p className="text-muted">{summary}</p>;
  return (
    <details>
      <summary className="font-medium text-accent">{summary}</summary>
      <ul className="mt-2 max-h-96 overflow-y-auto border-t border-hairline">
        {rows.map((row) => (
          <li
            key={`${row.model} ${row.reason} ${row.field ?? ""}`}
            className="flex flex-wrap justify-between gap-x-6 border-b border-hairline py-1.5"
          >
            <span className="wrap-anywhere">{row.model}</span>
            <span className="text-muted">
              {texts[row.reason]?.[locale] ?? row.reason}{" "}
              {row.field !== null && <code className="font-mono text-sm wrap-anywhere">{row.field}</code>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
