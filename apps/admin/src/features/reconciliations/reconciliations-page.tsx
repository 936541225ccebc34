import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Callout, Instant, PageHeader } from "@tenure/ui";
import { ArriveTogether } from "@tenure/ui/app";
import { useEffect, useRef, useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { DifferencesSection } from "./differences-section.tsx";
import { RunsSection } from "./runs-section.tsx";
import { StartDialog } from "./start-dialog.tsx";
import { TotalsSection } from "./totals-section.tsx";
import type { DifferenceFilter } from "./types.ts";

/** How often a running comparison is looked at. */
const WATCH_MS = 1500;

/** The payment providers' books beside ours: totals, what differs, and the comparisons that found it. */
export function ReconciliationsPage(props: {
  readonly filter: DifferenceFilter;
  readonly onFilter: (filter: DifferenceFilter) => void;
}) {
  const { t } = useLingui();
  const [starting, setStarting] = useState(false);
  const denial = useDenial()("reconciliation.start");
  return (
    <>
      <PageHeader
        title={t`Reconciliation`}
        description={
          <Trans>
            The payment providers' books beside ours: every payment, refund and dispute, compared every night.
          </Trans>
        }
        actions={
          <Button tone="primary" disabledReason={denial} onClick={() => setStarting(true)}>
            <Trans>Compare now</Trans>
          </Button>
        }
      />
      <ArriveTogether>
        <Progress />
        <TotalsSection />
        <DifferencesSection {...props} />
        <RunsSection />
      </ArriveTogether>
      {starting && <StartDialog onClose={() => setStarting(false)} />}
    </>
  );
}

/** How far the running comparison is; when it ends, everything on the page is read again. */
function Progress() {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const newest = useQuery({
    ...trpc.reconciliations.list.queryOptions({ limit: 1 }),
    refetchInterval: (query) => (query.state.data?.items[0]?.state === "running" ? WATCH_MS : false),
  });
  const run = newest.data?.items[0];
  const running = run?.state === "running";
  const wasRunning = useRef(running);
  useEffect(() => {
    if (wasRunning.current && !running)
      void queryClient.invalidateQueries({ queryKey: trpc.reconciliations.pathKey() });
    wasRunning.current = running;
  }, [running, queryClient]);
  if (run === undefined || !running) return null;
  const { linesRead, compared, problem } = run;
  return (
    <div className="mb-6">
      <Callout tone="info" live title={t`A comparison is running`}>
        <Trans>
          Begun <Instant at={run.startedAt} />: {linesRead} lines read from the providers, {compared} payments
          compared.
        </Trans>
        {problem !== null && (
          <p className="wrap-anywhere">
            <Trans>It broke off and begins anew: {problem}</Trans>
          </p>
        )}
      </Callout>
    </div>
  );
}
