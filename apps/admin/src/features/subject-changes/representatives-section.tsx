import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Button, DataTable, EmptyState, Instant, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { RepresentativeDialog } from "./representative-dialog.tsx";

/** Who acts for a holder who cannot (C3.9), let in and ended by an administrator. */
export function RepresentativesSection() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const denial = useDenial()("subject_change.represent");
  const [asking, setAsking] = useState<
    | { readonly step: "let_in" }
    | { readonly step: "end"; readonly memberId: string; readonly name: string }
    | null
  >(null);
  const people = useQuery(trpc.subjectChanges.desk.representatives.queryOptions({ accountId }));
  return (
    <Section
      title={t`Representatives`}
      description={
        <Trans>
          Where the holder died, was dissolved or cannot act by a judgment, somebody with proof of authority
          applies for them (C3.9). They see the account's change of subject and nothing else.
        </Trans>
      }
      actions={
        <Button size="sm" disabledReason={denial} onClick={() => setAsking({ step: "let_in" })}>
          <Trans>Let a representative in…</Trans>
        </Button>
      }
    >
      <DataTable
        caption={t`Representatives`}
        rows={people.data?.representatives ?? []}
        rowKey={(row) => row.memberId}
        loading={people.isPending}
        error={
          people.error && (
            <ProblemState
              thing={t`The representatives could not be loaded`}
              error={people.error}
              onRetry={() => void people.refetch()}
              retrying={people.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nobody represents this holder.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            head: <Trans>Representative</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="flex flex-col">
                <bdi>{row.name}</bdi>
                <span className="text-sm font-normal text-muted wrap-anywhere">{row.email}</span>
              </span>
            ),
          },
          { key: "since", head: <Trans>Since</Trans>, cell: (row) => <Instant at={row.since} /> },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            unlabelled: true,
            cell: (row) => (
              <Button
                size="sm"
                disabledReason={denial}
                onClick={() => setAsking({ step: "end", memberId: row.memberId, name: row.name })}
              >
                <Trans>End the access…</Trans>
              </Button>
            ),
          },
        ]}
      />
      {asking !== null && (
        <RepresentativeDialog
          accountId={accountId}
          ending={asking.step === "end" ? asking : null}
          onClose={() => setAsking(null)}
        />
      )}
    </Section>
  );
}
