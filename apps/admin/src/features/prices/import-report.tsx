import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { IMPORT_WARNING_TEXTS, SKIP_REASON_TEXTS } from "@tenure/core/pricing";
import { Button, EmptyState, Instant, KeyValue, Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Upload } from "lucide-react";
import { useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { ImportDialog } from "./import-dialog.tsx";
import { ReportedModels } from "./reported-models.tsx";

type Report = NonNullable<Outputs["catalog"]["lastImport"]["report"]>;

/** What the last import did with every model of its list: taken, unchanged, or left out and why. */
export function ImportReport() {
  const { t } = useLingui();
  const last = useQuery(trpc.catalog.lastImport.queryOptions({}));
  const denial = useDenial()("price.manage");
  const [importing, setImporting] = useState(false);
  return (
    <Section
      title={t`Last import`}
      actions={
        <Button
          tone="primary"
          icon={<Upload aria-hidden className="size-4" />}
          disabledReason={denial}
          onClick={() => setImporting(true)}
        >
          <Trans>Import a price list</Trans>
        </Button>
      }
    >
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
          <Trans>No price list was imported yet.</Trans>
        </EmptyState>
      ) : (
        <ReportFacts report={last.data.report} />
      )}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
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
            key: "from",
            label: <Trans>In force from</Trans>,
            value: <Instant at={report.effectiveFrom} precision="second" />,
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
      <ReportedModels
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
      <ReportedModels
        summary={<Plural value={report.warnings.length} _0="No notes" one="# note" other="# notes" />}
        texts={IMPORT_WARNING_TEXTS}
        rows={report.warnings}
      />
    </div>
  );
}
