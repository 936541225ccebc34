import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Journal } from "./types.ts";
import { useBookWords } from "./use-book-words.ts";

/** What a movement is called, and what it belongs to: the decision behind it, the usage batch, the one it corrects. */
export function JournalName(props: { readonly journal: Journal; readonly accountId: string | null }) {
  const { journal, accountId } = props;
  const { kinds } = useBookWords();
  const name = kinds[journal.kind];
  const { id: journalId, decisionId, batchId, reversesId, reversedById } = journal;
  return (
    <span className="flex flex-col items-start gap-0.5 font-normal">
      <Link to="/ledger/journals/$journalId" params={{ journalId }} className="font-medium hover:underline">
        {name ?? <code className="font-mono text-sm">{journal.kind}</code>}
      </Link>
      {name !== undefined && <span className="font-mono text-xs text-muted">{journal.kind}</span>}
      {decisionId !== null && accountId !== null && (
        <Link
          to="/accounts/$accountId/decisions/$decisionId"
          params={{ accountId, decisionId }}
          className="text-sm text-link"
        >
          <Trans>Decision</Trans>
        </Link>
      )}
      {batchId !== null && (
        <Link
          to="/ledger/journals/$journalId"
          params={{ journalId }}
          hash="usage"
          className="text-sm text-link"
          title={batchId}
        >
          <Trans>Usage batch …{batchId.slice(-6)}</Trans>
        </Link>
      )}
      {reversesId !== null && (
        <Link
          to="/ledger/journals/$journalId"
          params={{ journalId: reversesId }}
          className="text-sm text-link"
        >
          <Trans>Reverses an earlier movement</Trans>
        </Link>
      )}
      {reversedById !== null && (
        <Link
          to="/ledger/journals/$journalId"
          params={{ journalId: reversedById }}
          className="text-sm text-link"
        >
          <Trans>Was reversed</Trans>
        </Link>
      )}
    </span>
  );
}
