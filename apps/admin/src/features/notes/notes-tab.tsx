import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { DataTable, EmptyState, Instant, MoreButton, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { AddNote } from "./add-note.tsx";
import { NoteMove } from "./note-move.tsx";
import { NoteStateTag } from "./note-state-tag.tsx";

/** What staff wrote to each other about the account, newest first. */
export function NotesTab() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const notes = useInfiniteQuery(
    trpc.notes.list.infiniteQueryOptions(
      { accountId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section title={t`Notes`} description={<Trans>Only staff see them; the customer never does.</Trans>}>
      <AddNote />
      <DataTable
        caption={t`Notes`}
        rows={notes.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(note) => note.id}
        loading={notes.isPending}
        error={
          notes.error && (
            <ProblemState
              thing={t`The notes could not be loaded`}
              error={notes.error}
              onRetry={() => void notes.refetch()}
              retrying={notes.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nobody wrote a note about this account yet.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "note",
            head: <Trans>Note</Trans>,
            rowHead: true,
            cell: (note) => (
              <span className="block max-w-prose font-normal whitespace-pre-line wrap-anywhere">
                {note.body}
              </span>
            ),
          },
          {
            key: "author",
            head: <Trans>Written by</Trans>,
            cell: (note) => (
              <span className="flex flex-col">
                <span className="wrap-anywhere">{note.author.name}</span>
                <span className="text-sm text-muted">
                  <Instant at={note.createdAt} />
                </span>
              </span>
            ),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (note) => (
              <span className="flex flex-col items-start gap-1 phone:items-end">
                <NoteStateTag state={note.state} />
                {note.closedAt !== null && (
                  <span className="text-sm text-muted">
                    <Instant at={note.closedAt} />
                  </span>
                )}
              </span>
            ),
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            cell: (note) =>
              note.actions.map((action) => <NoteMove key={action} noteId={note.id} action={action} />),
          },
        ]}
      />
      <MoreButton
        hasNextPage={notes.hasNextPage}
        isFetchingNextPage={notes.isFetchingNextPage}
        fetchNextPage={notes.fetchNextPage}
      />
    </Section>
  );
}
