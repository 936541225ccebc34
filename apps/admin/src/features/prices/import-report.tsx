import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { IMPORT_WARNING_TEXTS, SKIP_REASON_TEXTS } from "@tenure/core/pricing";
import { EmptyState, Instant, KeyValue, Section, Skeleton, useLocale } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import type { ReactNode } from "react";
import { trpc } from "../../trpc.ts";

type Report = NonNullable<Outputs["catalog"]["lastImport"]["report"]>;

/** What the last import did with every model of its list: taken, unchanged, or left out and why. */
export function ImportReport() {
  const { t } = useLingui();
  const last = useQuery(trpc.catalog.lastImport.queryOptions({}));
  return (
    <Section title={t`Last import`}>
      {last.isPending ? (
        <Skeleton lines={4} />
      ) : last.data === undefined ? (
        <ProblemState
          thing={t`The report could not be loaded`}
          error={last.error}
          onRetry={() => void last.refetch()}
          retrying={last.isFetching}
        />
      ) : last.data.report === null ? (
        <EmptyState>
          <Trans>No price list was imported yet. “tenure prices import FILE” reads LiteLLM's format.</Trans>
        </EmptyState>
      ) : (
        <ReportFacts report={last.data.report} />
      )}
    </Section>
  );
}

function ReportFacts(props: { readonly report: Report }) {
  const { report } = props;
  return (
    <div className="flex flex-col gap-4">
      <KeyValue
        entries={[
          {
            key: "at",
            label: <Trans>Imported</Trans>,
            value: <Instant at={report.importedAt} precision="second" />,
          },
          {
            key: "new",
            label: <Trans>New versions</Trans>,
            value: <Plural value={report.imported} one="# model" other="# models" />,
          },
          {
            key: "same",
            label: <Trans>Unchanged</Trans>,
            value: <Plural value={report.unchanged} one="# model" other="# models" />,
          },
          {
            key: "digest",
            label: <Trans>Digest of the list</Trans>,
            value: (
              <code className="font-mono text-sm" title={report.digest}>
                {report.digest.slice(0, 16)}
              </code>
            ),
          },
        ]}
      />
      <Listed
        summary={
          <Plural
            value={report.skipped.length}
            _0="No model was left out"
            one="# model left out"
            other="# models left out"
          />
        }
        texts={SKIP_REASON_TEXTS}
        rows={report.skipped}
      />
      <Listed
        summary={<Plural value={report.warnings.length} _0="No notes" one="# note" other="# notes" />}
        texts={IMPORT_WARNING_TEXTS}
        rows={report.warnings}
      />
    </div>
  );
}

/** A list that opens; a reason this build does not know is shown as it was written. */
function Listed(props: {
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
              {row.field !== null && <code className="font-mono text-sm">{row.field}</code>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
