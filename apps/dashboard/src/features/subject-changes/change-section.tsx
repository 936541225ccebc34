import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  buttonClass,
  ClauseReference,
  DataTable,
  EmptyState,
  Instant,
  Section,
  Skeleton,
  Tag,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import type { ListedChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** A change of holder on the page of ownership: what it is, how it is begun or gone on with, and those there were (C3.2). */
export function ChangeSection() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const changes = useQuery(trpc.subjectChanges.list.queryOptions({ accountId: account.id }));
  return (
    <Section
      title={t`Change of holder`}
      anchor="change"
      description={
        <Trans>
          The account, with everything in it, passes to another person or organisation, and your access ends.
          It takes effect when you are verified, we have agreed, and the new holder has accepted and is
          verified as well. <ClauseReference id="C1.2" />
        </Trans>
      }
      actions={changes.data && <Begin changes={changes.data.items} />}
    >
      {changes.isPending && <Skeleton lines={3} />}
      {changes.error && (
        <ProblemState
          thing={t`Changes of holder could not be loaded`}
          error={changes.error}
          onRetry={() => void changes.refetch()}
          retrying={changes.isFetching}
        />
      )}
      {changes.data && <Earlier changes={changes.data.items} />}
    </Section>
  );
}

function Begin(props: { readonly changes: readonly ListedChange[] }) {
  const mayApply = usePermission("subject_change.apply");
  const [draft, open] = (["draft", "open"] as const).map((state) =>
    props.changes.find((each) => each.state === state),
  );
  if (open !== undefined)
    return (
      <Link
        to="/ownership/change/$changeId"
        params={{ changeId: open.id }}
        className={buttonClass("primary")}
      >
        <Trans>Follow the change</Trans>
      </Link>
    );
  if (!mayApply)
    return (
      <p className="text-muted">
        <Trans>Only an owner of the account applies.</Trans>
      </p>
    );
  return draft === undefined ? (
    <Link to="/ownership/change/new" className={buttonClass("secondary")}>
      <Trans>Start a change</Trans>
    </Link>
  ) : (
    <Link to="/ownership/change/$changeId" params={{ changeId: draft.id }} className={buttonClass("primary")}>
      <Trans>Go on with your draft</Trans>
    </Link>
  );
}

function Earlier(props: { readonly changes: readonly ListedChange[] }) {
  const { t } = useLingui();
  const words = useChangeWords();
  if (props.changes.length === 0)
    return (
      <EmptyState>
        <Trans>None so far. An application stands here with its state, from the first saved step on.</Trans>
      </EmptyState>
    );
  return (
    <DataTable
      caption={t`Changes of holder`}
      rows={props.changes}
      rowKey={(row) => row.id}
      empty={null}
      columns={[
        {
          key: "ground",
          head: <Trans>Ground</Trans>,
          rowHead: true,
          cell: (row) => (
            <Link to="/ownership/change/$changeId" params={{ changeId: row.id }} className="text-link">
              {words.ground(row.ground)}
            </Link>
          ),
        },
        {
          key: "state",
          head: <Trans>State</Trans>,
          cell: (row) => {
            const { word, tone } =
              row.state === "open" && row.review === "info_requested"
                ? { word: t`Waiting for you`, tone: "waiting" as const }
                : words.state(row.state);
            return <Tag tone={tone}>{word}</Tag>;
          },
        },
        {
          key: "begun",
          head: <Trans>Begun</Trans>,
          cell: (row) => <Instant at={row.submittedAt ?? row.createdAt} />,
        },
        {
          key: "ended",
          head: <Trans>Ended at</Trans>,
          cell: (row) => {
            const at = row.endedAt ?? row.effectiveAt;
            return at === null ? <span className="text-muted">—</span> : <Instant at={at} />;
          },
        },
      ]}
    />
  );
}
