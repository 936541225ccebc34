import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, buttonClass, DataTable, EmptyState, Instant, Section, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { HoldsTable } from "./holds-table.tsx";
import { PlaceHoldDialog } from "./place-hold-dialog.tsx";
import { RepresentativesSection } from "./representatives-section.tsx";
import { useChangeWords } from "./use-change-words.ts";

/** What an account's page says of changing its holder: applications, holds, who represents the holder. */
export function AccountChanges() {
  return (
    <>
      <ApplicationsSection />
      <HoldsSection />
      <RepresentativesSection />
    </>
  );
}

function ApplicationsSection() {
  const { t } = useLingui();
  const words = useChangeWords();
  const { id: accountId } = useAccount();
  const denial = useDenial()("subject_change.apply");
  const changes = useQuery(trpc.subjectChanges.list.queryOptions({ accountId, limit: 50 }));
  return (
    <Section
      title={t`Changes of account subject`}
      actions={
        denial === undefined ? (
          <Link
            to="/accounts/$accountId/subject-change"
            params={{ accountId }}
            className={buttonClass("secondary", "sm")}
          >
            <Trans>Apply for the customer…</Trans>
          </Link>
        ) : (
          <Button size="sm" disabledReason={denial}>
            <Trans>Apply for the customer…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        caption={t`Changes of account subject`}
        rows={changes.data?.items ?? []}
        rowKey={(row) => row.id}
        loading={changes.isPending}
        error={
          changes.error && (
            <ProblemState
              thing={t`The changes could not be loaded`}
              error={changes.error}
              onRetry={() => void changes.refetch()}
              retrying={changes.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nobody ever applied to pass this account on.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "ground",
            head: <Trans context="change">Ground</Trans>,
            rowHead: true,
            cell: (row) => (
              <Link
                to="/subject-changes/$accountId/$changeId"
                params={{ accountId, changeId: row.id }}
                className="text-link"
              >
                {words.ground(row.ground)}
              </Link>
            ),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (row) => <Tag tone={words.state(row.state).tone}>{words.state(row.state).word}</Tag>,
          },
          { key: "begun", head: <Trans>Begun</Trans>, cell: (row) => <Instant at={row.createdAt} /> },
          {
            key: "submitted",
            head: <Trans context="date">Submitted</Trans>,
            cell: (row) => (row.submittedAt === null ? "—" : <Instant at={row.submittedAt} />),
          },
          {
            key: "effect",
            head: <Trans>In effect since</Trans>,
            cell: (row) =>
              row.effectiveAt === null ? "—" : <Instant at={row.effectiveAt} precision="second" />,
          },
        ]}
      />
    </Section>
  );
}

function HoldsSection() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const [placing, setPlacing] = useState(false);
  const holds = useQuery(trpc.subjectChanges.desk.holds.queryOptions({ accountId }));
  return (
    <Section
      title={t`Holds`}
      description={
        <Trans>
          A complaint, an investigation, a legal procedure: what holds a change of this account back (C3.8).
        </Trans>
      }
      actions={
        <Button size="sm" onClick={() => setPlacing(true)}>
          <Trans>Place a hold…</Trans>
        </Button>
      }
    >
      {holds.data !== undefined ? (
        <HoldsTable accountId={accountId} holds={holds.data.holds} />
      ) : holds.isPending ? (
        <Skeleton lines={3} />
      ) : (
        <ProblemState
          thing={t`The holds could not be loaded`}
          error={holds.error}
          onRetry={() => void holds.refetch()}
          retrying={holds.isFetching}
        />
      )}
      {placing && <PlaceHoldDialog accountId={accountId} onClose={() => setPlacing(false)} />}
    </Section>
  );
}
