import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, DataTable, EmptyState, Instant, Section, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { LiftDialog } from "./lift-dialog.tsx";
import { MeasureDialog } from "./measure-dialog.tsx";
import { useGroundWords } from "./use-ground-words.ts";

type Asking = "suspend" | "lift" | "terminate" | null;

/** Steps against the account (T4.2): what was done and why, and what may be done now. */
export function MeasuresSection() {
  const { t } = useLingui();
  const { id: accountId, state } = useAccount();
  const denial = useDenial();
  const ground = useGroundWords();
  const [asking, setAsking] = useState<Asking>(null);
  const measures = useQuery(trpc.accounts.measures.list.queryOptions({ accountId }));
  const kinds = { suspend: t`Suspended`, lift: t`Lifted`, terminate: t`Terminated` };
  const tones = { suspend: "waiting", lift: "done", terminate: "refused" } as const;
  return (
    <Section
      title={t`Measures`}
      actions={
        <>
          {state === "active" && (
            <Button onClick={() => setAsking("suspend")} disabledReason={denial("measure.suspend")}>
              <Trans>Suspend…</Trans>
            </Button>
          )}
          {state === "suspended" && (
            <>
              <Button onClick={() => setAsking("lift")} disabledReason={denial("measure.suspend")}>
                <Trans>Lift the suspension…</Trans>
              </Button>
              <Button
                tone="danger"
                onClick={() => setAsking("terminate")}
                disabledReason={denial("measure.terminate")}
              >
                <Trans>Terminate…</Trans>
              </Button>
            </>
          )}
        </>
      }
    >
      <DataTable
        caption={t`Measures`}
        rows={measures.data?.items ?? []}
        rowKey={(row) => row.id}
        loading={measures.isPending}
        error={
          measures.error && (
            <ProblemState
              thing={t`The measures could not be loaded`}
              error={measures.error}
              onRetry={() => void measures.refetch()}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nothing was ever done against this account.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "kind",
            head: <Trans>Step</Trans>,
            rowHead: true,
            cell: (row) => <Tag tone={tones[row.kind]}>{kinds[row.kind]}</Tag>,
          },
          {
            key: "reason",
            head: <Trans>Reason</Trans>,
            cell: (row) => (
              <span className="flex max-w-96 flex-col gap-0.5">
                {row.ground !== null && <span className="font-medium">{ground(row.ground)}</span>}
                <span className="wrap-anywhere whitespace-pre-line">{row.reason}</span>
                {row.evidenceRefs.length > 0 && (
                  <span className="text-sm text-muted wrap-anywhere">{row.evidenceRefs.join(" · ")}</span>
                )}
              </span>
            ),
          },
          { key: "by", head: <Trans>By</Trans>, cell: (row) => row.by },
          {
            key: "at",
            head: <Trans>When</Trans>,
            cell: (row) => (
              <Link
                to="/accounts/$accountId/decisions/$decisionId"
                params={{ accountId, decisionId: row.decisionId }}
                className="text-link"
              >
                <Instant at={row.takenAt} />
              </Link>
            ),
          },
        ]}
      />
      {asking === "lift" && <LiftDialog onClose={() => setAsking(null)} />}
      {(asking === "suspend" || asking === "terminate") && (
        <MeasureDialog kind={asking} onClose={() => setAsking(null)} />
      )}
    </Section>
  );
}
