import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CopyText, Instant, KeyValue, PageHeader, Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { BatchEvents } from "./batch-events.tsx";
import { JournalName } from "./journal-name.tsx";
import { Postings } from "./postings.tsx";
import { useBookWords } from "./use-book-words.ts";

/** One movement: when, whose, what it belongs to, and all its sides. */
export function JournalPage(props: { readonly journalId: string }) {
  const { journalId } = props;
  const { t } = useLingui();
  const { kinds } = useBookWords();
  const journal = useQuery(trpc.ledger.journal.queryOptions({ journalId }));
  const back = (
    <Link to="/ledger" className="text-link">
      <Trans>Ledger</Trans>
    </Link>
  );
  if (journal.isPending) return <Skeleton lines={8} />;
  if (journal.data === undefined)
    return (
      <>
        <PageHeader title={t`Movement`} back={back} />
        <ProblemState
          thing={t`This movement could not be shown`}
          error={journal.error}
          onRetry={() => void journal.refetch()}
          retrying={journal.isFetching}
        />
      </>
    );
  const { accountId, kind } = journal.data;
  return (
    <>
      <PageHeader
        title={kinds[kind] ?? t`Movement`}
        back={back}
        description={<CopyText text={journalId} label={t`journal id`} />}
      />
      <Section title={t`Facts`}>
        <KeyValue
          entries={[
            {
              key: "kind",
              label: <Trans>Movement</Trans>,
              value: (
                <span className="phone:[&>span]:items-end">
                  <JournalName journal={journal.data} accountId={accountId} />
                </span>
              ),
            },
            {
              key: "account",
              label: <Trans>Account</Trans>,
              value:
                accountId === null ? (
                  "—"
                ) : (
                  <Link to="/accounts/$accountId/ledger" params={{ accountId }} className="text-link">
                    {accountId}
                  </Link>
                ),
            },
            {
              key: "recorded",
              label: <Trans>Recorded</Trans>,
              value: <Instant at={journal.data.recordedAt} precision="second" />,
            },
            {
              key: "effective",
              label: <Trans>Effective</Trans>,
              value: <Instant at={journal.data.effectiveAt} precision="second" />,
            },
          ]}
        />
      </Section>
      <Section title={t`Postings`}>
        <Postings postings={journal.data.postings} />
      </Section>
      {journal.data.batchId !== null && <BatchEvents journalId={journalId} batchId={journal.data.batchId} />}
    </>
  );
}
