import { Trans, useLingui } from "@lingui/react/macro";
import { BLOCKERS } from "@tenure/core/subject-changes";
import { BLOCKER_KINDS, type BlockerKind } from "@tenure/core/text";
import { Button, DataTable, EmptyState, Instant, Tag } from "@tenure/ui";
import { useState } from "react";
import { useStaffRole } from "../../staff/use-staff.ts";
import { SettleHoldDialog } from "./settle-hold-dialog.tsx";
import type { Hold } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** What staff and old contacts placed on an account (C3.8), with what may be done about each by whoever looks. */
export function HoldsTable(props: { readonly accountId: string; readonly holds: readonly Hold[] }) {
  const { accountId, holds } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const role = useStaffRole();
  const [settling, setSettling] = useState<{
    readonly hold: Hold;
    readonly step: "lift" | "waive";
  } | null>(null);
  const ruleOf = (kind: string) => {
    const known: BlockerKind | undefined = BLOCKER_KINDS.find((each) => each === kind);
    return known === undefined ? null : BLOCKERS[known];
  };
  return (
    <>
      <DataTable
        wide
        name="holds"
        caption={t`Holds`}
        rows={holds}
        rowKey={(row) => row.id}
        empty={
          <EmptyState>
            <Trans>Nothing holds a change of this account back, and nothing ever did.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "kind",
            head: <Trans>Hold</Trans>,
            rowHead: true,
            cell: (row) => words.hold(row.kind),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (row) => (
              <Tag tone={words.holdState(row.state).tone}>{words.holdState(row.state).word}</Tag>
            ),
          },
          {
            key: "reason",
            head: <Trans>Reason</Trans>,
            cell: (row) => (
              <span className="flex max-w-80 flex-col gap-0.5">
                <span className="wrap-anywhere whitespace-pre-line">{row.reason}</span>
                {row.documentRef !== null && (
                  <span className="text-sm text-muted wrap-anywhere">{row.documentRef}</span>
                )}
                {row.settledReason !== null && row.settledReason !== row.reason && (
                  <span className="text-sm text-muted wrap-anywhere whitespace-pre-line">
                    {row.settledReason}
                  </span>
                )}
              </span>
            ),
          },
          {
            key: "since",
            head: <Trans>Since</Trans>,
            cell: (row) => (
              <span className="flex flex-col">
                <Instant at={row.raisedAt} />
                {row.settledAt !== null && (
                  <span className="text-sm text-muted">
                    <Trans>
                      until <Instant at={row.settledAt} />
                    </Trans>
                  </span>
                )}
              </span>
            ),
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            unlabelled: true,
            cell: (row) => {
              const rule = ruleOf(row.kind);
              if (row.state !== "open" || rule === null) return null;
              return (
                <span className="flex flex-wrap justify-end gap-2">
                  {rule.liftedBy.length > 0 && (
                    <Button
                      size="sm"
                      disabledReason={
                        rule.liftedBy.includes(role) ? undefined : t`Only an administrator may do this.`
                      }
                      onClick={() => setSettling({ hold: row, step: "lift" })}
                    >
                      <Trans>Lift…</Trans>
                    </Button>
                  )}
                  {rule.waivedBy.includes(role) && (
                    <Button size="sm" onClick={() => setSettling({ hold: row, step: "waive" })}>
                      <Trans>Waive…</Trans>
                    </Button>
                  )}
                </span>
              );
            },
          },
        ]}
      />
      {settling !== null && (
        <SettleHoldDialog accountId={accountId} {...settling} onClose={() => setSettling(null)} />
      )}
    </>
  );
}
